/**
 * The exact effect of policy edits on every pair of pods, without a second run over the cluster.
 *
 * Only the rows of affected classes are looked at. What is gained is, for an affected ingress gate, what the new gate
 * adds met with the new egress of everyone; and for an affected egress gate, what it adds met with the ingress that was
 * there before and still is. So every (pair, port) is counted once. What is lost is the same with old and new exchanged.
 */

import type { ClassSet } from './class-set.ts';
import { buildColumns, type Column, type Columns, classNumbers } from './columns.ts';
import type { Group } from './groups.ts';
import type { Direction } from './objects.ts';
import { type Change, type Overlay, setOfClasses } from './overlay.ts';
import { type PortSet, SHARED } from './port-set.ts';
import { meetColumns, type Piece, peersOfPieces } from './row.ts';
import { clipTerms, type Factors, type Pools, subtractTerms } from './terms.ts';
import { connectFlat } from './totals.ts';

export interface PairCounts {
  /** Pairs of pods that had no connection, or have none any more. */
  readonly pairs: number;
  /** Ports times pairs. */
  readonly tuples: bigint;
}

/** A block of pairs that gain, or lose, the same ports for the same reason. */
export interface Rectangle {
  readonly change: 'gained' | 'lost';
  /** The gate that changed. */
  readonly direction: Direction;
  /** Classes behind that gate, and the classes at the other end. */
  readonly subjects: readonly number[];
  readonly piece: Piece;
  readonly before: Group;
  readonly after: Group;
}

export interface Preview {
  readonly overlay: Overlay;
  readonly gained: PairCounts;
  readonly lost: PairCounts;
  /** Worked out one by one as they are asked for. */
  rectangles(): Generator<Rectangle>;
  /** False where `goOn` stopped the work: the counts are then lower bounds. */
  readonly complete: boolean;
}

/** A change of gate with what it admits, of selectable classes, before and after. */
interface Moved extends Change {
  readonly was: Factors;
  readonly is: Factors;
  readonly more: Factors;
  readonly less: Factors;
  /** What it admits before and after. */
  readonly both: Factors;
}

/** The gates that admit something else than before, by direction, and the classes behind them. */
interface Movement {
  readonly changes: Readonly<Record<Direction, readonly Moved[]>>;
  readonly affected: Readonly<Record<Direction, ClassSet>>;
}

interface Side {
  readonly overlay: Overlay;
  readonly movement: Movement;
  readonly direction: Direction;
  /** The other direction's columns before and after, and the part that stayed. */
  readonly old: OverlaidColumns;
  readonly new: OverlaidColumns;
  readonly kept: OverlaidColumns;
}

/** `goOn` is asked now and then; it may stop a preview that takes too long (its caller has the clock). */
export function preview(overlay: Overlay, goOn: () => boolean = () => true): Preview {
  const sum = { gainedPairs: 0, lostPairs: 0, gained: 0n, lost: 0n };
  let { complete } = overlay;
  const movement = movementOf(overlay);
  for (const direction of ['ingress', 'egress'] as const) {
    const changes = movement.changes[direction];
    if (changes.length === 0) continue;
    const side = overlay.base.universe.planes === SHARED ? sideOf(overlay, movement, direction) : undefined;
    for (const change of changes) {
      if (!goOn()) {
        complete = false;
        break;
      }
      if (side) addChange(side, change, sum);
      else addChangeByPair(overlay, movement, direction, change, sum);
    }
  }
  subtractSelf(overlay, movement, sum);
  return {
    overlay,
    gained: { pairs: sum.gainedPairs, tuples: sum.gained },
    lost: { pairs: sum.lostPairs, tuples: sum.lost },
    *rectangles() {
      yield* allRectangles(overlay, movement);
    },
    complete,
  };
}

function* allRectangles(overlay: Overlay, movement: Movement): Generator<Rectangle> {
  for (const direction of ['ingress', 'egress'] as const) {
    const changes = movement.changes[direction];
    if (changes.length === 0) continue;
    const flat = overlay.base.universe.planes === SHARED;
    const side = flat ? sideOf(overlay, movement, direction) : undefined;
    for (const change of changes) {
      yield* side ? rectanglesOf(side, change) : rectanglesByPair(overlay, movement, direction, change);
    }
  }
}

function movementOf({ base, changes }: Overlay): Movement {
  const { pools } = base;
  // Equal lists become one object, so that what they meet is worked out once.
  const clipped = new Map<Factors, Factors>();
  const alike = new Map<string, Factors>();
  const clip = (terms: Factors): Factors => {
    let known = clipped.get(terms);
    if (!known) {
      const own = clipTerms(terms, pools.sets.selectable, pools);
      const key = own.map(({ ports, peers }) => `${ports.id}.${peers.id}`).join();
      known = alike.get(key) ?? own;
      alike.set(key, known);
      clipped.set(terms, known);
    }
    return known;
  };
  const moved = (direction: Direction): Moved[] =>
    changes[direction].flatMap((change) => {
      const was = clip(change.before.factors);
      const is = clip(change.after.factors);
      if (was === is) return [];
      const more = subtractTerms(is, was, pools);
      const less = subtractTerms(was, is, pools);
      if (more.length === 0 && less.length === 0) return [];
      return [{ ...change, was, is, more, less, both: subtractTerms(is, more, pools) }];
    });
  const both = { ingress: moved('ingress'), egress: moved('egress') };
  const behind = (direction: Direction) => {
    const lists = both[direction].map(({ after }) => after.classes);
    return setOfClasses(lists.length === 1 ? (lists[0] ?? []) : lists.flat().sort((a, b) => a - b), base);
  };
  return { changes: both, affected: { ingress: behind('ingress'), egress: behind('egress') } };
}

interface Sums {
  gainedPairs: number;
  lostPairs: number;
  gained: bigint;
  lost: bigint;
}

/**
 * What is gained is what passes now less what passes before and now; the former is shared by all that come to have the
 * same gate, and the latter is small where the old gate was.
 */
function addChange(side: Side, change: Moved, sum: Sums): void {
  const { movement, direction } = side;
  const { pools, universe } = side.overlay.base;
  const { was, is, both } = change;
  // Ingress gates meet the whole other side, as it is (was); egress gates only what stayed, so nothing counts twice.
  const gainOn = direction === 'ingress' ? side.new : side.kept;
  const loseOn = direction === 'ingress' ? side.old : side.kept;
  for (const { subjects, base } of rowsUnder(side, change.after.classes)) {
    const weight = subjects.reduce((pods, index) => pods + (universe.weights[index] ?? 0), 0);
    const example = subjects[0] as number;
    sum.gained += BigInt(weight) * (gainOn.tuples(is, base, example) - gainOn.tuples(both, base, example));
    sum.lost += BigInt(weight) * (loseOn.tuples(was, base, example) - loseOn.tuples(both, base, example));
    // Pairs whose other end changed too were counted with that end's ingress.
    const counted = direction === 'egress' ? movement.affected.ingress : pools.sets.none;
    const old = side.old.peers(was, base, example, counted);
    const now = side.new.peers(is, base, example, counted);
    const stayed = podsInBoth(old, now, pools);
    sum.gainedPairs += weight * (now.open.pods + now.own.pods - stayed);
    sum.lostPairs += weight * (old.open.pods + old.own.pods - stayed);
  }
}

/** The classes in a row: those that all rows of a gate have, and the few more of this one. */
interface RowPeers {
  readonly open: ClassSet;
  readonly own: ClassSet;
}

/** Part by part: the large parts are few and remembered, the others small. */
function podsInBoth(a: RowPeers, b: RowPeers, { sets }: Pools): number {
  const common = (one: ClassSet, other: ClassSet) => sets.intersect(one, other).pods;
  return common(a.open, b.open) + common(a.open, b.own) + common(a.own, b.open) + common(a.own, b.own);
}

/** Every rectangle of a change. */
function* rectanglesOf(side: Side, change: Moved): Generator<Rectangle> {
  const { direction } = side;
  const { before, after, more, less } = change;
  const gainOn = direction === 'ingress' ? side.new : side.kept;
  const loseOn = direction === 'ingress' ? side.old : side.kept;
  for (const { subjects, base } of rowsUnder(side, after.classes)) {
    const example = subjects[0] as number;
    const block = { direction, subjects, before, after };
    for (const piece of gainOn.meet(more, base, example)) yield { change: 'gained', piece, ...block };
    for (const piece of loseOn.meet(less, base, example)) yield { change: 'lost', piece, ...block };
  }
}

/** The same one pair of classes at a time, for clusters with several planes: pieces would overlap there once flat. */
function addChangeByPair(
  overlay: Overlay,
  { affected }: Movement,
  direction: Direction,
  { after: gate }: Moved,
  sum: Sums,
): void {
  for (const { pairs, was, is, more, less } of changedPairs(overlay, { affected }, direction, gate)) {
    const { none } = overlay.base.ports;
    sum.gained += BigInt(pairs * more.size);
    sum.lost += BigInt(pairs * less.size);
    if (was === none) sum.gainedPairs += pairs;
    if (is === none) sum.lostPairs += pairs;
  }
}

function* changedPairs(
  overlay: Overlay,
  { affected }: Pick<Movement, 'affected'>,
  direction: Direction,
  gate: Group,
): Generator<ChangedPair> {
  const { base, after } = overlay;
  const { ports, universe } = base;
  const { sets } = universe;
  const others = direction === 'ingress' ? sets.selectable : sets.subtract(sets.selectable, affected.ingress);
  for (const subject of gate.classes) {
    const weight = universe.weights[subject] ?? 0;
    for (const other of classNumbers(others)) {
      const ends: [number, number] = direction === 'ingress' ? [other, subject] : [subject, other];
      const [was, is] = [connectFlat(base, ...ends), connectFlat(after, ...ends)];
      if (was === is) continue;
      const pairs = weight * (universe.weights[other] ?? 0);
      const [more, less] = [ports.subtract(is, was), ports.subtract(was, is)];
      yield { subject, other, pairs, was, is, more, less };
    }
  }
}

interface ChangedPair {
  readonly subject: number;
  readonly other: number;
  readonly pairs: number;
  readonly was: PortSet;
  readonly is: PortSet;
  readonly more: PortSet;
  readonly less: PortSet;
}

function* rectanglesByPair(
  overlay: Overlay,
  movement: Movement,
  direction: Direction,
  { before, after }: Moved,
): Generator<Rectangle> {
  const { ports, universe } = overlay.base;
  for (const { subject, other, more, less } of changedPairs(overlay, movement, direction, after)) {
    const peers = universe.sets.of([other, other + 1]);
    const block = { direction, subjects: [subject], before, after };
    if (more !== ports.none) yield { change: 'gained', piece: { ports: more, peers }, ...block };
    if (less !== ports.none) yield { change: 'lost', piece: { ports: less, peers }, ...block };
  }
}

function tuplesOf(pieces: readonly Piece[]): bigint {
  return pieces.reduce((sum, { ports, peers }) => sum + BigInt(ports.size * peers.pods), 0n);
}

/** A pod to itself is no pair (rule 32). */
function subtractSelf({ base, after }: Overlay, { affected }: Movement, sum: Sums): void {
  const { ports, universe } = base;
  const { sets } = universe;
  const { runs } = sets.union(affected.ingress, affected.egress);
  for (let i = 0; i < runs.length; i += 2) {
    for (let index = runs[i] as number; index < (runs[i + 1] as number); index++) {
      const was = connectFlat(base, index, index);
      const is = connectFlat(after, index, index);
      if (was === is) continue;
      const weight = universe.weights[index] ?? 0;
      if (was === ports.none) sum.gainedPairs -= weight;
      if (is === ports.none) sum.lostPairs -= weight;
      sum.gained -= BigInt(weight * ports.subtract(is, was).size);
      sum.lost -= BigInt(weight * ports.subtract(was, is).size);
    }
  }
}

interface OpenRow {
  readonly pieces: Piece[];
  readonly tuples: bigint;
  readonly peers: ClassSet;
}

/** Columns of the base, with the affected classes taken out and put back as some groups have them. */
class OverlaidColumns {
  readonly #base: Columns;
  readonly #hidden: ClassSet;
  readonly #added: Columns;
  readonly #overlay: Overlay;
  #open = new Map<Factors, OpenRow>();
  #shown = new Map<Column, Column>();

  constructor(overlay: Overlay, base: Columns, hidden: ClassSet, added: Columns) {
    this.#overlay = overlay;
    this.#base = base;
    this.#hidden = hidden;
    this.#added = added;
  }

  /** What passes both the gate that says `terms` and these columns, for a class that `sparse` columns admit. */
  meet(terms: Factors, sparse: readonly Column[], example: number): Piece[] {
    if (terms.length === 0) return [];
    const open = this.#openRow(terms).pieces;
    const own = this.#own(terms, sparse, example);
    return own.length === 0 ? open : [...open, ...own];
  }

  /** Ports times pods of what `meet` gives. */
  tuples(terms: Factors, sparse: readonly Column[], example: number): bigint {
    return terms.length === 0 ? 0n : this.#openRow(terms).tuples + tuplesOf(this.#own(terms, sparse, example));
  }

  /** Classes in what `meet` gives, less some. */
  peers(terms: Factors, sparse: readonly Column[], example: number, less: ClassSet): RowPeers {
    const { pools } = this.#overlay.base;
    const { sets } = pools;
    if (terms.length === 0) return { open: sets.none, own: sets.none };
    const { peers } = this.#openRow(terms);
    const own = sets.subtract(peersOfPieces(this.#own(terms, sparse, example), pools), peers);
    return { open: sets.subtract(peers, less), own: sets.subtract(own, less) };
  }

  #own(terms: Factors, sparse: readonly Column[], example: number): Piece[] {
    const columns = [...this.#visible(sparse), ...this.#added.admitting(example)];
    return columns.length === 0 ? [] : meetColumns(terms, columns, this.#overlay.base.pools);
  }

  /** The part of a row that no class differs in. */
  #openRow(terms: Factors): OpenRow {
    let row = this.#open.get(terms);
    if (!row) {
      const { pools } = this.#overlay.base;
      const pieces = meetColumns(terms, [...this.#visible(this.#base.open), ...this.#added.open], pools);
      row = { pieces, tuples: tuplesOf(pieces), peers: peersOfPieces(pieces, pools) };
      this.#open.set(terms, row);
    }
    return row;
  }

  /** Columns of the base without the hidden classes. */
  #visible(columns: readonly Column[]): readonly Column[] {
    const { sets } = this.#overlay.base.pools;
    if (this.#hidden === sets.none) return columns;
    return columns.flatMap((column) => {
      let visible = this.#shown.get(column);
      if (!visible) {
        visible = { ...column, members: sets.subtract(column.members, this.#hidden) };
        this.#shown.set(column, visible);
      }
      return visible.members === sets.none ? [] : [visible];
    });
  }

  /** Sparse columns of the base and of the overlay that admit a class, as keys to gather by. */
  listsOf(index: number): readonly [readonly Column[], readonly Column[]] {
    return [this.#base.admitting(index), this.#added.admitting(index)];
  }
}

function sideOf(overlay: Overlay, movement: Movement, direction: Direction): Side {
  const { base } = overlay;
  const { affected, changes } = movement;
  const { universe, pools } = base;
  const other: Direction = direction === 'ingress' ? 'egress' : 'ingress';
  const columns = base.columns(other);
  const none = pools.sets.none;
  const from = (pick: (change: Moved) => Factors) =>
    buildColumns(
      universe,
      pools,
      changes[other].map((change) => ({ factors: pick(change), classes: change.after.classes })),
    );
  const nothing = buildColumns(universe, pools, []);
  const hidden = affected[other];
  if (hidden === none) {
    const plain = new OverlaidColumns(overlay, columns, none, nothing);
    return { overlay, movement, direction, old: plain, new: plain, kept: plain };
  }
  return {
    overlay,
    movement,
    direction,
    old: new OverlaidColumns(overlay, columns, none, nothing),
    new: new OverlaidColumns(
      overlay,
      columns,
      hidden,
      from(({ is }) => is),
    ),
    kept: new OverlaidColumns(
      overlay,
      columns,
      hidden,
      from(({ both }) => both),
    ),
  };
}

interface OverlaidRow {
  readonly subjects: number[];
  /** Sparse columns of the base that admit them. */
  readonly base: readonly Column[];
}

/** The classes of a change, gathered so that one row stands for all of them. */
function rowsUnder(side: Side, classes: readonly number[]): OverlaidRow[] {
  const end = side.overlay.base.pools.sets.selectable.runs[1] ?? 0;
  const rows = new Map<readonly Column[], Map<string, OverlaidRow>>();
  const out: OverlaidRow[] = [];
  for (const index of classes) {
    if (index >= end) continue;
    const [base] = side.new.listsOf(index);
    const key = [side.new, side.kept, side.old].map((columns) => keyOf(columns.listsOf(index)[1])).join('|');
    let own = rows.get(base);
    if (!own) {
      own = new Map();
      rows.set(base, own);
    }
    const row = own.get(key);
    if (row) row.subjects.push(index);
    else {
      const made = { subjects: [index], base };
      own.set(key, made);
      out.push(made);
    }
  }
  return out;
}

const keyOf = (columns: readonly Column[]): string =>
  columns.length === 0
    ? ''
    : columns.map(({ ports, members, peers }) => `${ports.id}.${members.id}.${peers.id}`).join();
