/**
 * Columns: one direction of the whole cluster, turned around. A group says "my classes admit these peers on these
 * ports"; a column gathers every class that says the same, so that one count answers for all of them.
 *
 * Where a column of sources and a column of destinations admit each other on a port, they cross: each pair of pods is in
 * one crossing at most (terms.ts), so whatever is asked about pairs is a sum over crossings.
 */

import type { Universe } from '../classes/universe.ts';
import { type ClassSet, forEachClass } from '../sets/class-set.ts';
import { Interner } from '../sets/interner.ts';
import type { PortSet } from '../sets/port-set.ts';
import { runsSize } from '../sets/runs.ts';
import type { Group } from './groups.ts';
import { clipTerms, type Pools } from './terms.ts';

export interface Column {
  readonly ports: PortSet;
  /** Classes whose gate admits `peers` on `ports`. */
  readonly members: ClassSet;
  readonly peers: ClassSet;
}

export class Columns {
  readonly all: readonly Column[];
  readonly #universe: Universe;
  /** Columns that admit every class; the others are found by the namespaces of the classes they admit. */
  readonly #open: readonly Column[];
  readonly #sparse: readonly Column[];
  #bySpan: readonly (readonly Column[])[] | undefined;
  /** In crowded namespaces: the columns that admit each class, and those that admit too many of them to be listed. */
  #crowded = new Map<number, { readonly ofClass: Map<number, Column[]>; readonly wide: readonly Column[] }>();

  constructor(universe: Universe, all: readonly Column[]) {
    this.#universe = universe;
    this.all = all;
    this.#open = all.filter(({ peers }) => peers === universe.sets.selectable);
    this.#sparse = all.filter(({ peers }) => peers !== universe.sets.selectable);
  }

  /** Columns that admit some of the classes. */
  meeting(classes: ClassSet): readonly Column[] {
    if (this.#sparse.length === 0 || classes.runs.length === 0) return this.#open;
    const { sets, spanOf } = this.#universe;
    const { runs } = classes;
    const span = spanOf[runs[0] as number] as number;
    const within = span === spanOf[(runs[runs.length - 1] as number) - 1] ? this.#touching(span) : this.#sparse;
    const crowded = within.length > FEW && within !== this.#sparse && runsSize(runs) <= FEW;
    const meeting = crowded ? this.#admitting(span, within, classes) : within;
    const found = this.#open.slice();
    for (const column of meeting) if (sets.meet(column.peers, classes)) found.push(column);
    return found;
  }

  /** Sparse columns that admit classes of a namespace. */
  #touching(span: number): readonly Column[] {
    this.#bySpan ??= this.#indexBySpan();
    return this.#bySpan[span] ?? [];
  }

  #indexBySpan(): Column[][] {
    const { spans, spanOf } = this.#universe;
    const index: Column[][] = spans.map(() => []);
    for (const column of this.#sparse) {
      const { runs } = column.peers;
      let next = 0;
      for (let i = 0; i < runs.length; i += 2) {
        const last = spanOf[(runs[i + 1] as number) - 1] as number;
        for (let span = Math.max(next, spanOf[runs[i] as number] as number); span <= last; span++) {
          index[span]?.push(column);
          next = span + 1;
        }
      }
    }
    return index;
  }

  #admitting(span: number, touching: readonly Column[], classes: ClassSet): Iterable<Column> {
    let crowded = this.#crowded.get(span);
    if (!crowded) {
      crowded = this.#indexByClass(touching);
      this.#crowded.set(span, crowded);
    }
    const found = new Set<Column>(crowded.wide);
    forEachClass(classes, (index) => {
      for (const column of crowded.ofClass.get(index) ?? []) found.add(column);
    });
    return found;
  }

  #indexByClass(touching: readonly Column[]) {
    const ofClass = new Map<number, Column[]>();
    const wide: Column[] = [];
    for (const column of touching) {
      if (column.peers.runs.length > 2 * FEW || runsSize(column.peers.runs) > FEW) {
        wide.push(column);
        continue;
      }
      forEachClass(column.peers, (index) => {
        const own = ofClass.get(index);
        if (own) own.push(column);
        else ofClass.set(index, [column]);
      });
    }
    return { ofClass, wide };
  }
}

/** So few columns, or classes, are looked at one by one. */
const FEW = 32;

/** The columns of some groups. Host-network classes are in no column. */
export function buildColumns(universe: Universe, pools: Pools, groups: Iterable<Group>): Columns {
  const { sets } = pools;
  const keys = new Interner();
  const found = new Map<number, { readonly ports: PortSet; readonly peers: ClassSet; readonly members: ClassSet[] }>();
  for (const { factors, classes } of groups) {
    const members = sets.intersect(classes, sets.selectable);
    if (members === sets.none) continue;
    for (const { ports, peers } of clipTerms(factors, sets.selectable, pools)) {
      const key = keys.pair(ports.id, peers.id);
      const column = found.get(key);
      if (column) column.members.push(members);
      else found.set(key, { ports, peers, members: [members] });
    }
  }
  const columns = Array.from(found.values(), ({ ports, peers, members }) => ({
    ports,
    peers,
    members: sets.unionOf(members),
  }));
  return new Columns(universe, columns);
}
