/** Keys and values of labels that exist where a selector looks, with how much each would match. */

import { groupBy, type LabelSelector, labelMatcher, labelName, PER_POD_KEYS } from '#engine';
import type { TextPlace } from '#manifest';
import { type Completion, NO_COMPLETIONS } from './completion.ts';
import {
  countWords,
  type Labelled,
  type LiveThings,
  namespacesOf,
  podsOfNamespace,
  podsOfNamespaces,
} from './live-things.ts';
import type { Path, TypedPolicy } from './typed-policy.ts';
import { yamlWord } from './yaml-word.ts';

/** `rest`: from the selector on, for example `matchLabels`, `app`. */
export interface SelectorPlace {
  readonly selector: Path;
  readonly rest: Path;
}

/** Where in a selector a path ends; undefined outside of any. */
export function selectorPlace(path: Path): SelectorPlace | undefined {
  const at = path.findIndex((step) => step === 'podSelector' || step === 'namespaceSelector');
  return at < 0 ? undefined : { selector: path.slice(0, at + 1), rest: path.slice(at + 1) };
}

export function labelWords(
  { selector, rest }: SelectorPlace,
  place: TextPlace,
  text: string,
  policy: TypedPolicy,
  things: LiveThings,
): readonly Completion[] {
  const scope = scopeOf(selector, policy, things);
  const [field, key, part] = rest;
  if (field === 'matchLabels' && rest.length === 1 && place.of === 'key') {
    const taken = policy.selectorAt(selector)?.matchLabels ?? {};
    const narrowed = matching(scope, without(taken, typedWord(text, place)));
    return keyWords(narrowed, Object.keys(taken), place, text, things);
  }
  if (field === 'matchLabels' && rest.length === 2 && place.of === 'value' && typeof key === 'string') {
    const narrowed = matching(scope, without(policy.selectorAt(selector)?.matchLabels ?? {}, key));
    return valueWords(narrowed, key, place, things);
  }
  if (field !== 'matchExpressions' || typeof key !== 'number') return NO_COMPLETIONS;
  if (part === 'key' && place.of === 'value') return keyWords(scope, [], place, text, things);
  const of = policy.valueAt([...selector, field, key, 'key']);
  return part === 'values' && typeof of === 'string' ? valueWords(scope, of, place, things) : NO_COMPLETIONS;
}

/** What the selector chooses from: namespaces, or the pods that can be meant there. */
function scopeOf(selector: Path, policy: TypedPolicy, things: LiveThings): readonly Labelled[] {
  if (selector.at(-1) === 'namespaceSelector') return namespacesOf(things);
  const beside = policy.valueAt([...selector.slice(0, -1), 'namespaceSelector']);
  const namespaces = selector.includes('spec') && beside !== undefined && beside !== null;
  if (!namespaces) return podsOfNamespace(things, policy.namespace);
  return podsOfNamespaces(things, policy.selectorAt([...selector.slice(0, -1), 'namespaceSelector']) ?? {});
}

function matching(scope: readonly Labelled[], matchLabels: NonNullable<LabelSelector['matchLabels']>) {
  const matches = labelMatcher({ matchLabels });
  return scope.filter(({ labels }) => matches(labels));
}

function without(labels: NonNullable<LabelSelector['matchLabels']>, key: string) {
  return Object.fromEntries(Object.entries(labels).filter(([each]) => each !== key));
}

function typedWord(text: string, { start, end }: TextPlace): string {
  return text.slice(start, end);
}

function keyWords(
  scope: readonly Labelled[],
  taken: readonly string[],
  place: TextPlace,
  text: string,
  things: LiveThings,
): readonly Completion[] {
  const typed = typedWord(text, place);
  const keys = groupBy(
    scope.flatMap((thing) => Object.keys(thing.labels).map((key) => ({ key, thing }))),
    ({ key }) => key,
  );
  // After the key stands its colon already, where a key is typed anew; and a `key:` of an expression needs none.
  const isKey = place.of === 'key' && !/^\s*:/.test(text.slice(place.end));
  return [...keys]
    .filter(([key]) => key === typed || !taken.includes(key))
    .sort(([a], [b]) => weight(a) - weight(b) || (a < b ? -1 : 1))
    .map(([key, of]) => ({
      label: key,
      detail: countWords(
        of.map(({ thing }) => thing),
        things,
      ),
      kind: 'key' as const,
      text: `${yamlWord(key, place.quoted)}${isKey && !place.quoted ? ': ' : ''}`,
      ...(isKey && !place.quoted && { goesOn: true as const }),
    }));
}

function valueWords(
  scope: readonly Labelled[],
  key: string,
  place: TextPlace,
  things: LiveThings,
): readonly Completion[] {
  const carriers = scope.filter(({ labels }) => Object.hasOwn(labels, key));
  const values = groupBy(carriers, ({ labels }) => labels[key] ?? '');
  const size = (of: readonly Labelled[]) => of.reduce((sum, { pods }) => sum + pods, 0);
  return [...values]
    .sort(([a, one], [b, other]) => size(one) - size(other) || (a < b ? -1 : 1))
    .map(([value, of]) => ({
      label: value === '' ? '""' : value,
      detail: countWords(of, things),
      kind: 'value' as const,
      text: yamlWord(value, place.quoted),
    }));
}

/** Ends of keys that name a thing, the best first; last what each pod or rollout has for itself. */
const NAMING = ['metadata.name', 'name', 'app', 'k8s-app', 'component', 'tier', 'role', 'instance'];

function weight(key: string): number {
  if (PER_POD_KEYS.has(key)) return NAMING.length + 1;
  const at = NAMING.indexOf(labelName(key));
  return at < 0 ? NAMING.length : at;
}
