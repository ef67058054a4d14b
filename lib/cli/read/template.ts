/** Templates of Helm and the like, which are no YAML before they are rendered. */

import type { Problem } from '../problem.ts';
import type { PassedOver } from './passed-over.ts';

const PLACEHOLDER = /\{\{/;
const POLICY = /^\s*(- )?kind:\s*["']?(\w*NetworkPolicy)\b/m;

/**
 * Of a text that is not valid YAML: what to say where it is a template. One that would make a policy is bad input: every
 * verdict may hang on it.
 */
export function templateIn(file: string, text: string, before: number): Problem | PassedOver | undefined {
  const placeholder = PLACEHOLDER.exec(text);
  if (!placeholder) return undefined;
  const line = before + text.slice(0, placeholder.index).split('\n').length;
  const kind = POLICY.exec(text)?.[2];
  if (kind === undefined)
    return { file, line, because: 'a template that is not rendered is passed over: render it first (helm template)' };
  const message = `a template of a ${kind} that is not rendered: it is not read; render it first (helm template)`;
  return { severity: 'error', file, line, message };
}
