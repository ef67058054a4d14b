/** Everything that may reach a workload and everything it may reach, with the rules that admit and the policies that deny. */

import type { WorkloadId } from '../model/objects.ts';
import { policiesDenying, rulesBetween } from './pair-reasons.ts';
import type { PeerReach, Peers } from './reachability.ts';
import type { WorkloadLevel } from './workload-level.ts';
import { connector, isOpen } from './workload-pairs.ts';
import type { Workload } from './workloads.ts';

export function peersOf(level: WorkloadLevel, id: WorkloadId): Peers | undefined {
  const workload = level.byId.get(id);
  if (!workload) return undefined;
  if (workload.hostNetwork) return { ingress: [], egress: [] };
  const others = level.judged.filter((other) => other !== workload);
  return {
    ingress: others.map((peer) => peerReach(level, peer, peer, workload)),
    egress: others.map((peer) => peerReach(level, peer, workload, peer)),
  };
}

function peerReach({ compiled }: WorkloadLevel, peer: Workload, source: Workload, destination: Workload): PeerReach {
  const { ports, partial } = connector(compiled, source)(destination);
  const connections = compiled.ports.connections(ports);
  const row = { workload: peer.id, ports: connections, partial };
  if (ports === compiled.ports.none) {
    return { ...row, verdict: 'denied', admittedBy: [], deniedBy: policiesDenying(compiled, source, destination) };
  }
  const open = isOpen(compiled, source, 'egress') && isOpen(compiled, destination, 'ingress');
  const admittedBy = rulesBetween(compiled, source, destination, ports);
  return { ...row, verdict: 'allowed', admission: open ? 'open' : 'rule', admittedBy, deniedBy: [] };
}
