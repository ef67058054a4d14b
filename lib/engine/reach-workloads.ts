/** Reachability between workloads: every pair, the gates, the totals. */

import type { Compiled } from './compiled.ts';
import type { Group } from './groups.ts';
import type { Direction, WorkloadId } from './objects.ts';
import { outsideOf } from './outside.ts';
import type { Admission, Connection, Gate, Reachability, WorkloadReach } from './reachability.ts';
import { policyIds } from './reasons.ts';
import { connectWorkloads, type PairPorts } from './workload-pairs.ts';
import { declaredPorts, sharedLabels, type Workload, workloadsOf } from './workloads.ts';

export interface WorkloadPair extends PairPorts {
  readonly source: Workload;
  readonly destination: Workload;
  readonly admission: Admission;
}

export interface WorkloadLevel {
  readonly compiled: Compiled;
  readonly workloads: readonly Workload[];
  readonly byId: ReadonlyMap<WorkloadId, Workload>;
  /** Pairs with a non-empty connection, sorted by source, then destination. */
  readonly pairs: readonly WorkloadPair[];
  readonly reachability: Reachability;
}

export function reachWorkloads(compiled: Compiled): WorkloadLevel {
  const workloads = workloadsOf(compiled);
  const judged = workloads.filter(({ hostNetwork }) => !hostNetwork);
  const pairs = allowedPairs(compiled, judged);
  const byRule = pairs.filter(({ admission }) => admission === 'rule').map((pair) => toConnection(compiled, pair));
  const reach = workloads.map((workload) => toReach(compiled, workload));
  const counted = countPeers(pairs, reach);
  const all = judged.length * Math.max(0, judged.length - 1);
  const totals = {
    pairs: all,
    allowed: pairs.length,
    byRule: byRule.length,
    open: pairs.length - byRule.length,
    denied: all - pairs.length,
  };
  const byId = new Map(workloads.map((workload) => [workload.id, workload]));
  return { compiled, workloads, byId, pairs, reachability: { workloads: counted, byRule, totals } };
}

function allowedPairs(compiled: Compiled, workloads: readonly Workload[]): WorkloadPair[] {
  const pairs: WorkloadPair[] = [];
  const isolated = (workload: Workload, direction: Direction) =>
    isolation(gatesOf(compiled, workload, direction)) !== 'no';
  const guarded = new Set(workloads.filter((workload) => isolated(workload, 'ingress')));
  for (const source of workloads) {
    const confined = isolated(source, 'egress');
    for (const destination of workloads) {
      if (source === destination) continue;
      const pair = connectWorkloads(compiled, source, destination);
      if (pair.ports === compiled.ports.none) continue;
      pairs.push({ source, destination, ...pair, admission: confined || guarded.has(destination) ? 'rule' : 'open' });
    }
  }
  return pairs;
}

export function toConnection({ ports: sets }: Compiled, pair: WorkloadPair): Connection {
  const { source, destination, ports, admission, partial } = pair;
  return { source: source.id, destination: destination.id, ports: sets.connections(ports), admission, partial };
}

/** The groups a workload's pods fall into, each once. */
export function gatesOf(compiled: Compiled, workload: Workload, direction: Direction): Group[] {
  return [...new Set(workload.classes.flatMap((index) => compiled.gates[direction].ofClass[index] ?? []))];
}

export function isolation(groups: readonly Group[]): Gate['isolated'] {
  const isolated = groups.filter(({ policies }) => policies.length > 0).length;
  return isolated === 0 ? 'no' : isolated === groups.length ? 'yes' : 'part';
}

function toGate(compiled: Compiled, workload: Workload, direction: Direction): Gate {
  const groups = gatesOf(compiled, workload, direction);
  const outside = groups.map((group) => outsideOf(compiled, group));
  return {
    isolated: isolation(groups),
    peers: 0,
    isolatedBy: [...new Set(groups.flatMap(policyIds))],
    outside: outside.includes('open') ? 'open' : outside.includes('rule') ? 'rule' : 'denied',
  };
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

function countPeers(pairs: readonly WorkloadPair[], reach: readonly WorkloadReach[]): WorkloadReach[] {
  const incoming = new Map<WorkloadId, number>();
  const outgoing = new Map<WorkloadId, number>();
  for (const { source, destination } of pairs) {
    outgoing.set(source.id, (outgoing.get(source.id) ?? 0) + 1);
    incoming.set(destination.id, (incoming.get(destination.id) ?? 0) + 1);
  }
  return reach.map((one) => ({
    ...one,
    ingress: { ...one.ingress, peers: incoming.get(one.id) ?? 0 },
    egress: { ...one.egress, peers: outgoing.get(one.id) ?? 0 },
  }));
}
