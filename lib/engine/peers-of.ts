/** Everything that may reach a workload and everything it may reach, with the rules that admit and the policies that deny. */

import { admitted, connect } from './compiled.ts';
import type { Group } from './groups.ts';
import type { PolicyId } from './network-policy.ts';
import type { WorkloadId } from './objects.ts';
import type { WorkloadLevel } from './reach-workloads.ts';
import type { PeerReach, Peers, RuleRef } from './reachability.ts';
import { admittingRules, distinctRules, policyIds } from './reasons.ts';
import { connectWorkloads } from './workload-pairs.ts';
import type { Workload } from './workloads.ts';

export function peersOf(level: WorkloadLevel, id: WorkloadId): Peers | undefined {
  const workload = level.byId.get(id);
  if (!workload) return undefined;
  if (workload.hostNetwork) return { ingress: [], egress: [] };
  const others = level.workloads.filter((other) => other !== workload && !other.hostNetwork);
  const open = new Map(level.pairs.map((pair) => [`${pair.source.id} ${pair.destination.id}`, pair.admission]));
  const row = (peer: Workload, source: Workload, destination: Workload): PeerReach => {
    const { ports, partial } = connectWorkloads(level.compiled, source, destination);
    const allowed = ports !== level.compiled.ports.none;
    const admission = open.get(`${source.id} ${destination.id}`);
    return {
      workload: peer.id,
      verdict: allowed ? 'allowed' : 'denied',
      ports: level.compiled.ports.connections(ports),
      ...(admission ? { admission } : {}),
      partial,
      ...pairReasons(level, source, destination),
    };
  };
  return {
    ingress: others.map((peer) => row(peer, peer, workload)),
    egress: others.map((peer) => row(peer, workload, peer)),
  };
}

/** Rules that admit at least one of the connections of a pair; for a denied pair, the policies that admit nothing. */
function pairReasons(level: WorkloadLevel, source: Workload, destination: Workload) {
  const { compiled } = level;
  const rules: RuleRef[] = [];
  const denying = new Set<PolicyId>();
  const { ports } = connectWorkloads(compiled, source, destination);
  for (const from of source.classes) {
    for (const to of destination.classes) {
      const egress = compiled.gates.egress.ofClass[from] as Group;
      const ingress = compiled.gates.ingress.ofClass[to] as Group;
      const open = connect(compiled, from, to);
      rules.push(...admittingRules(compiled, egress, to, open), ...admittingRules(compiled, ingress, from, open));
      if (ports !== compiled.ports.none) continue;
      const out = admitted(compiled, egress, to);
      const into = admitted(compiled, ingress, from);
      const disjoint = out !== compiled.ports.none && into !== compiled.ports.none;
      if (out === compiled.ports.none || disjoint) for (const id of policyIds(egress)) denying.add(id);
      if (into === compiled.ports.none || disjoint) for (const id of policyIds(ingress)) denying.add(id);
    }
  }
  return { admittedBy: distinctRules(rules), deniedBy: [...denying] };
}
