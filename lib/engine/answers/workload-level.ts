/** Reachability between workloads: the pairs that rules admit, the gates, the totals. */

import type { Compiled } from '../gates/compiled.ts';
import type { Direction, WorkloadId } from '../model/objects.ts';
import { destinationsOf } from './destinations.ts';
import { outsideOf } from './outside.ts';
import type { Connection, Gate, Reachability, WorkloadReach } from './reachability.ts';
import { policyIds } from './reasons.ts';
import { unjudgedNamespaces } from './unjudged.ts';
import { withUnknown } from './unknown-totals.ts';
import { connector, gatesOf, isOpen, isolation, type PairPorts } from './workload-pairs.ts';
import { declaredPorts, finishedWorkloads, sharedLabels, type Workload, workloadsOf } from './workloads.ts';

export interface WorkloadLevel {
  readonly compiled: Compiled;
  readonly workloads: readonly Workload[];
  readonly byId: ReadonlyMap<WorkloadId, Workload>;
  /** Those with a network of their own: the ends of pairs. */
  readonly judged: readonly Workload[];
  /** Per judged workload as source: the connections that a rule admits. Pairs open at both ends are in none. */
  readonly rows: readonly (readonly Connection[])[];
  readonly ruled: Ruled;
  readonly reachability: Reachability;
}

/** Connections that a rule admits: into each workload, and all of them. */
interface Ruled {
  readonly incoming: ReadonlyMap<WorkloadId, number>;
  readonly total: number;
}

export function reachWorkloads(compiled: Compiled): WorkloadLevel {
  const workloads = workloadsOf(compiled);
  const judged = workloads.filter(({ hostNetwork }) => !hostNetwork);
  const destinations = destinationsOf(compiled, judged);
  const rows = judged.map((source) => connectionsOf(compiled, source, destinations(source)));
  const reach = workloads.map((workload) => toReach(compiled, workload));
  return assemble(compiled, workloads, rows, reach);
}

/** Non-empty connections from one workload to others. */
function connectionsOf(compiled: Compiled, source: Workload, destinations: readonly Workload[]): Connection[] {
  const connect = connector(compiled, source);
  return destinations.flatMap((destination) => {
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

/**
 * Puts rows and gates together; the gates' peers are counted here. Of rows that are those of `known`, at the same
 * places, the counts are taken from there.
 */
export function assemble(
  compiled: Compiled,
  workloads: readonly Workload[],
  rows: readonly (readonly Connection[])[],
  reach: readonly WorkloadReach[],
  known?: WorkloadLevel,
): WorkloadLevel {
  const judged = known?.judged ?? workloads.filter(({ hostNetwork }) => !hostNetwork);
  const ruled = countRules(judged, rows, known);
  const openIn = judged.map((workload) => isOpen(compiled, workload, 'ingress'));
  const openOut = judged.map((workload) => isOpen(compiled, workload, 'egress'));
  const [doorsIn, doorsOut] = [openIn, openOut].map((list) => list.filter(Boolean).length) as [number, number];
  const incoming = new Map<WorkloadId, number>();
  const outgoing = new Map<WorkloadId, number>();
  let open = 0;
  judged.forEach(({ id }, at) => {
    const [into, out] = [openIn[at], openOut[at]];
    const reaches = out ? doorsIn - (into ? 1 : 0) : 0;
    open += reaches;
    outgoing.set(id, (rows[at]?.length ?? 0) + reaches);
    incoming.set(id, (ruled.incoming.get(id) ?? 0) + (into ? doorsOut - (out ? 1 : 0) : 0));
  });
  const pairs = judged.length * Math.max(0, judged.length - 1);
  const { total: byRule } = ruled;
  const totals = { pairs, allowed: byRule + open, byRule, open, denied: pairs - byRule - open };
  const counted = reach.map((one) => withPeers(one, incoming.get(one.id) ?? 0, outgoing.get(one.id) ?? 0));
  const byId = known?.byId ?? new Map(workloads.map((workload) => [workload.id, workload]));
  const finished = known ? (known.reachability.finished ?? []) : finishedWorkloads(compiled.snapshot, workloads);
  const byPolicies = { workloads: counted, ...(finished.length > 0 && { finished }), byRule: rows.flat(), totals };
  const reachability = withUnknown(byPolicies, unjudgedNamespaces(compiled.snapshot));
  return { compiled, workloads, byId, judged, rows, ruled, reachability };
}

function countRules(judged: readonly Workload[], rows: WorkloadLevel['rows'], known: WorkloadLevel | undefined): Ruled {
  const incoming = new Map(known?.ruled.incoming);
  let total = known?.ruled.total ?? 0;
  const count = (row: readonly Connection[], step: 1 | -1) => {
    total += step * row.length;
    for (const { destination } of row) incoming.set(destination, (incoming.get(destination) ?? 0) + step);
  };
  judged.forEach((_, at) => {
    const [row, old] = [rows[at] ?? NO_ROW, known?.rows[at] ?? NO_ROW];
    if (row === old) return;
    count(old, -1);
    count(row, 1);
  });
  return { incoming, total };
}

const NO_ROW: readonly Connection[] = [];

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
    ...podsOf(pods),
    hostNetwork,
    ports: declaredPorts(pods),
    labels: sharedLabels(pods),
    ingress: toGate(compiled, workload, 'ingress'),
    egress: toGate(compiled, workload, 'egress'),
  };
}

function podsOf(pods: Workload['pods']): Pick<WorkloadReach, 'pods' | 'noPods'> {
  const noPods = pods[0]?.standsIn;
  return noPods === undefined ? { pods: pods.length } : { pods: 0, noPods };
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
