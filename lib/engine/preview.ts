/**
 * The exact effect of policy edits on every pair of pods, without a second run over the cluster.
 *
 * Only the rows of affected classes are looked at. What is gained is, for an affected ingress gate, what the new gate
 * adds met with the new egress of everyone; and for an affected egress gate, what it adds met with the ingress that was
 * there before and still is. So every (pair, port) is counted once. What is lost is the same with old and new exchanged.
 */

import { buildColumns, type Column } from './columns.ts';
import { type Moved, type Movement, movementOf } from './movement.ts';
import type { Direction } from './objects.ts';
import { OverlaidColumns, podsInBoth } from './overlaid-columns.ts';
import type { Overlay } from './overlay.ts';
import { SHARED } from './port-set.ts';
import { addChangeByPair, rectanglesByPair } from './preview-by-pair.ts';
import type { Rectangle, Sums } from './rectangle.ts';
import type { Factors } from './terms.ts';
import { connectFlat } from './totals.ts';

export interface PairCounts {
  /** Pairs of pods that had no connection, or have none any more. */
  readonly pairs: number;
  /** Ports times pairs. */
  readonly tuples: bigint;
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
  const counted: Moved[] = [];
  for (const direction of ['ingress', 'egress'] as const) {
    let side: Side | undefined;
    for (const change of movement.changes[direction]) {
      if (!goOn()) {
        complete = false;
        break;
      }
      counted.push(change);
      if (overlay.base.universe.planes !== SHARED) addChangeByPair(overlay, movement, direction, change, sum);
      else {
        side ??= sideOf(overlay, movement, direction);
        addChange(side, change, sum);
      }
    }
  }
  subtractSelf(overlay, counted, sum);
  return {
    overlay,
    gained: { pairs: Math.max(0, sum.gainedPairs), tuples: sum.gained },
    lost: { pairs: Math.max(0, sum.lostPairs), tuples: sum.lost },
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

/** A pod to itself is no pair (rule 32). */
function subtractSelf({ base, after }: Overlay, counted: readonly Moved[], sum: Sums): void {
  const { ports, universe } = base;
  const done = new Set<number>();
  for (const change of counted) {
    for (const index of change.after.classes) {
      if (done.has(index)) continue;
      done.add(index);
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
