/** Whether labels alone are what a selector asks for: for what is not in the snapshot, such as a namespace not read. */

import type { Labels } from '../model/labels.ts';
import type { LabelSelector } from '../model/network-policy.ts';
import { compileSelector, matches } from './selector.ts';

/** An absent or empty selector asks for nothing, and a malformed one finds nothing. */
export function matchesLabels(selector: LabelSelector | null | undefined, labels: Labels): boolean {
  return matches(compileSelector(selector), labels);
}

/** The same for many labels: the selector is compiled once. */
export function labelMatcher(selector: LabelSelector | null | undefined): (labels: Labels) => boolean {
  const compiled = compileSelector(selector);
  return (labels) => matches(compiled, labels);
}
