/** Reachability between workloads: the pairs that rules admit, the gates, the totals. */

import type { Compiled } from '../gates/compiled.ts';
import type { Direction, WorkloadId } from '../model/objects.ts';
import { outsideOf } from './outside.ts';
import type { Connection, Gate, Reachability, WorkloadReach } from './reachability.ts';
import { policyIds } from './reasons.ts';
import { unjudgedNamespaces } from './unjudged.ts';
import { withUnknown } from './unknown-totals.ts';
import { connector, gatesOf, isOpen, isolation, type PairPorts } from './workload-pairs.ts';
import { declaredPorts, sharedLabels, type Workload, workloadsOf } from './workloads.ts';

export interface WorkloadLevel {
  readonly compiled: Compiled;
  readonly workloads: readonly Workload[];
  readonly byId: ReadonlyMap<WorkloadId, Workload>;
  /** Those with a network of their own: the ends of pairs. */
  readonly judged: readonly Workload[];
  /** Per judged workload as source: the connections that a rule admits. Pairs open at both ends are in none. */
  readonly rows: readonly (readonly Connection[])[];
  readonly reachability: Reachability;
}

export function reachWorkloads(compiled: Compiled): WorkloadLevel {
  const workloads = workloadsOf(compiled);
  const judged = workloads.filter(({ hostNetwork }) => !hostNetwork);
  const guarded = judged.filter((workload) => !isOpen(compiled, workload, 'ingress'));
  const rows = judged.map((source) => {
    const destinations = isOpen(compiled, source, 'egress') ? guarded : judged;
    return connectionsOf(compiled, source, destinations);
  });
  const reach = workloads.map((workload) => toReach(compiled, workload));
  return assemble(compiled, workloads, rows, reach);
}

/** Non-empty connections from one workload to others. */
function connectionsOf(compiled: Compiled, source: Workload, destinations: readonly Workload[]): Connection[] {
  const connect = connector(compiled, source);
  return destinations.flatMap((destination) => {
    if (destination === source) return [];
    const pair = connect(destination);
    return pair.ports === compiled.ports.none ? [] : [toConnection(compiled, source, destination, pair)];
  });
}

function toConnection({ ports: sets }: Compiled, source: Workload, destination: Workload, pair: PairPorts): Connection {
  const { ports, partial } = pair;
  return {
    source: source.id,
    destination: destination.id,
    ports: sets.connections(ports),
    admission: 'rule',
    partial,
  };
}

/** Puts rows and gates together; the gates' peers are counted here. */
export function assemble(
  compiled: Compiled,
  workloads: readonly Workload[],
  rows: readonly (readonly Connection[])[],
  reach: readonly WorkloadReach[],
): WorkloadLevel {
  const judged = workloads.filter(({ hostNetwork }) => !hostNetwork);
  const openIn = new Set(judged.filter((workload) => isOpen(compiled, workload, 'ingress')));
  const openOut = new Set(judged.filter((workload) => isOpen(compiled, workload, 'egress')));
  const incoming = new Map<WorkloadId, number>();
  let byRule = 0;
  for (const row of rows) {
    byRule += row.length;
    for (const { destination } of row) incoming.set(destination, (incoming.get(destination) ?? 0) + 1);
  }
  const outgoing = new Map(judged.map(({ id }, at) => [id, rows[at]?.length ?? 0]));
  let open = 0;
  for (const workload of judged) {
    const { id } = workload;
    const [into, out] = [openIn.has(workload), openOut.has(workload)];
    const reaches = out ? openIn.size - (into ? 1 : 0) : 0;
    open += reaches;
    outgoing.set(id, (outgoing.get(id) ?? 0) + reaches);
    if (into) incoming.set(id, (incoming.get(id) ?? 0) + openOut.size - (out ? 1 : 0));
  }
  const pairs = judged.length * Math.max(0, judged.length - 1);
  const totals = { pairs, allowed: byRule + open, byRule, open, denied: pairs - byRule - open };
  const counted = reach.map((one) => withPeers(one, incoming.get(one.id) ?? 0, outgoing.get(one.id) ?? 0));
  const byId = new Map(workloads.map((workload) => [workload.id, workload]));
  const byPolicies = { workloads: counted, byRule: rows.flat(), totals };
  const reachability = withUnknown(byPolicies, unjudgedNamespaces(compiled.snapshot));
  return { compiled, workloads, byId, judged, rows, reachability };
}

function withPeers(reach: WorkloadReach, incoming: number, outgoing: number): WorkloadReach {
  const { ingress, egress } = reach;
  if (ingress.peers === incoming && egress.peers === outgoing) return reach;
  return { ...reach, ingress: { ...ingress, peers: incoming }, egress: { ...egress, peers: outgoing } };
}

function toReach(compiled: Compiled, workload: Workload): WorkloadReach {
  const { id, namespace, name, kind, pods, hostNetwork } = workload;
  return {
    id,
    namespace,
    name,
    kind,
    pods: pods.length,
    hostNetwork,
    ports: declaredPorts(pods),
    labels: sharedLabels(pods),
    ingress: toGate(compiled, workload, 'ingress'),
    egress: toGate(compiled, workload, 'egress'),
  };
}

export function toGate(compiled: Compiled, workload: Workload, direction: Direction): Gate {
  const groups = gatesOf(compiled, workload, direction);
  const outside = groups.map((group) => outsideOf(compiled, group));
  return {
    isolated: isolation(groups),
    peers: 0,
    isolatedBy: [...new Set(groups.flatMap(policyIds))],
    outside: outside.includes('open') ? 'open' : outside.includes('rule') ? 'rule' : 'denied',
  };
}
