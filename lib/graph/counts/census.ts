/** Who is there, by index: workloads and namespaces in order of their names, and how open each is. */

import type { PolicyId, Reachability, WorkloadId, WorkloadReach } from '#engine';
import { byCodeUnit } from '../model/by-code-unit.ts';

/** `unisolated`: no policy selects it for ingress. `rule`: policies do, and let everybody in, or select only some pods. */
export const DOOR = { closed: 0, unisolated: 1, rule: 2 } as const;

export interface Census {
  /** Sorted by code unit. */
  readonly namespaces: readonly string[];
  readonly namespaceIndex: ReadonlyMap<string, number>;
  /** Workloads that policies judge, sorted by id. */
  readonly workloadIndex: ReadonlyMap<WorkloadId, number>;
  readonly namespaceOf: Int32Array;
  /** 1 where no policy closes its egress: it may reach every open door. */
  readonly sends: Uint8Array;
  readonly door: Uint8Array;
  readonly each: readonly NamespaceCensus[];
}

/** Counts of workloads of one namespace. */
export interface NamespaceCensus {
  readonly workloads: number;
  readonly senders: number;
  /** Doors that no policy closes. */
  readonly unisolated: number;
  readonly doors: number;
  readonly closedIn: number;
  readonly closedOut: number;
  /** Pairs within it that no policy closes at either end. */
  readonly openWithin: number;
  /** Some rule lets traffic from outside the cluster in. */
  readonly fromOutside: boolean;
}

type Counting = { -readonly [Key in keyof NamespaceCensus]: NamespaceCensus[Key] };

/** `openToAll`: policies whose rules let everybody in. `names`: namespaces there are, also those without workloads. */
export function census(
  { workloads }: Pick<Reachability, 'workloads'>,
  names: readonly string[],
  openToAll: ReadonlySet<PolicyId>,
): Census {
  const judged = workloads.filter(({ hostNetwork }) => !hostNetwork);
  const namespaces = [...new Set([...names, ...judged.map(({ namespace }) => namespace)])].sort(byCodeUnit);
  const namespaceIndex = new Map(namespaces.map((name, at) => [name, at]));
  const namespaceOf = Int32Array.from(judged, ({ namespace }) => namespaceIndex.get(namespace) ?? 0);
  const sends = Uint8Array.from(judged, ({ egress }) => (egress.isolated === 'no' ? 1 : 0));
  const door = Uint8Array.from(judged, (workload) => doorOf(workload, openToAll));
  const each = namespaces.map(
    (): Counting => ({
      workloads: 0,
      senders: 0,
      unisolated: 0,
      doors: 0,
      closedIn: 0,
      closedOut: 0,
      openWithin: 0,
      fromOutside: false,
    }),
  );
  judged.forEach((workload, at) => {
    const own = each[namespaceOf[at] ?? 0];
    if (!own) return;
    own.workloads++;
    own.senders += sends[at] ?? 0;
    if (door[at] === DOOR.unisolated) own.unisolated++;
    if (door[at] !== DOOR.closed) own.doors++;
    if (workload.ingress.isolated !== 'no') own.closedIn++;
    if (workload.egress.isolated !== 'no') own.closedOut++;
    if (workload.ingress.outside === 'rule') own.fromOutside = true;
    // A workload makes no pair with itself.
    if (sends[at] === 1 && door[at] === DOOR.unisolated) own.openWithin--;
  });
  for (const own of each) own.openWithin += own.senders * own.unisolated;
  const workloadIndex = new Map(judged.map(({ id }, at) => [id, at]));
  return { namespaces, namespaceIndex, workloadIndex, namespaceOf, sends, door, each };
}

function doorOf({ ingress }: WorkloadReach, openToAll: ReadonlySet<PolicyId>): number {
  if (ingress.isolated === 'no') return DOOR.unisolated;
  if (ingress.isolated === 'part') return DOOR.rule;
  return ingress.isolatedBy.some((id) => openToAll.has(id)) ? DOOR.rule : DOOR.closed;
}
