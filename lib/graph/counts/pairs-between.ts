/** How many pairs of one set of namespaces may reach another, by any way: by rule, by an open door, or unlisted. */

import type { Grouping } from '../grouping/grouping.ts';
import type { PairFold } from './pair-fold.ts';

/** Of each namespace its unit by index: a group, itself, or -1 for what is not asked about. */
export type Units = Int32Array;

export interface BetweenUnits {
  readonly count: number;
  /** Pairs that rules admit, also into open doors; `from * count + to`. */
  readonly listed: ReadonlyMap<number, number>;
  readonly senders: Float64Array;
  readonly unisolated: Float64Array;
  readonly workloads: Float64Array;
}

export function unitsOfGroups({ census: { namespaces } }: PairFold, { groups, groupOf }: Grouping): Units {
  const index = new Map(groups.map(({ id }, at) => [id, at]));
  return Int32Array.from(namespaces, (name) => index.get(groupOf.get(name) ?? '') ?? -1);
}

export function unitsOfNamespaces({ census: { namespaces } }: PairFold): Units {
  return Int32Array.from(namespaces, (_, at) => at);
}

export function betweenUnits(fold: PairFold, units: Units, count: number): BetweenUnits {
  const size = fold.census.namespaces.length;
  const listed = new Map<number, number>();
  for (const [key, { door, rule }] of fold.lines) {
    const [from = -1, to = -1] = [units[Math.floor(key / size)], units[key % size]];
    if (from < 0 || to < 0) continue;
    const at = from * count + to;
    listed.set(at, (listed.get(at) ?? 0) + door + rule);
  }
  const [senders, unisolated, workloads] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  fold.census.each.forEach((one, at) => {
    const unit = units[at] ?? -1;
    if (unit < 0) return;
    senders[unit] = (senders[unit] ?? 0) + one.senders;
    unisolated[unit] = (unisolated[unit] ?? 0) + one.unisolated;
    workloads[unit] = (workloads[unit] ?? 0) + one.workloads;
  });
  return { count, listed, senders, unisolated, workloads };
}

/** Pairs from one unit to another one by any way. */
export function pairsBetween({ count, listed, senders, unisolated }: BetweenUnits, from: number, to: number): number {
  return (listed.get(from * count + to) ?? 0) + (senders[from] ?? 0) * (unisolated[to] ?? 0);
}

/** Other units that may come in, or that it may reach; `byOpenDoor`: some of them because a door is open. */
export interface UnitGate {
  readonly others: number;
  readonly byOpenDoor: boolean;
}

export interface UnitGates {
  readonly ingress: readonly UnitGate[];
  readonly egress: readonly UnitGate[];
}

/** `isDoor`: units with a door that lets everybody in. */
export function unitGates(between: BetweenUnits, isDoor: (unit: number) => boolean): UnitGates {
  const { count, listed, senders, unisolated } = between;
  const into = Array.from({ length: count }, () => new Set<number>());
  const out = Array.from({ length: count }, () => new Set<number>());
  for (const key of listed.keys()) {
    const [from, to] = [Math.floor(key / count), key % count];
    if (from === to) continue;
    into[to]?.add(from);
    out[from]?.add(to);
  }
  const sending = [...senders.keys()].filter((unit) => (senders[unit] ?? 0) > 0);
  const open = [...unisolated.keys()].filter((unit) => (unisolated[unit] ?? 0) > 0);
  const gate = (set: ReadonlySet<number>, more: readonly number[], self: number, byOpenDoor: boolean): UnitGate => {
    const rest = more.reduce((sum, unit) => sum + (unit !== self && !set.has(unit) ? 1 : 0), 0);
    return { others: set.size + rest, byOpenDoor: byOpenDoor && set.size + rest > 0 };
  };
  const anySender = (self: number) => sending.some((unit) => unit !== self);
  const anyDoor = (self: number, set: ReadonlySet<number>) =>
    (senders[self] ?? 0) > 0 && ([...set].some(isDoor) || open.some((unit) => unit !== self));
  return {
    ingress: into.map((set, unit) =>
      gate(set, (unisolated[unit] ?? 0) > 0 ? sending : [], unit, isDoor(unit) && anySender(unit)),
    ),
    egress: out.map((set, unit) => gate(set, (senders[unit] ?? 0) > 0 ? open : [], unit, anyDoor(unit, set))),
  };
}
