/** Selectors that pods match and others do not, as far as labels can tell them apart. */

import { PER_POD_KEYS } from '../classes/pod-classes.ts';
import type { Labels } from '../model/labels.ts';
import type { LabelSelector, LabelSelectorRequirement } from '../model/network-policy.ts';
import { compileSelector, labelValue, matches } from '../policies/selector.ts';

/** More selectors than this are no help to a reader. */
const MOST = 20;

export interface Wish {
  /** Labels of the pods to match; at least one set. */
  readonly own: readonly Labels[];
  /** Labels of pods that ought not to match. */
  readonly others: readonly Labels[];
  /** Whether a label that is each pod's or each rollout's own may be named. */
  mayName(perPodKey: string): boolean;
}

/** Together they match all the pods; one selector for all, unless each kind of pod needs one to keep others out. */
export function distinguishingSelectors(wish: Wish): LabelSelector[] {
  const { own, others, mayName } = wish;
  const distinct = [...new Map(own.map((labels) => [JSON.stringify(sorted(labels, mayName)), labels])).values()];
  const one = tell(distinct, others, mayName);
  if (one.isExact || distinct.length === 1 || distinct.length > MOST) return [one.selector];
  return distinct.map((labels) => tell([labels], others, mayName).selector);
}

const isStable = (key: string): boolean => !PER_POD_KEYS.has(key);

const sorted = (labels: Labels, mayName: (key: string) => boolean) =>
  Object.entries(labels)
    .filter(([key]) => isStable(key) || mayName(key))
    .sort();

/** Labels that outlive a rollout first; the others only where those do not suffice. */
function tell(own: readonly Labels[], others: readonly Labels[], mayName: (key: string) => boolean) {
  const stable = narrow({}, own, others, isStable);
  if (stable.left.length === 0) return { selector: stable.selector, isExact: true };
  const { selector, left } = narrow(stable.selector, own, stable.left, (key) => !isStable(key) && mayName(key));
  return { selector, isExact: left.length === 0 };
}

/** Adds to a selector what the own pods have in common, and what it takes to keep out those others that still match. */
function narrow(
  from: LabelSelector,
  own: readonly Labels[],
  others: readonly Labels[],
  counts: (key: string) => boolean,
): { readonly selector: LabelSelector; readonly left: readonly Labels[] } {
  const labels = { ...from.matchLabels, ...sharedOf(own, counts) };
  const expressions = new Map<string, LabelSelectorRequirement>();
  const selector = (): LabelSelector => {
    const all = [...(from.matchExpressions ?? []), ...[...expressions.values()].sort(byKey)];
    return {
      ...(Object.keys(labels).length > 0 ? { matchLabels: labels } : {}),
      ...(all.length > 0 ? { matchExpressions: all } : {}),
    };
  };
  let compiled = compileSelector(selector());
  const left: Labels[] = [];
  for (const other of others) {
    if (!matches(compiled, other)) continue;
    const telling = requirementAgainst(other, own, counts);
    if (!telling) {
      left.push(other);
      continue;
    }
    const { key, operator } = telling;
    const before = expressions.get(`${operator} ${key}`)?.values ?? [];
    const values = [...new Set([...before, ...(telling.values ?? [])])].sort();
    expressions.set(`${operator} ${key}`, { ...telling, ...(values.length > 0 ? { values } : {}) });
    compiled = compileSelector(selector());
  }
  return { selector: selector(), left };
}

const byKey = (a: LabelSelectorRequirement, b: LabelSelectorRequirement): number => (a.key < b.key ? -1 : 1);

function sharedOf([first = {}, ...rest]: readonly Labels[], counts: (key: string) => boolean): Labels {
  const entries = Object.entries(first);
  return Object.fromEntries(
    entries.filter(([key, value]) => counts(key) && rest.every((labels) => labelValue(labels, key) === value)),
  );
}

/** One condition that all own pods meet and the other does not. */
function requirementAgainst(
  other: Labels,
  own: readonly Labels[],
  counts: (key: string) => boolean,
): LabelSelectorRequirement | undefined {
  const valuesOf = (key: string) => own.map((labels) => labelValue(labels, key));
  for (const key of Object.keys(other).filter(counts).sort()) {
    if (valuesOf(key).every((value) => value === undefined)) return { key, operator: 'DoesNotExist' };
  }
  for (const key of [...new Set(own.flatMap((labels) => Object.keys(labels)))].filter(counts).sort()) {
    const [values, theirs] = [valuesOf(key), labelValue(other, key)];
    if (values.includes(theirs)) continue;
    const present = values.filter((value) => value !== undefined);
    if (present.length === values.length) return { key, operator: 'In', values: [...new Set(present)].sort() };
    if (theirs !== undefined) return { key, operator: 'NotIn', values: [theirs] };
  }
  return undefined;
}
