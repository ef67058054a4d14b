/** Selectors term by term, and labels that were probably meant instead of one that nothing has. */

import { type LabelSelector, type Labels, labelMatcher, labelName } from '#engine';
import type { LabelGuess } from './codes.ts';

export interface LabelTerm {
  /** As people read it: `app: web`, `tier in (a, b)`. */
  readonly text: string;
  /** The term alone, as a selector. */
  readonly selector: LabelSelector;
  /** Of `matchLabels`. */
  readonly label?: { readonly key: string; readonly value: string };
}

/** Terms that ask for a label to be there; one that asks for its absence cannot be misspelt into finding nothing. */
export function labelTerms(selector: LabelSelector | null | undefined): readonly LabelTerm[] {
  const labels = Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => ({
    text: `${key}: ${value ?? ''}`,
    selector: { matchLabels: { [key]: value } },
    label: { key, value: value ?? '' },
  }));
  const expressions = (selector?.matchExpressions ?? []).flatMap((expression) => {
    const { key, operator, values } = expression;
    if (operator !== 'In' && operator !== 'Exists') return [];
    const text = operator === 'In' ? `${key} in (${(values ?? []).join(', ')})` : key;
    return [{ text, selector: { matchExpressions: [expression] } }];
  });
  return [...labels, ...expressions];
}

/** All its conditions in words, for example `app=web and tier=front`; the prefix of a key says little. */
export function labelWords(selector: LabelSelector | null | undefined): string {
  const words = [
    ...Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => `${labelName(key)}=${value ?? ''}`),
    ...(selector?.matchExpressions ?? []).map(({ key, operator, values }) =>
      [labelName(key), operator, values?.length ? `(${values.join(', ')})` : ''].filter(Boolean).join(' '),
    ),
  ];
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** A selector with one label written otherwise, and the two labels. */
export interface Respelling {
  readonly selector: LabelSelector;
  readonly guess: LabelGuess;
}

/** The one label that, written otherwise by a letter, makes the selector match one of `candidates`. */
export function respelled(
  selector: LabelSelector | null | undefined,
  candidates: readonly Labels[],
): Respelling | undefined {
  const written = selector?.matchLabels ?? {};
  for (const [key, value] of Object.entries(written)) {
    if (typeof value !== 'string') continue;
    const { [key]: _, ...rest } = written;
    const others: LabelSelector = { ...selector, matchLabels: rest };
    const meetsOthers = labelMatcher(others);
    for (const labels of candidates) {
      if (labels[key] === value) continue;
      const near = nearLabel(key, value, labels);
      if (!near || !meetsOthers(labels)) continue;
      const matchLabels = Object.fromEntries(Object.entries(written).map((entry) => (entry[0] === key ? near : entry)));
      const guess = { wrote: `${key}: ${value}`, meant: near.join(': ') };
      return { selector: { ...selector, matchLabels }, guess };
    }
  }
  return undefined;
}

function nearLabel(key: string, value: string, labels: Labels): readonly [key: string, value: string] | undefined {
  const own = labels[key];
  if (own !== undefined && isOneLetterAway(value, own)) return [key, own];
  const other = Object.entries(labels).find(([name, has]) => has === value && isOneLetterAway(key, name));
  return other;
}

const SHORTEST = 3;

/** One letter more, less or other, or two neighbours swapped; of very short words every other is near. */
export function isOneLetterAway(a: string, b: string): boolean {
  if (a === b || Math.min(a.length, b.length) < SHORTEST || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
