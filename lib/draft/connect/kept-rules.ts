/** Rules for what reaches a workload now, or what it reaches: so that isolating it takes nothing away. */

import {
  type ConnectionSet,
  type Direction,
  type Engine,
  everything,
  isEverything,
  type NetworkPolicyPort,
  type PeerReach,
  PROTOCOLS,
  type WorkloadId,
} from '#engine';
import type { PodsEnd } from './drawn-end.ts';
import { namespaceOf, podsOf } from './drawn-end.ts';
import type { DrawnRule } from './place-rule.ts';
import { peerOf, selectorChoices } from './selector-choices.ts';

/** What can be kept at one gate. */
export interface KeptPeer {
  readonly workload: WorkloadId;
  readonly ports: ConnectionSet;
}

/** Workloads that pass the gates of these now, with what they pass them for; these themselves left out. */
export function peersNow(own: readonly WorkloadId[], direction: Direction, engine: Engine): readonly KeptPeer[] {
  const rows = own
    .flatMap((id) => engine.peers(id)?.[direction] ?? [])
    .filter(({ workload }) => !own.includes(workload));
  const allowed = rows.filter(({ verdict }) => verdict === 'allowed');
  const byWorkload = new Map<WorkloadId, PeerReach>();
  for (const row of allowed) {
    const known = byWorkload.get(row.workload);
    if (!known || isEverything(row.ports)) byWorkload.set(row.workload, row);
  }
  return [...byWorkload.values()].map(({ workload, ports }) => ({ workload, ports }));
}

/** Pods of one workload among themselves: no row tells of them, and isolating would cut them all the same. */
export function itself(own: readonly WorkloadId[], { snapshot }: Engine): readonly KeptPeer[] {
  const pods = own.flatMap((id) => podsOf({ kind: 'workload', id }, snapshot));
  return pods.length > 1 ? own.map((workload) => ({ workload, ports: everything })) : [];
}

/** One rule for each set of ports, one peer for each workload, each named as narrowly as its labels allow. */
export function keepingRules(
  end: PodsEnd,
  direction: Direction,
  kept: readonly KeptPeer[],
  engine: Engine,
): readonly DrawnRule[] {
  const home = namespaceOf(end, engine);
  const byPorts = Map.groupBy(kept, ({ ports }) => JSON.stringify(ports));
  return [...byPorts.values()].map((same) => ({
    direction,
    peers: same.map(({ workload }) => narrowest({ kind: 'workload', id: workload }, home, engine)),
    ports: portsIn(same[0]?.ports ?? {}),
  }));
}

export function narrowest(end: PodsEnd, home: string, engine: Engine) {
  const [choice] = selectorChoices(end, engine);
  return peerOf(choice ?? { selector: {}, namespace: namespaceOf(end, engine), also: [] }, home);
}

/** None for every port. */
function portsIn(set: ConnectionSet): readonly NetworkPolicyPort[] {
  if (isEverything(set)) return [];
  return PROTOCOLS.flatMap((protocol) =>
    (set[protocol] ?? []).map(([first, last]): NetworkPolicyPort => {
      if (first === 1 && last === 65535) return { protocol };
      return { protocol, port: first, ...(last > first && { endPort: last }) };
    }),
  );
}
