/**
 * The exact effect of policy edits on every pair of pods, without a second run over the cluster.
 *
 * Only pairs with an end whose gate changed can change. A gate that changed is held against the columns of the other
 * direction: the affected ingress gates against the egress of everyone, as it was and as it is; the affected egress gates
 * against the ingress of those that stayed as they were. So every pair of pods is met once, with all it may use before
 * and all it may use after.
 */

import type { Column } from '../gates/columns.ts';
import type { Direction } from '../model/objects.ts';
import type { PortSet } from '../sets/port-set.ts';
import { WorkBudget } from '../sets/work-budget.ts';
import { type Moved, type MovedColumn, type Movement, movedColumns, movementOf, type Shift } from './movement.ts';
import type { Overlay } from './overlay.ts';
import type { Rectangle } from './rectangle.ts';

export interface PairCounts {
  /** Pairs of pods that had no connection, or have none any more. */
  readonly pairs: number;
  /** Ports times pairs. */
  readonly tuples: bigint;
}

/** `exact`; `at-least` where the work was stopped while counting; `unknown` where it was stopped before. */
export type Knowledge = 'exact' | 'at-least' | 'unknown';

export interface Preview {
  readonly overlay: Overlay;
  readonly knowledge: Knowledge;
  /** Absent where nothing is known. */
  readonly gained?: PairCounts;
  readonly lost?: PairCounts;
  /** All of them; none where nothing is known. */
  rectangles(): Rectangle[];
}

/** `budget` may end a preview that takes too long. */
export function preview(overlay: Overlay, budget = new WorkBudget()): Preview {
  const movement = movementOf(overlay, budget);
  if (!movement.complete) return { overlay, knowledge: 'unknown', rectangles: () => [] };
  const { ingress, egress } = movement.changes;
  if (ingress.length + egress.length === 0) return { overlay, knowledge: 'exact', ...NO_CHANGE, rectangles: () => [] };
  const counts = countPairs(overlay, movement, budget);
  return {
    overlay,
    knowledge: budget.stopped ? 'at-least' : 'exact',
    ...counts,
    rectangles: () => rectanglesOf(overlay, movement),
  };
}

const NOBODY: PairCounts = { pairs: 0, tuples: 0n };
const NO_CHANGE = { gained: NOBODY, lost: NOBODY };

/** A shift of a moved gate against a column: the pairs of its classes in `column.peers` with peers in both. */
interface Meeting {
  readonly direction: Direction;
  readonly moved: Moved;
  readonly shift: Shift;
  readonly column: MovedColumn;
  /** Ports of these pairs before and after, each once whatever the family of the traffic. */
  readonly was: PortSet;
  readonly is: PortSet;
}

/** Every meeting whose pairs change, until budget is out. */
function forEachMeeting(
  overlay: Overlay,
  movement: Movement,
  budget: WorkBudget,
  visit: (meeting: Meeting) => void,
): void {
  const { changes } = movement;
  const { sets } = overlay.base.pools;
  const stayed = {
    ingress: stayedColumns(overlay, movement, 'ingress'),
    egress: stayedColumns(overlay, movement, 'egress'),
  };
  const meet = (direction: Direction, moved: Moved, columns: Iterable<MovedColumn>) => {
    for (const column of columns) meetColumn(overlay, direction, moved, column, visit);
  };
  const sources = changes.ingress.length > 0 ? movedColumns(changes.egress, overlay.base.pools) : [];
  for (const moved of changes.ingress) {
    if (budget.exhausted(1 + sources.length)) return;
    meet('ingress', moved, stayed.egress(moved));
    meet(
      'ingress',
      moved,
      sources.filter(({ peers }) => sets.meet(peers, moved.after.classes)),
    );
  }
  for (const moved of changes.egress) {
    if (budget.exhausted()) return;
    meet('egress', moved, stayed.ingress(moved));
  }
}

/** The columns that admit classes of a moved gate, without the members whose own gate moved. */
function stayedColumns({ base }: Overlay, { affected }: Movement, direction: Direction) {
  const { sets } = base.pools;
  const less = affected[direction];
  const known = new Map<Column, MovedColumn>();
  const stayed = (column: Column): MovedColumn => {
    let kept = known.get(column);
    if (!kept) {
      const { ports, peers, members } = column;
      kept = { was: ports, is: ports, peers, members: sets.subtract(members, less) };
      known.set(column, kept);
    }
    return kept;
  };
  return ({ after }: Moved): MovedColumn[] => base.columns(direction).meeting(after.classes).map(stayed);
}

function meetColumn(
  { base: { ports } }: Overlay,
  direction: Direction,
  moved: Moved,
  column: MovedColumn,
  visit: (meeting: Meeting) => void,
): void {
  const unmoved = column.was === column.is;
  for (const shift of moved.shifts) {
    if (unmoved && shift.was === shift.is) continue;
    const was = ports.flat(ports.intersect(shift.was, column.was));
    const is = ports.flat(ports.intersect(shift.is, column.is));
    if (was !== is) visit({ direction, moved, shift, column, was, is });
  }
}

function countPairs(overlay: Overlay, movement: Movement, budget: WorkBudget) {
  const { ports, pools } = overlay.base;
  const { sets } = pools;
  const counts = new Map<PortSet, Map<PortSet, number>>();
  forEachMeeting(overlay, movement, budget, ({ moved, shift, column, was, is }) => {
    const peers = sets.podsInBoth(shift.peers, column.members);
    if (peers === 0) return;
    const { classes } = moved.after;
    // A pod to itself is no pair (rule 32).
    const selves = sets.intersect(sets.intersect(classes, column.peers), shift.peers);
    const pairs = sets.podsInBoth(classes, column.peers) * peers - sets.podsInBoth(selves, column.members);
    let own = counts.get(was);
    if (!own) {
      own = new Map();
      counts.set(was, own);
    }
    own.set(is, (own.get(is) ?? 0) + pairs);
  });
  const gained = { pairs: 0, tuples: 0n };
  const lost = { pairs: 0, tuples: 0n };
  for (const [was, own] of counts) {
    for (const [is, pairs] of own) {
      if (was === ports.none) gained.pairs += pairs;
      if (is === ports.none) lost.pairs += pairs;
      gained.tuples += BigInt(pairs) * BigInt(ports.subtract(is, was).size);
      lost.tuples += BigInt(pairs) * BigInt(ports.subtract(was, is).size);
    }
  }
  return { gained, lost };
}

function rectanglesOf(overlay: Overlay, movement: Movement): Rectangle[] {
  const { ports, pools } = overlay.base;
  const { sets } = pools;
  const found: Rectangle[] = [];
  forEachMeeting(overlay, movement, new WorkBudget(), ({ direction, moved, shift, column, was, is }) => {
    const { before, after } = moved;
    const peers = sets.intersect(shift.peers, column.members);
    if (peers === sets.none) return;
    const block = { direction, subjects: sets.intersect(after.classes, column.peers), peers, before, after };
    const [more, less] = [ports.subtract(is, was), ports.subtract(was, is)];
    if (more !== ports.none) found.push({ change: 'gained', ports: more, ...block });
    if (less !== ports.none) found.push({ change: 'lost', ports: less, ...block });
  });
  return found;
}
