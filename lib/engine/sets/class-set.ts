/** ClassSet: pods, as runs of class numbers; interned, so that equal sets are one object and are stored once. */

import { PairMemo } from './pair-memo.ts';
import {
  forEachCommonRun,
  intersectRuns,
  joinRuns,
  muchShorter,
  type Runs,
  runEndingAfter,
  runsContain,
  runsMeet,
  spans,
  subtractRuns,
  unionRuns,
} from './runs.ts';
import { RunsTable } from './runs-table.ts';

export interface ClassSet {
  readonly id: number;
  readonly runs: Runs;
  /** Pods in it. */
  readonly pods: number;
}

export class ClassSets {
  readonly none: ClassSet;
  /** Every class, host-network pods too. */
  readonly all: ClassSet;
  /** Every class a selector may match: all but host-network pods (rule 33). */
  readonly selectable: ClassSet;
  /** Pods before each class; one entry more than there are classes. */
  readonly #podsBefore: Float64Array;
  /** By number. */
  #sets: ClassSet[] = [];
  #numbers = new RunsTable();
  #words = 0;
  /** For long lists that short ones are held against. */
  #sums = new Map<ClassSet, Float64Array>();
  readonly #unions = new PairMemo();
  readonly #intersections = new PairMemo();
  readonly #differences = new PairMemo();

  /** `pods` holds the number of pods of every class; the first `selectable` classes are those selectors reach. */
  constructor(pods: ArrayLike<number>, selectable: number) {
    this.#podsBefore = new Float64Array(pods.length + 1);
    for (let i = 0; i < pods.length; i++) this.#podsBefore[i + 1] = (this.#podsBefore[i] ?? 0) + (pods[i] ?? 0);
    this.none = this.of([]);
    this.all = this.of(pods.length > 0 ? [0, pods.length] : []);
    this.selectable = this.of(selectable > 0 ? [0, selectable] : []);
  }

  /** Words held by all sets made so far: they are kept as long as the pool is. */
  get words(): number {
    return this.#words;
  }

  of(runs: Runs): ClassSet {
    const known = this.#numbers.find(runs);
    if (known >= 0) return this.#sets[known] as ClassSet;
    const own = compact(runs);
    const set = { id: this.#numbers.add(own), runs: own, pods: this.#podsIn(runs) };
    this.#words += runs.length + WORDS_A_SET;
    this.#sets.push(set);
    return set;
  }

  /** The union of any number of sets, which need not be in any order. */
  unionOf(sets: readonly ClassSet[]): ClassSet {
    if (sets.length === 0) return this.none;
    if (sets.length === 1) return sets[0] as ClassSet;
    if (sets.length === 2) return this.union(sets[0] as ClassSet, sets[1] as ClassSet);
    return this.of(joinRuns(sets.map(({ runs }) => runs)));
  }

  union(a: ClassSet, b: ClassSet): ClassSet {
    if (a === b || b === this.none || a === this.all) return a;
    if (a === this.none || b === this.all) return b;
    const [one, other] = a.id < b.id ? [a, b] : [b, a];
    return this.#remembered(this.#unions, one, other) ?? this.#remember(this.#unions, one, other, unionRuns);
  }

  intersect(a: ClassSet, b: ClassSet): ClassSet {
    if (a === b || b === this.all || a === this.none) return a;
    if (a === this.all || b === this.none) return b;
    if (spans(a.runs, b.runs)) return b;
    if (spans(b.runs, a.runs)) return a;
    const [one, other] = a.id < b.id ? [a, b] : [b, a];
    const memo = this.#intersections;
    return this.#remembered(memo, one, other) ?? this.#remember(memo, one, other, intersectRuns);
  }

  subtract(a: ClassSet, b: ClassSet): ClassSet {
    if (a === b || b === this.all) return this.none;
    if (b === this.none || a === this.none) return a;
    return this.#remembered(this.#differences, a, b) ?? this.#remember(this.#differences, a, b, subtractRuns);
  }

  has(set: ClassSet, index: number): boolean {
    const { runs } = set;
    if (runs.length === 2) return (runs[0] as number) <= index && index < (runs[1] as number);
    return runsContain(runs, index);
  }

  meet(a: ClassSet, b: ClassSet): boolean {
    return runsMeet(a.runs, b.runs);
  }

  /** Pods in both, without making the set. */
  podsInBoth(a: ClassSet, b: ClassSet): number {
    if (a === b || spans(b.runs, a.runs)) return a.pods;
    if (spans(a.runs, b.runs)) return b.pods;
    if (a.runs.length > LONG && muchShorter(b.runs, a.runs)) return this.#podsLookedUp(b, a);
    if (b.runs.length > LONG && muchShorter(a.runs, b.runs)) return this.#podsLookedUp(a, b);
    let pods = 0;
    forEachCommonRun(a.runs, b.runs, (start, end) => {
      pods += this.podsBetween(start, end);
    });
    return pods;
  }

  #podsLookedUp(short: ClassSet, long: ClassSet): number {
    let sums = this.#sums.get(long);
    if (!sums) {
      if (this.#sums.size >= SUMS_KEPT) this.#sums.clear();
      sums = this.#sumsOf(long.runs);
      this.#sums.set(long, sums);
    }
    /** Pods of the long list before a bound. */
    const below = (bound: number) => {
      const at = runEndingAfter(long.runs, bound);
      const inside = at < long.runs.length && (long.runs[at] as number) < bound;
      return (sums[at >> 1] as number) + (inside ? this.podsBetween(long.runs[at] as number, bound) : 0);
    };
    let pods = 0;
    const { runs } = short;
    for (let i = 0; i < runs.length; i += 2) pods += below(runs[i + 1] as number) - below(runs[i] as number);
    return pods;
  }

  /** Pods in the runs before each one; one entry more than there are runs. */
  #sumsOf(runs: Runs): Float64Array {
    const sums = new Float64Array((runs.length >> 1) + 1);
    for (let i = 0; i < runs.length; i += 2) {
      sums[(i >> 1) + 1] = (sums[i >> 1] as number) + this.podsBetween(runs[i] as number, runs[i + 1] as number);
    }
    return sums;
  }

  /** Pods in the classes from `start` on, before `end`. */
  podsBetween(start: number, end: number): number {
    return (this.#podsBefore[end] as number) - (this.#podsBefore[start] as number);
  }

  /** Whether `a` lies within `b`. */
  within(a: ClassSet, b: ClassSet): boolean {
    return a === b || this.subtract(a, b) === this.none;
  }

  #podsIn(runs: Runs): number {
    let pods = 0;
    for (let i = 0; i < runs.length; i += 2) pods += this.podsBetween(runs[i] as number, runs[i + 1] as number);
    return pods;
  }

  #remembered(memo: PairMemo, a: ClassSet, b: ClassSet): ClassSet | undefined {
    const known = memo.get(a.id, b.id);
    return known < 0 ? undefined : this.#sets[known];
  }

  #remember(memo: PairMemo, a: ClassSet, b: ClassSet, run: (a: Runs, b: Runs) => number[]): ClassSet {
    const result = this.of(run(a.runs, b.runs));
    memo.reserve(this.#sets.length);
    memo.set(a.id, b.id, result.id);
    return result;
  }
}

/** What a set takes besides its runs. */
const WORDS_A_SET = 16;

/** Sums are worth working out for lists as long as this, and kept for so many of them. */
const LONG = 300;
const SUMS_KEPT = 64;

/** A typed array has a long header: the many short lists are smaller as plain ones. */
function compact(runs: Runs): Runs {
  if (runs.length > 16) return Int32Array.from(runs);
  return Array.isArray(runs) ? runs.slice() : Array.from(runs);
}

/** The classes in a set, one by one. */
export function forEachClass(set: ClassSet, visit: (index: number) => void): void {
  for (let i = 0; i < set.runs.length; i += 2) {
    for (let index = set.runs[i] as number; index < (set.runs[i + 1] as number); index++) visit(index);
  }
}

/** The classes in a set, as a list of numbers. */
export function classNumbers(set: ClassSet): number[] {
  const numbers: number[] = [];
  forEachClass(set, (index) => numbers.push(index));
  return numbers;
}

/** Adds a number, not below any before it, to a list of runs. */
export function appendClass(runs: number[], index: number): void {
  if (runs.length > 0 && runs[runs.length - 1] === index) runs[runs.length - 1] = index + 1;
  else runs.push(index, index + 1);
}
