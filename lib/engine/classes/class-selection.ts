/** Answers "which classes does this selector match": each distinct selector once, by label postings where they help. */

import { matches, type Selector } from '../policies/selector.ts';
import { appendClass, type ClassSet } from '../sets/class-set.ts';
import type { Runs } from '../sets/runs.ts';
import type { PodClass } from './pod-classes.ts';
import type { Universe } from './universe.ts';

/** A key's values, and for each the classes (or namespaces) that carry it, in order. */
type Postings = ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;

export class ClassSelection {
  readonly #universe: Universe;
  readonly #namespaceNames: readonly string[];
  /** By the key of the pod selector, then by namespace, or by the key of the namespace selector. */
  #inNamespace = new Map<string, Map<string, ClassSet>>();
  #inScope = new Map<string, Map<string, ClassSet>>();
  #scopes = new Map<string, ClassSet>();
  #classPostings: Postings | undefined;
  #namespacePostings: Postings | undefined;

  constructor(universe: Universe) {
    this.#universe = universe;
    this.#namespaceNames = [...universe.namespaces.keys()];
  }

  /** Classes in one namespace, or in the namespaces a selector matches, whose labels the pod selector matches. */
  select(pods: Selector, namespaces: Selector | string): ClassSet {
    const [all, scope] =
      typeof namespaces === 'string' ? [this.#inNamespace, namespaces] : [this.#inScope, namespaces.key];
    let known = all.get(pods.key);
    if (!known) {
      known = new Map();
      all.set(pods.key, known);
    }
    let selected = known.get(scope);
    if (!selected) {
      selected = this.#search(pods, this.#scope(namespaces));
      known.set(scope, selected);
    }
    return selected;
  }

  #scope(namespaces: Selector | string): ClassSet {
    const universe = this.#universe;
    if (typeof namespaces === 'string') return universe.ofNamespace.get(namespaces) ?? universe.sets.none;
    let scope = this.#scopes.get(namespaces.key);
    if (!scope) {
      scope = this.#matchNamespaces(namespaces);
      this.#scopes.set(namespaces.key, scope);
    }
    return scope;
  }

  #matchNamespaces(selector: Selector): ClassSet {
    const { namespaces, ofNamespace, sets } = this.#universe;
    if (selector.requirements.length === 0 && !selector.broken) return sets.selectable;
    this.#namespacePostings ??= postingsOf(
      this.#namespaceNames.map((name, at) => [at, namespaces.get(name)?.labels ?? {}] as const),
    );
    const candidates = candidatesOf(selector, this.#namespacePostings) ?? this.#namespaceNames.keys();
    const ranges: Runs[] = [];
    for (const at of candidates) {
      const name = this.#namespaceNames[at] ?? '';
      const range = ofNamespace.get(name);
      if (range && matches(selector, namespaces.get(name)?.labels ?? {})) ranges.push(range.runs);
    }
    ranges.sort((a, b) => (a[0] as number) - (b[0] as number));
    const runs: number[] = [];
    for (const range of ranges) {
      if (runs[runs.length - 1] === range[0]) runs[runs.length - 1] = range[1] as number;
      else runs.push(range[0] as number, range[1] as number);
    }
    return sets.of(runs);
  }

  #search(selector: Selector, scope: ClassSet): ClassSet {
    const { classes, sets } = this.#universe;
    if (selector.broken || scope === sets.none) return sets.none;
    if (selector.requirements.length === 0) return scope;
    const runs: number[] = [];
    const test = (index: number) => {
      if (matches(selector, (classes[index] as PodClass).labels)) appendClass(runs, index);
    };
    const [start = 0, end = 0] =
      scope.runs.length === 2 ? [scope.runs[0], scope.runs[1]] : [0, Number.POSITIVE_INFINITY];
    const candidates = end - start <= SMALL_SCOPE ? undefined : this.#candidates(selector);
    if (candidates) {
      for (let at = firstNotBelow(candidates, start); at < candidates.length; at++) {
        const index = candidates[at] as number;
        if (index >= end) break;
        if (scope.runs.length === 2 || sets.has(scope, index)) test(index);
      }
    } else {
      for (let i = 0; i < scope.runs.length; i += 2) {
        for (let index = scope.runs[i] as number; index < (scope.runs[i + 1] as number); index++) test(index);
      }
    }
    return sets.of(runs);
  }

  #candidates(selector: Selector): readonly number[] | undefined {
    const { classes, sets } = this.#universe;
    const selectable = sets.selectable.runs[1] ?? 0;
    this.#classPostings ??= postingsOf(
      classes.slice(0, selectable).map(({ index, labels }) => [index, labels] as const),
    );
    return candidatesOf(selector, this.#classPostings);
  }
}

/** A scan of so few classes costs less than a look into the postings. */
const SMALL_SCOPE = 32;

function postingsOf(entries: Iterable<readonly [number, Readonly<Record<string, string>>]>): Postings {
  const postings = new Map<string, Map<string, number[]>>();
  for (const [index, labels] of entries) {
    for (const key of Object.keys(labels)) {
      let values = postings.get(key);
      if (!values) {
        values = new Map();
        postings.set(key, values);
      }
      const value = labels[key] as string;
      const list = values.get(value);
      if (list) list.push(index);
      else values.set(value, [index]);
    }
  }
  return postings;
}

/** The shortest list that holds every match, from a requirement that a key has one of some values; else undefined. */
function candidatesOf(selector: Selector, postings: Postings): readonly number[] | undefined {
  let best: readonly number[] | undefined;
  for (const requirement of selector.requirements) {
    if (requirement.test !== 'in') continue;
    const values = postings.get(requirement.key);
    const lists = [...new Set(requirement.values)].flatMap((value) => {
      const list = values?.get(value);
      return list ? [list] : [];
    });
    const size = lists.reduce((sum, list) => sum + list.length, 0);
    if (best && best.length <= size) continue;
    best = lists.length === 1 ? lists[0] : lists.flat().sort((a, b) => a - b);
  }
  return best;
}

function firstNotBelow(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
