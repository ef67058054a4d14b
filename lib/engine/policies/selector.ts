/**
 * Label selectors, compiled: absent, empty and malformed are told apart here, once, and never asked about again.
 */

import type { Labels } from '../model/labels.ts';
import type { LabelSelector, LabelSelectorRequirement } from '../model/network-policy.ts';

/** One condition on labels; `path` is where it stands in its selector. */
export type Requirement =
  | { readonly test: 'in'; readonly key: string; readonly values: readonly string[]; readonly path: string }
  | { readonly test: 'not-in'; readonly key: string; readonly values: readonly string[]; readonly path: string }
  | { readonly test: 'exists'; readonly key: string; readonly path: string }
  | { readonly test: 'absent'; readonly key: string; readonly path: string };

export interface Selector {
  /** All must hold; none = everything matches. */
  readonly requirements: readonly Requirement[];
  /** A part cannot be judged (half-typed, unknown operator): the selector matches nothing. */
  readonly broken: boolean;
  /** Equal for selectors that mean the same. */
  readonly key: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Compiles a selector that is present, or whose absence means everything. */
export function compileSelector(selector: LabelSelector | null | undefined): Selector {
  if (selector !== null && selector !== undefined && !isRecord(selector)) return brokenSelector;
  const requirements: Requirement[] = [];
  let broken = false;
  const labels: unknown = selector?.matchLabels ?? {};
  if (isRecord(labels)) {
    for (const key of Object.keys(labels)) {
      // The API server reads a null value as the empty string.
      const value = labels[key] ?? '';
      if (typeof value !== 'string') broken = true;
      else requirements.push({ test: 'in', key, values: [value], path: 'matchLabels' });
    }
  } else broken = true;
  const expressions: unknown = selector?.matchExpressions ?? [];
  if (Array.isArray(expressions)) {
    expressions.forEach((expression: LabelSelectorRequirement | null, at) => {
      const requirement = compileRequirement(expression, `matchExpressions[${at}]`);
      if (requirement) requirements.push(requirement);
      else broken = true;
    });
  } else broken = true;
  if (broken) return brokenSelector;
  if (requirements.length === 0) return everySelector;
  return { requirements, broken, key: keyOf(requirements) };
}

const everySelector: Selector = { requirements: [], broken: false, key: '' };
const brokenSelector: Selector = { requirements: [], broken: true, key: '!' };

/** Compiles selectors so that equal ones are one object; those with expressions differ in where their parts stand. */
export function sharedSelectors(): typeof compileSelector {
  const known = new Map<string, Selector>();
  return (selector) => {
    const compiled = compileSelector(selector);
    if (!compiled.requirements.every(({ path }) => path === 'matchLabels')) return compiled;
    const shared = known.get(compiled.key) ?? compiled;
    known.set(compiled.key, shared);
    return shared;
  };
}

function compileRequirement(expression: LabelSelectorRequirement | null, path: string): Requirement | undefined {
  if (!isRecord(expression) || typeof expression.key !== 'string' || expression.key === '') return undefined;
  const key = expression.key;
  const values: unknown = expression.values ?? [];
  if (!Array.isArray(values) || !values.every((value) => typeof value === 'string')) return undefined;
  switch (expression.operator) {
    case 'In':
      return values.length > 0 ? { test: 'in', key, values, path } : undefined;
    case 'NotIn':
      return values.length > 0 ? { test: 'not-in', key, values, path } : undefined;
    case 'Exists':
      return values.length === 0 ? { test: 'exists', key, path } : undefined;
    case 'DoesNotExist':
      return values.length === 0 ? { test: 'absent', key, path } : undefined;
    default:
      return undefined;
  }
}

function keyOf(requirements: readonly Requirement[]): string {
  const [only] = requirements;
  if (requirements.length < 2) return only ? requirementKey(only) : '';
  return requirements.map(requirementKey).sort().join('&');
}

/** One key for each condition of a selector; those of a wider selector are among those of a narrower. */
export function requirementKeys({ requirements }: Selector): readonly string[] {
  return requirements.map(requirementKey);
}

/** Lengths are written out, so that no key or value can pass for another. */
function requirementKey(requirement: Requirement): string {
  const { test, key } = requirement;
  let text = `${test} ${key.length}:${key}`;
  if (!('values' in requirement)) return text;
  const { values } = requirement;
  const sorted = values.length < 2 ? values : [...new Set(values)].sort();
  for (const value of sorted) text += ` ${value.length}:${value}`;
  return text;
}

/** A label's value; label keys may be `constructor`, so only own properties count. */
export function labelValue(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

export function satisfies(requirement: Requirement, labels: Labels): boolean {
  const value = labelValue(labels, requirement.key);
  switch (requirement.test) {
    case 'in':
      return value !== undefined && requirement.values.includes(value);
    case 'not-in':
      return value === undefined || !requirement.values.includes(value);
    case 'exists':
      return value !== undefined;
    case 'absent':
      return value === undefined;
  }
}

export function matches(selector: Selector, labels: Labels): boolean {
  return !selector.broken && selector.requirements.every((requirement) => satisfies(requirement, labels));
}
