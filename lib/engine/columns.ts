/**
 * Columns: one direction of the whole cluster, turned around. A group says "my classes admit these peers on these
 * ports"; a column gathers every class that says the same, so that one set operation answers for all of them.
 *
 * Most classes are **open** on some ports to everyone: those columns count for every class of the other direction. The
 * **sparse** ones are found by the class they admit, through an index by namespace.
 */

import { appendClass, type ClassSet, forEachClass } from './class-set.ts';
import { Interner } from './interner.ts';
import type { PortSet } from './port-set.ts';
import { runEndingAfter, runsContain } from './runs.ts';
import { clipTerms, type Factors, type Pools, type Term } from './terms.ts';
import type { Universe } from './universe.ts';

export interface Column {
  readonly ports: PortSet;
  /** Classes whose gate admits `peers` on `ports`. */
  readonly members: ClassSet;
  readonly peers: ClassSet;
}

export class Columns {
  readonly open: readonly Column[];
  readonly sparse: readonly Column[];
  readonly #universe: Universe;
  /** Per namespace: for each of its classes, the number of the list of sparse columns that admit it. */
  #admitting = new Map<string, Float64Array>();
  #touching: Map<string, number[]> | undefined;
  /** Lists by number; a list and one more column make the next. */
  #lists = new Map<number, readonly Column[]>([[0, []]]);
  #numbers = new Interner();

  constructor(universe: Universe, open: readonly Column[], sparse: readonly Column[]) {
    this.#universe = universe;
    this.open = open;
    this.sparse = sparse;
  }

  /** Sparse columns that admit a class. The same list object for classes that no sparse column tells apart. */
  admitting(index: number): readonly Column[] {
    return this.#lists.get(this.#listOf(index)) ?? [];
  }

  #listOf(index: number): number {
    if (this.sparse.length === 0) return 0;
    if (this.sparse.length <= FEW) {
      let list = 0;
      this.sparse.forEach(({ peers }, at) => {
        if (runsContain(peers.runs, index)) list = this.#longer(list, at);
      });
      return list;
    }
    const namespace = this.#universe.classes[index]?.namespace ?? '';
    let lists = this.#admitting.get(namespace);
    if (!lists) {
      lists = this.#admittingNamespace(namespace);
      this.#admitting.set(namespace, lists);
    }
    return lists[index - (this.#universe.ofNamespace.get(namespace)?.runs[0] ?? 0)] ?? 0;
  }

  /** The number of a list with one column more. */
  #longer(list: number, column: number): number {
    const longer = this.#numbers.pair(list, column);
    if (!this.#lists.has(longer)) {
      this.#lists.set(longer, [...(this.#lists.get(list) ?? []), this.sparse[column] as Column]);
    }
    return longer;
  }

  #admittingNamespace(namespace: string): Float64Array {
    this.#touching ??= this.#indexByNamespace();
    const range = this.#universe.ofNamespace.get(namespace);
    const [start, end] = [range?.runs[0] ?? 0, range?.runs[1] ?? 0];
    const lists = new Float64Array(end - start);
    for (const at of this.#touching.get(namespace) ?? []) {
      const { runs } = (this.sparse[at] as Column).peers;
      for (let i = runEndingAfter(runs, start); i < runs.length && (runs[i] as number) < end; i += 2) {
        const last = Math.min(runs[i + 1] as number, end);
        for (let index = Math.max(runs[i] as number, start); index < last; index++) {
          lists[index - start] = this.#longer(lists[index - start] as number, at);
        }
      }
    }
    return lists;
  }

  #indexByNamespace(): Map<string, number[]> {
    const { classes, ofNamespace } = this.#universe;
    const touching = new Map<string, number[]>();
    this.sparse.forEach((column, number) => {
      const { runs } = column.peers;
      let covered = 0;
      for (let i = 0; i < runs.length; i += 2) {
        let at = Math.max(runs[i] as number, covered);
        while (at < (runs[i + 1] as number)) {
          const namespace = classes[at]?.namespace ?? '';
          const list = touching.get(namespace);
          if (list) list.push(number);
          else touching.set(namespace, [number]);
          covered = (ofNamespace.get(namespace)?.runs[1] as number) ?? Number.POSITIVE_INFINITY;
          at = covered;
        }
      }
    });
    return touching;
  }
}

/** So few columns are asked one by one; more are worth an index. */
const FEW = 12;

/** The columns of some groups; `factorsOf` says what a group admits. Host-network classes are in no column. */
export function buildColumns(
  universe: Universe,
  pools: Pools,
  groups: Iterable<{ readonly factors: Factors; readonly classes: readonly number[] }>,
): Columns {
  const { selectable } = pools.sets;
  const members = new Map<number, { term: Term; classes: number[] }>();
  const end = selectable.runs[1] ?? 0;
  for (const { factors, classes } of groups) {
    for (const term of clipTerms(factors, selectable, pools)) {
      const key = term.ports.id * 2 ** 26 + term.peers.id;
      let column = members.get(key);
      if (!column) {
        column = { term, classes: [] };
        members.set(key, column);
      }
      for (const index of classes) if (index < end) column.classes.push(index);
    }
  }
  const open: Column[] = [];
  const sparse: Column[] = [];
  for (const { term, classes } of members.values()) {
    if (classes.length === 0) continue;
    const column = { ports: term.ports, peers: term.peers, members: setOf(classes, pools) };
    (term.peers === selectable ? open : sparse).push(column);
  }
  return new Columns(universe, open, sparse);
}

function setOf(classes: number[], { sets }: Pools): ClassSet {
  const sorted = Int32Array.from(classes).sort();
  const runs: number[] = [];
  for (const index of sorted) appendClass(runs, index);
  return sets.of(runs);
}

/** Classes of a group that a selector may reach, with the sparse columns that admit them, gathered by those columns. */
export function rowsOf(columns: Columns, classes: Iterable<number>, end: number): Map<readonly Column[], number[]> {
  const rows = new Map<readonly Column[], number[]>();
  for (const index of classes) {
    if (index >= end) continue;
    const list = columns.admitting(index);
    const own = rows.get(list);
    if (own) own.push(index);
    else rows.set(list, [index]);
  }
  return rows;
}

/** The classes in a set, as a list of numbers. */
export function classNumbers(set: ClassSet): number[] {
  const numbers: number[] = [];
  forEachClass(set, (index) => numbers.push(index));
  return numbers;
}
