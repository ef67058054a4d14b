/**
 * The exact effect of policy edits on every pair of pods, without a second run over the cluster.
 *
 * Only the rows of affected classes are looked at. What is gained is, for an affected ingress gate, what the new gate
 * adds met with the new egress of everyone; and for an affected egress gate, what it adds met with the ingress that was
 * there before and still is. So every (pair, port) is counted once. What is lost is the same with old and new exchanged.
 */

import { type ClassSet, forEachClass } from './class-set.ts';
import { buildColumns, type Column, type Columns } from './columns.ts';
import type { Group } from './groups.ts';
import type { Direction } from './objects.ts';
import { type Change, type Overlay, setOfClasses } from './overlay.ts';
import { SHARED } from './port-set.ts';
import { meetColumns, type Piece, peersOfPieces } from './row.ts';
import { clipTerms, type Factors, subtractTerms } from './terms.ts';
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
  readonly rectangles: readonly Rectangle[];
  /** False where `goOn` stopped the work: the counts are then lower bounds. */
  readonly complete: boolean;
}

/** A change of gate with what it admits, of selectable classes, before and after. */
interface Moved extends Change {
  readonly was: Factors;
  readonly is: Factors;
  readonly more: Factors;
  readonly less: Factors;
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
  const rectangles: Rectangle[] = [];
  let complete = true;
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
      if (side) addChange(side, change, sum, rectangles);
      else addChangeByPair(overlay, movement, direction, change, sum, rectangles);
    }
  }
  subtractSelf(overlay, movement, sum);
  return {
    overlay,
    gained: { pairs: sum.gainedPairs, tuples: sum.gained },
    lost: { pairs: sum.lostPairs, tuples: sum.lost },
    rectangles,
    complete,
  };
}

function movementOf({ base, changes }: Overlay): Movement {
  const { pools } = base;
  const clip = (terms: Factors) => clipTerms(terms, pools.sets.selectable, pools);
  const moved = (direction: Direction): Moved[] =>
    changes[direction].flatMap((change) => {
      const was = clip(change.before.factors);
      const is = clip(change.after.factors);
      const more = subtractTerms(is, was, pools);
      const less = subtractTerms(was, is, pools);
      return more.length === 0 && less.length === 0 ? [] : [{ ...change, was, is, more, less }];
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

function addChange(side: Side, change: Moved, sum: Sums, rectangles: Rectangle[]): void {
  const { overlay, movement, direction } = side;
  const { pools, universe } = overlay.base;
  const { before, after, was, is, more, less } = change;
  const cause = { before, after };
  // Ingress gates meet the whole other side, as it is (was); egress gates only what stayed, so nothing counts twice.
  const gainOn = direction === 'ingress' ? side.new : side.kept;
  const loseOn = direction === 'ingress' ? side.old : side.kept;
  for (const { subjects, base } of rowsUnder(side, change.after.classes)) {
    const weight = subjects.reduce((pods, index) => pods + (universe.weights[index] ?? 0), 0);
    const example = subjects[0] as number;
    const gains = gainOn.meet(more, base, example);
    const losses = loseOn.meet(less, base, example);
    sum.gained += BigInt(weight) * tuples(gains);
    sum.lost += BigInt(weight) * tuples(losses);
    for (const piece of gains) rectangles.push({ change: 'gained', direction, subjects, piece, ...cause });
    for (const piece of losses) rectangles.push({ change: 'lost', direction, subjects, piece, ...cause });
    let old = peersOfPieces(side.old.meet(was, base, example), pools);
    let now = peersOfPieces(side.new.meet(is, base, example), pools);
    if (direction === 'egress') {
      // Pairs whose other end changed too were counted with that end's ingress.
      old = pools.sets.subtract(old, movement.affected.ingress);
      now = pools.sets.subtract(now, movement.affected.ingress);
    }
    sum.gainedPairs += weight * pools.sets.subtract(now, old).pods;
    sum.lostPairs += weight * pools.sets.subtract(old, now).pods;
  }
}

/** The same one pair of classes at a time, for clusters with several planes: pieces would overlap there once flat. */
function addChangeByPair(
  overlay: Overlay,
  { affected }: Movement,
  direction: Direction,
  { before, after: gate }: Moved,
  sum: Sums,
  rectangles: Rectangle[],
): void {
  const { base, after } = overlay;
  const { ports, universe } = base;
  const { sets } = universe;
  const others = direction === 'ingress' ? sets.selectable : sets.subtract(sets.selectable, affected.ingress);
  for (const subject of gate.classes) {
    const weight = universe.weights[subject] ?? 0;
    forEachClass(others, (other) => {
      const ends: [number, number] = direction === 'ingress' ? [other, subject] : [subject, other];
      const [was, is] = [connectFlat(base, ...ends), connectFlat(after, ...ends)];
      if (was === is) return;
      const pairs = weight * (universe.weights[other] ?? 0);
      const [more, less] = [ports.subtract(is, was), ports.subtract(was, is)];
      sum.gained += BigInt(pairs * more.size);
      sum.lost += BigInt(pairs * less.size);
      if (was === ports.none) sum.gainedPairs += pairs;
      if (is === ports.none) sum.lostPairs += pairs;
      const peers = sets.of([other, other + 1]);
      const block = { direction, subjects: [subject], before, after: gate };
      if (more !== ports.none) rectangles.push({ change: 'gained', piece: { ports: more, peers }, ...block });
      if (less !== ports.none) rectangles.push({ change: 'lost', piece: { ports: less, peers }, ...block });
    });
  }
}

function tuples(pieces: readonly Piece[]): bigint {
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

/** Columns of the base, with the affected classes taken out and put back as some groups have them. */
class OverlaidColumns {
  readonly #base: Columns;
  readonly #hidden: ClassSet;
  readonly #added: Columns;
  readonly #overlay: Overlay;
  #open = new Map<Factors, Piece[]>();

  constructor(overlay: Overlay, base: Columns, hidden: ClassSet, added: Columns) {
    this.#overlay = overlay;
    this.#base = base;
    this.#hidden = hidden;
    this.#added = added;
  }

  /** What passes both the gate that says `terms` and these columns, for a class that `sparse` columns admit. */
  meet(terms: Factors, sparse: readonly Column[], example: number): Piece[] {
    if (terms.length === 0) return [];
    const { pools } = this.#overlay.base;
    let open = this.#open.get(terms);
    if (!open) {
      open = [
        ...this.#visible(meetColumns(terms, this.#base.open, pools)),
        ...meetColumns(terms, this.#added.open, pools),
      ];
      this.#open.set(terms, open);
    }
    const own = this.#visible(meetColumns(terms, sparse, pools));
    return [...open, ...own, ...meetColumns(terms, this.#added.admitting(example), pools)];
  }

  #visible(pieces: Piece[]): Piece[] {
    const { sets } = this.#overlay.base.pools;
    if (this.#hidden === sets.none) return pieces;
    return pieces.flatMap(({ ports, peers }) => {
      const left = sets.subtract(peers, this.#hidden);
      return left === sets.none ? [] : [{ ports, peers: left }];
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
      from(({ is, more }) => subtractTerms(is, more, pools)),
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
