/** What changes between two states of the same pods: connections, gates, DNS. */

import type { Compiled } from './compiled.ts';
import { admitted } from './compiled.ts';
import { workloadsWithDns } from './dns.ts';
import type { Group } from './groups.ts';
import type { PolicyId } from './network-policy.ts';
import type { WorkloadId } from './objects.ts';
import type { PortSet } from './port-set.ts';
import type { WorkloadLevel, WorkloadPair } from './reach-workloads.ts';
import type { RuleRef, WorkloadReach } from './reachability.ts';
import type { ConnectionChange, IsolationChange, ReachabilityDiff } from './reachability-diff.ts';
import { admittingRules, distinctRules, policyIds } from './reasons.ts';
import type { Workload } from './workloads.ts';

export function diffLevels(
  before: WorkloadLevel,
  after: WorkloadLevel,
  edited: ReadonlySet<PolicyId>,
): ReachabilityDiff {
  const key = (pair: WorkloadPair) => `${pair.source.id} ${pair.destination.id}`;
  const old = new Map(before.pairs.map((pair) => [key(pair), pair]));
  const now = new Map(after.pairs.map((pair) => [key(pair), pair]));
  const added: ConnectionChange[] = [];
  const removed: ConnectionChange[] = [];
  const changed: ConnectionChange[] = [];
  for (const [id, pair] of now) {
    const previous = old.get(id);
    const change = describeChange(before, after, previous, pair, edited);
    if (!previous) added.push(change);
    else if (!sameConnections(change)) changed.push(change);
  }
  for (const [id, pair] of old) if (!now.has(id)) removed.push(describeChange(before, after, pair, undefined, edited));
  return {
    before: before.reachability,
    after: after.reachability,
    added,
    removed,
    changed,
    isolation: isolationChanges(before.reachability.workloads, after.reachability.workloads),
    dns: dnsChanges(before, after),
  };
}

const sameConnections = ({ before, after }: ConnectionChange) => JSON.stringify(before) === JSON.stringify(after);

function describeChange(
  before: WorkloadLevel,
  after: WorkloadLevel,
  old: WorkloadPair | undefined,
  now: WorkloadPair | undefined,
  edited: ReadonlySet<PolicyId>,
): ConnectionChange {
  const pair = (now ?? old) as WorkloadPair;
  const was = before.compiled.ports.connections(old?.ports ?? before.compiled.ports.none);
  const is = after.compiled.ports.connections(now?.ports ?? after.compiled.ports.none);
  const ports = after.compiled.ports;
  const gained = ports.subtract(ports.from(is), ports.from(was));
  const lost = ports.subtract(ports.from(was), ports.from(is));
  const cause = (level: WorkloadLevel, what: PortSet) =>
    what === ports.none ? [] : rulesOf(level, pair, level.compiled.ports.from(ports.connections(what)));
  return {
    source: pair.source.id,
    destination: pair.destination.id,
    before: was,
    after: is,
    admission: pair.admission,
    rules: distinctRules([...cause(after, gained), ...cause(before, lost)]),
    isolatedBy: lost === ports.none ? [] : losingPolicies(after, pair, lost).filter((id) => edited.has(id)),
  };
}

/** The classes of a workload in a level that may have been compiled anew. */
function same(level: WorkloadLevel, workload: Workload): readonly number[] {
  return level.byId.get(workload.id)?.classes ?? [];
}

function rulesOf(level: WorkloadLevel, { source, destination }: WorkloadPair, asked: PortSet): RuleRef[] {
  return eachGate(level.compiled, same(level, source), same(level, destination)).flatMap(({ group, peer }) =>
    admittingRules(level.compiled, group, peer, asked),
  );
}

/** Policies that isolate an end at which something of what was lost is not admitted. */
function losingPolicies(level: WorkloadLevel, { source, destination }: WorkloadPair, lost: PortSet): PolicyId[] {
  const { compiled } = level;
  const gates = eachGate(compiled, same(level, source), same(level, destination));
  const closed = gates.filter(
    ({ group, peer }) => compiled.ports.subtract(lost, admitted(compiled, group, peer)) !== compiled.ports.none,
  );
  return [...new Set(closed.flatMap(({ group }) => policyIds(group)))];
}

function eachGate(compiled: Compiled, sources: readonly number[], destinations: readonly number[]) {
  return sources.flatMap((from) =>
    destinations.flatMap((to) => [
      { group: compiled.gates.egress.ofClass[from] as Group, peer: to },
      { group: compiled.gates.ingress.ofClass[to] as Group, peer: from },
    ]),
  );
}

function isolationChanges(before: readonly WorkloadReach[], after: readonly WorkloadReach[]): IsolationChange[] {
  const now = new Map(after.map((workload) => [workload.id, workload]));
  return before.flatMap((old) =>
    (['ingress', 'egress'] as const).flatMap((direction): IsolationChange[] => {
      const gate = now.get(old.id)?.[direction];
      const was = old[direction];
      if (!gate || gate.isolated === was.isolated) return [];
      const becomes = gate.isolated === 'no' || was.isolated === 'yes' ? 'open' : 'isolated';
      return [{ workload: old.id, direction, becomes, peersBefore: was.peers, peersAfter: gate.peers }];
    }),
  );
}

function dnsChanges(before: WorkloadLevel, after: WorkloadLevel): { cut: WorkloadId[]; restored: WorkloadId[] } {
  const had = workloadsWithDns(before);
  const has = workloadsWithDns(after);
  if (!had || !has) return { cut: [], restored: [] };
  return { cut: [...had].filter((id) => !has.has(id)), restored: [...has].filter((id) => !had.has(id)) };
}
