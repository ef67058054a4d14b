/**
 * What policy edits change between workloads. Only pairs with an end whose gate changed are evaluated; rows, gates and
 * connections of all others are those of before, the same objects.
 */

import { policiesAgainst, rulesBetween } from '../answers/pair-reasons.ts';
import type { Connection, WorkloadReach } from '../answers/reachability.ts';
import { distinctRules } from '../answers/reasons.ts';
import { unjudgedNamespaces } from '../answers/unjudged.ts';
import { assemble, toGate, type WorkloadLevel } from '../answers/workload-level.ts';
import { connector, isOpen, type PairPorts } from '../answers/workload-pairs.ts';
import type { Workload } from '../answers/workloads.ts';
import { workloadsWithDns } from '../answers/workloads-with-dns.ts';
import type { Compiled } from '../gates/compiled.ts';
import type { Direction, WorkloadId } from '../model/objects.ts';
import type { ClassSet } from '../sets/class-set.ts';
import { equal } from '../sets/connection-set.ts';
import type { PortSet } from '../sets/port-set.ts';
import type { Overlay } from './overlay.ts';
import type { ConnectionChange, IsolationChange, ReachabilityDiff } from './reachability-diff.ts';

export function diffWorkloads(before: WorkloadLevel, overlay: Overlay): ReachabilityDiff {
  const touched = (direction: Direction) => touchedWorkloads(before, overlay.affected[direction], overlay.base);
  const ingress = touched('ingress');
  const egress = touched('egress');
  const changes: ConnectionChange[] = [];
  const entered = { list: [...ingress], ids: new Set([...ingress].map(({ id }) => id)) };
  const rows = before.judged.map((source, at) => {
    const old = before.rows[at] ?? [];
    if (egress.has(source)) return wholeRow(overlay, source, before.judged, old, changes);
    return entered.list.length === 0 ? old : mendedRow(overlay, source, entered, old, changes);
  });
  const reach = before.reachability.workloads.map((one) => {
    const workload = before.byId.get(one.id) as Workload;
    return regate(overlay.after, one, workload, ingress.has(workload), egress.has(workload));
  });
  const after = assemble(overlay.after, before.workloads, rows, reach, before);
  const told = markChanges(changes, before);
  return {
    before: before.reachability,
    after: after.reachability,
    added: told.filter((change) => Object.keys(change.before).length === 0),
    removed: told.filter((change) => Object.keys(change.after).length === 0),
    changed: told.filter((change) => Object.keys(change.before).length > 0 && Object.keys(change.after).length > 0),
    isolation: isolationChanges(before.reachability.workloads, after.reachability.workloads),
    dns: dnsChanges(before, after),
  };
}

/** One side of every change is allowed: that is what a policy of another kind may make otherwise. */
function markChanges(changes: readonly ConnectionChange[], before: WorkloadLevel): readonly ConnectionChange[] {
  const unjudged = unjudgedNamespaces(before.compiled.snapshot);
  if (unjudged.none) return changes;
  const mayChange = (id: WorkloadId) => unjudged.mayChange(before.byId.get(id)?.namespace ?? '', 'allowed');
  return changes.map((change) =>
    mayChange(change.source) || mayChange(change.destination) ? { ...change, unknown: true } : change,
  );
}

/** In the order of the workloads. */
function touchedWorkloads({ judged }: WorkloadLevel, affected: ClassSet, { universe }: Compiled): Set<Workload> {
  if (affected === universe.sets.none) return new Set();
  return new Set(judged.filter(({ classes }) => classes.some((index) => universe.sets.has(affected, index))));
}

type Row = readonly Connection[];

/** One source's connections after the edits, where its own gate changed; what differs is added to `changes`. */
function wholeRow(
  overlay: Overlay,
  source: Workload,
  destinations: readonly Workload[],
  old: Row,
  changes: ConnectionChange[],
): Row {
  const known = new Map(old.map((connection) => [connection.destination, connection]));
  return judgeRow(overlay, source, destinations, (id) => known.get(id), changes);
}

/** Where only gates of some destinations changed: all else of the row stays, and the row itself if nothing differs. */
function mendedRow(
  overlay: Overlay,
  source: Workload,
  entered: { readonly list: readonly Workload[]; readonly ids: ReadonlySet<WorkloadId> },
  old: Row,
  changes: ConnectionChange[],
): Row {
  const fresh = judgeRow(overlay, source, entered.list, (id) => findConnection(old, id), changes);
  const was = old.filter(({ destination }) => entered.ids.has(destination));
  if (was.length === fresh.length && fresh.every((connection, at) => connection === was[at])) return old;
  const kept = old.filter(({ destination }) => !entered.ids.has(destination));
  return [...kept, ...fresh].sort((a, b) => (a.destination < b.destination ? -1 : 1));
}

function judgeRow(
  overlay: Overlay,
  source: Workload,
  destinations: readonly Workload[],
  known: (id: WorkloadId) => Connection | undefined,
  changes: ConnectionChange[],
): Connection[] {
  const was = connector(overlay.base, source);
  const is = connector(overlay.after, source);
  const fresh: Connection[] = [];
  const openOut = isOpen(overlay.after, source, 'egress');
  for (const destination of destinations) {
    if (destination === source) continue;
    const [before, after] = [was(destination), is(destination)];
    const open = openOut && isOpen(overlay.after, destination, 'ingress');
    if (before.ports !== after.ports) addChange(overlay, source, destination, before, after, open, changes);
    if (after.ports === overlay.after.ports.none || open) continue;
    fresh.push(reuse(overlay.after, known(destination.id), source, destination, after));
  }
  return fresh;
}

/** Rows are sorted by destination. */
function findConnection(row: Row, destination: WorkloadId): Connection | undefined {
  let [from, to] = [0, row.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const found = row[middle] as Connection;
    if (found.destination === destination) return found;
    if (found.destination < destination) from = middle + 1;
    else to = middle;
  }
  return undefined;
}

function reuse(
  { ports }: Compiled,
  known: Connection | undefined,
  source: Workload,
  destination: Workload,
  pair: PairPorts,
): Connection {
  const connections = ports.connections(pair.ports);
  if (known && known.partial === pair.partial && equal(known.ports, connections)) return known;
  return {
    source: source.id,
    destination: destination.id,
    ports: connections,
    admission: 'rule',
    partial: pair.partial,
  };
}

function addChange(
  overlay: Overlay,
  source: Workload,
  destination: Workload,
  before: PairPorts,
  after: PairPorts,
  openAfter: boolean,
  changes: ConnectionChange[],
): void {
  const { base, after: now, edited } = overlay;
  const { ports } = base;
  const [was, is] = [ports.connections(before.ports), ports.connections(after.ports)];
  // Two inner sets may differ in the family of the traffic alone.
  if (equal(was, is)) return;
  const gained = ports.subtract(after.ports, before.ports);
  const lost = ports.subtract(before.ports, after.ports);
  const rules = (compiled: Compiled, what: PortSet) =>
    what === ports.none ? [] : rulesBetween(compiled, source, destination, what);
  const openBefore = isOpen(base, source, 'egress') && isOpen(base, destination, 'ingress');
  const open = after.ports === ports.none ? openBefore : openAfter;
  changes.push({
    source: source.id,
    destination: destination.id,
    before: was,
    after: is,
    admission: open ? 'open' : 'rule',
    rules: distinctRules([...rules(now, gained), ...rules(base, lost)]),
    isolatedBy:
      lost === ports.none ? [] : policiesAgainst(now, source, destination, lost).filter((id) => edited.has(id)),
  });
}

function regate(
  compiled: Compiled,
  reach: WorkloadReach,
  workload: Workload,
  ingress: boolean,
  egress: boolean,
): WorkloadReach {
  if (!ingress && !egress) return reach;
  return {
    ...reach,
    ingress: ingress ? toGate(compiled, workload, 'ingress') : reach.ingress,
    egress: egress ? toGate(compiled, workload, 'egress') : reach.egress,
  };
}

function isolationChanges(before: readonly WorkloadReach[], after: readonly WorkloadReach[]): IsolationChange[] {
  return before.flatMap((old, at) => {
    const now = after[at];
    if (!now || now === old) return [];
    return (['ingress', 'egress'] as const).flatMap((direction): IsolationChange[] => {
      const [was, is] = [old[direction], now[direction]];
      if (is.isolated === was.isolated) return [];
      const becomes = is.isolated === 'no' || was.isolated === 'yes' ? 'open' : 'isolated';
      return [{ workload: old.id, direction, becomes, peersBefore: was.peers, peersAfter: is.peers }];
    });
  });
}

function dnsChanges(before: WorkloadLevel, after: WorkloadLevel): ReachabilityDiff['dns'] {
  const [had, has] = [workloadsWithDns(before, 'UDP'), workloadsWithDns(after, 'UDP')];
  const [hadTcp, hasTcp] = [workloadsWithDns(before, 'TCP'), workloadsWithDns(after, 'TCP')];
  return {
    cut: [...had].filter((id) => !has.has(id)),
    cutOverTcp: [...hadTcp].filter((id) => !hasTcp.has(id) && has.has(id)),
    restored: [...has].filter((id) => !had.has(id)),
  };
}
