/** ClassSet: pods, as runs of class numbers; interned, with the number of pods in it worked out once. */

import { intersectRuns, type Runs, runsContain, runsMeet, subtractRuns, unionRuns } from './runs.ts';

export interface ClassSet {
  readonly id: number;
  readonly runs: Runs;
}

const MEMO_SHIFT = 2 ** 26;

export class ClassSets {
  readonly none: ClassSet;
  /** Every class, host-network pods too. */
  readonly all: ClassSet;
  /** Every class a selector may match: all but host-network pods (rule 33). */
  readonly selectable: ClassSet;
  #byKey = new Map<string, ClassSet>();
  #unions = new Map<number, ClassSet>();

  constructor(selectable: number, all: number) {
    this.none = this.of([]);
    this.all = this.of(all > 0 ? [0, all] : []);
    this.selectable = this.of(selectable > 0 ? [0, selectable] : []);
  }

  of(runs: Runs): ClassSet {
    const key = Array.prototype.join.call(runs, ',');
    let set = this.#byKey.get(key);
    if (!set) {
      set = { id: this.#byKey.size, runs: Int32Array.from(runs) };
      this.#byKey.set(key, set);
    }
    return set;
  }

  union(a: ClassSet, b: ClassSet): ClassSet {
    if (a === b || b === this.none) return a;
    if (a === this.none) return b;
    const key = a.id < b.id ? a.id * MEMO_SHIFT + b.id : b.id * MEMO_SHIFT + a.id;
    let result = this.#unions.get(key);
    if (!result) {
      result = this.of(unionRuns(a.runs, b.runs));
      this.#unions.set(key, result);
    }
    return result;
  }

  intersect(a: ClassSet, b: ClassSet): ClassSet {
    if (a === b) return a;
    return this.of(intersectRuns(a.runs, b.runs));
  }

  subtract(a: ClassSet, b: ClassSet): ClassSet {
    if (a === b) return this.none;
    return this.of(subtractRuns(a.runs, b.runs));
  }

  has(set: ClassSet, index: number): boolean {
    return runsContain(set.runs, index);
  }

  meet(a: ClassSet, b: ClassSet): boolean {
    return runsMeet(a.runs, b.runs);
  }
}

/** The classes in a set, one by one. */
export function forEachClass(set: ClassSet, visit: (index: number) => void): void {
  for (let i = 0; i < set.runs.length; i += 2) {
    for (let index = set.runs[i] as number; index < (set.runs[i + 1] as number); index++) visit(index);
  }
}
