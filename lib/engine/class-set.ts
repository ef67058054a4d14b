/** ClassSet: pods, as runs of class numbers; interned, so that equal sets are one object and are stored once. */

import { intersectRuns, type Runs, runsContain, runsMeet, subtractRuns, unionRuns } from './runs.ts';

export interface ClassSet {
  readonly id: number;
  readonly runs: Runs;
  /** Pods in it. */
  readonly pods: number;
}

const MEMO_SHIFT = 2 ** 26;
/** Results are remembered up to here; beyond it the memo starts anew, so that endless drafts cannot fill the memory. */
const MEMO_LIMIT = 30_000;

type Operation = 'union' | 'intersect' | 'subtract';

export class ClassSets {
  readonly none: ClassSet;
  /** Every class, host-network pods too. */
  readonly all: ClassSet;
  /** Every class a selector may match: all but host-network pods (rule 33). */
  readonly selectable: ClassSet;
  /** Pods before each class; one entry more than there are classes. */
  readonly #podsBefore: Float64Array;
  #byHash = new Map<number, ClassSet[]>();
  #count = 0;
  #memo: Record<Operation, Map<number, ClassSet>> = { union: new Map(), intersect: new Map(), subtract: new Map() };

  /** `pods` holds the number of pods of every class; the first `selectable` classes are those selectors reach. */
  constructor(pods: ArrayLike<number>, selectable: number) {
    this.#podsBefore = new Float64Array(pods.length + 1);
    for (let i = 0; i < pods.length; i++) this.#podsBefore[i + 1] = (this.#podsBefore[i] ?? 0) + (pods[i] ?? 0);
    this.none = this.of([]);
    this.all = this.of(pods.length > 0 ? [0, pods.length] : []);
    this.selectable = this.of(selectable > 0 ? [0, selectable] : []);
  }

  /** Sets made so far: they are kept as long as the pool is. */
  get size(): number {
    return this.#count;
  }

  of(runs: Runs): ClassSet {
    const hash = hashOf(runs);
    const bucket = this.#byHash.get(hash);
    const known = bucket?.find((set) => sameRuns(set.runs, runs));
    if (known) return known;
    const set = { id: this.#count++, runs: compact(runs), pods: this.#podsIn(runs) };
    if (bucket) bucket.push(set);
    else this.#byHash.set(hash, [set]);
    return set;
  }

  union(a: ClassSet, b: ClassSet): ClassSet {
    if (a === b || b === this.none || a === this.all) return a;
    if (a === this.none || b === this.all) return b;
    return this.#remember('union', a.id < b.id ? a : b, a.id < b.id ? b : a, unionRuns);
  }

  intersect(a: ClassSet, b: ClassSet): ClassSet {
    if (a === b || b === this.all || a === this.none) return a;
    if (a === this.all || b === this.none) return b;
    return this.#remember('intersect', a.id < b.id ? a : b, a.id < b.id ? b : a, intersectRuns);
  }

  subtract(a: ClassSet, b: ClassSet): ClassSet {
    if (a === b || b === this.all) return this.none;
    if (b === this.none || a === this.none) return a;
    return this.#remember('subtract', a, b, subtractRuns);
  }

  has(set: ClassSet, index: number): boolean {
    const { runs } = set;
    if (runs.length === 2) return (runs[0] as number) <= index && index < (runs[1] as number);
    return runsContain(runs, index);
  }

  meet(a: ClassSet, b: ClassSet): boolean {
    return runsMeet(a.runs, b.runs);
  }

  /** Whether `a` lies within `b`. */
  within(a: ClassSet, b: ClassSet): boolean {
    return a === b || this.subtract(a, b) === this.none;
  }

  #podsIn(runs: Runs): number {
    let pods = 0;
    for (let i = 0; i < runs.length; i += 2) {
      pods += (this.#podsBefore[runs[i + 1] as number] ?? 0) - (this.#podsBefore[runs[i] as number] ?? 0);
    }
    return pods;
  }

  #remember(operation: Operation, a: ClassSet, b: ClassSet, run: (a: Runs, b: Runs) => number[]): ClassSet {
    const memo = this.#memo[operation];
    const key = a.id * MEMO_SHIFT + b.id;
    let result = memo.get(key);
    if (!result) {
      if (memo.size >= MEMO_LIMIT) memo.clear();
      result = this.of(run(a.runs, b.runs));
      memo.set(key, result);
    }
    return result;
  }
}

/** A typed array has a long header: the many short lists are smaller as plain ones. */
function compact(runs: Runs): Runs {
  return runs.length > 16 ? Int32Array.from(runs) : Array.from(runs);
}

function hashOf(runs: Runs): number {
  let hash = runs.length;
  for (let i = 0; i < runs.length; i++) hash = (Math.imul(hash, 0x01000193) ^ (runs[i] as number)) | 0;
  return hash;
}

function sameRuns(a: Runs, b: Runs): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The classes in a set, one by one. */
export function forEachClass(set: ClassSet, visit: (index: number) => void): void {
  for (let i = 0; i < set.runs.length; i += 2) {
    for (let index = set.runs[i] as number; index < (set.runs[i + 1] as number); index++) visit(index);
  }
}

/** Adds a number, not below any before it, to a list of runs. */
export function appendClass(runs: number[], index: number): void {
  if (runs.length > 0 && runs[runs.length - 1] === index) runs[runs.length - 1] = index + 1;
  else runs.push(index, index + 1);
}
