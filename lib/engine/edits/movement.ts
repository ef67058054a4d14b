/** Which gates admit something else after some edits, and what exactly. */

import { clipTerms, type Factors, type Pools, type Term } from '../gates/terms.ts';
import type { Direction } from '../model/objects.ts';
import type { ClassSet } from '../sets/class-set.ts';
import { Interner } from '../sets/interner.ts';
import type { PortSet } from '../sets/port-set.ts';
import type { WorkBudget } from '../sets/work-budget.ts';
import type { GateChange } from './edited-gates.ts';
import type { Overlay } from './overlay.ts';

/** What a gate admits of some peers, before and after; nothing where it does not admit them. */
export interface Shift {
  readonly was: PortSet;
  readonly is: PortSet;
  readonly peers: ClassSet;
}

/** A change of gate that changes what it admits of selectable classes. INVARIANT: no two shifts hold the same class. */
export interface Moved extends GateChange {
  readonly shifts: readonly Shift[];
}

/** A column (columns.ts) before and after the edits. */
export interface MovedColumn extends Shift {
  readonly members: ClassSet;
}

/** The gates that admit something else than before, by direction, and the classes behind them. */
export interface Movement {
  readonly changes: Readonly<Record<Direction, readonly Moved[]>>;
  readonly affected: Readonly<Record<Direction, ClassSet>>;
  /** False where the work was stopped. */
  readonly complete: boolean;
}

export function movementOf({ base, changes, complete }: Overlay, budget: WorkBudget): Movement {
  const ingress = movedGates(changes.ingress, base.pools, budget);
  const egress = movedGates(changes.egress, base.pools, budget);
  const behind = (moved: readonly Moved[]) => base.pools.sets.unionOf(moved.map(({ after }) => after.classes));
  return {
    changes: { ingress, egress },
    affected: { ingress: behind(ingress), egress: behind(egress) },
    complete: complete && !budget.stopped,
  };
}

function movedGates(changes: readonly GateChange[], pools: Pools, budget: WorkBudget): Moved[] {
  const { selectable } = pools.sets;
  const moved: Moved[] = [];
  for (const change of changes) {
    if (budget.exhausted()) break;
    const { before, after } = change;
    if (sameTerms(before.factors, after.factors)) continue;
    const [was, is] = [before, after].map(({ factors }) => clipTerms(factors, selectable, pools)) as [Factors, Factors];
    const shifts = shiftsBetween(was, is, pools);
    if (shifts.some((shift) => shift.was !== shift.is)) moved.push({ before, after, shifts });
  }
  return moved;
}

function sameTerms(a: Factors, b: Factors): boolean {
  if (a === b) return true;
  return a.length === b.length && a.every(({ ports, peers }, at) => ports === b[at]?.ports && peers === b[at]?.peers);
}

function shiftsBetween(was: Factors, is: Factors, { ports, sets }: Pools): Shift[] {
  const shifts: Shift[] = [];
  const fresh = is.map(({ peers }) => peers);
  for (const old of was) {
    let rest = old.peers;
    for (let at = 0; at < is.length && rest !== sets.none; at++) {
      const now = is[at] as Term;
      if (!sets.meet(rest, now.peers)) continue;
      const common = sets.intersect(rest, now.peers);
      shifts.push({ was: old.ports, is: now.ports, peers: common });
      rest = sets.subtract(rest, common);
      fresh[at] = sets.subtract(fresh[at] as ClassSet, common);
    }
    if (rest !== sets.none) shifts.push({ was: old.ports, is: ports.none, peers: rest });
  }
  for (let at = 0; at < is.length; at++) {
    const peers = fresh[at] as ClassSet;
    if (peers !== sets.none) shifts.push({ was: ports.none, is: (is[at] as Term).ports, peers });
  }
  return shifts;
}

/** So few gates are not worth putting together. */
const FEW = 16;

/** The moved gates of one direction as columns; of many, those that say the same are one. */
export function movedColumns(moved: readonly Moved[], { sets }: Pools): MovedColumn[] {
  if (moved.length <= FEW) {
    return moved.flatMap(({ after, shifts }) => shifts.map((shift) => ({ ...shift, members: after.classes })));
  }
  const keys = new Interner();
  const found = new Map<number, { readonly shift: Shift; readonly members: ClassSet[] }>();
  for (const { after, shifts } of moved) {
    for (const shift of shifts) {
      const key = keys.pair(keys.pair(shift.was.id, shift.is.id), shift.peers.id);
      const column = found.get(key);
      if (column) column.members.push(after.classes);
      else found.set(key, { shift, members: [after.classes] });
    }
  }
  return Array.from(found.values(), ({ shift, members }) => ({ ...shift, members: sets.unionOf(members) }));
}
