/** Gives numbers to runs: equal runs have the same number, counted from 0 in the order they came. */

import type { Runs } from './runs.ts';

export class RunsTable {
  /** By number. */
  #lists: Runs[] = [];
  /** Open addressing by hash: numbers, counted from 1; 0 = free. */
  #places = new Int32Array(64);

  get size(): number {
    return this.#lists.length;
  }

  /** The number of some runs, or -1. */
  find(runs: Runs): number {
    const mask = this.#places.length - 1;
    let place = hashOf(runs) & mask;
    for (let known = this.#places[place] as number; known !== 0; known = this.#places[place] as number) {
      if (sameRuns(this.#lists[known - 1] as Runs, runs)) return known - 1;
      place = (place + 1) & mask;
    }
    return -1;
  }

  /** Takes up runs that are not known yet. */
  add(runs: Runs): number {
    const number = this.#lists.push(runs) - 1;
    if (2 * this.#lists.length < this.#places.length) this.#put(runs, number);
    else {
      this.#places = new Int32Array(2 * this.#places.length);
      this.#lists.forEach((list, at) => {
        this.#put(list, at);
      });
    }
    return number;
  }

  #put(runs: Runs, number: number): void {
    const mask = this.#places.length - 1;
    let place = hashOf(runs) & mask;
    while (this.#places[place] !== 0) place = (place + 1) & mask;
    this.#places[place] = number + 1;
  }
}

function hashOf(runs: Runs): number {
  let hash = runs.length;
  for (let i = 0; i < runs.length; i++) hash = (Math.imul(hash, 0x01000193) ^ (runs[i] as number)) | 0;
  return hash ^ (hash >>> 15);
}

function sameRuns(a: Runs, b: Runs): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
