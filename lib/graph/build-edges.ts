/** Which lines are drawn at rest, and which come on top of them: draft, open and denied pairs on demand. */

import type { Connection, Reachability, ReachabilityDiff, WorkloadId } from '#engine';
import { shownState } from './build-plates.ts';
import { byCodeUnit } from './by-code-unit.ts';
import { edgeLabel, withoutPorts } from './edge-label.ts';
import type { EdgeKind, MapEdge, MapInput, StripId } from './map-model.ts';
import { netsOf } from './nets.ts';
import { pairStates } from './pairs.ts';

/** More denied lines than this are not drawn without a selection: the matrix is the form for that many. */
const MOST_DENIED_AT_REST = 120;

export function edgeId(kind: EdgeKind, source: StripId, destination: StripId): string {
  return `${kind} ${source} > ${destination}`;
}

function edge(kind: EdgeKind, source: StripId, destination: StripId, label?: string): MapEdge {
  return { id: edgeId(kind, source, destination), source, destination, kind, ...(label ? { label } : {}) };
}

const pairKey = (pair: { readonly source: string; readonly destination: string }) =>
  `${pair.source} > ${pair.destination}`;

/** Rule edges and rules that admit addresses outside. In Changes view the pairs that stay, not those that come or go. */
export function baseEdges(input: MapInput, inView: ReadonlySet<StripId>): MapEdge[] {
  const shown = shownState(input);
  const coming = new Set(input.diff && input.view === 'changes' ? input.diff.added.map(pairKey) : []);
  const edges: MapEdge[] = [];
  if (input.shown.rule) {
    for (const connection of shown.byRule) {
      if (!coming.has(pairKey(connection))) edges.push(ruleEdge(connection));
    }
  }
  if (input.shown.unknown) edges.push(...outsideByRule(shown));
  return sorted(edges, inView);
}

function ruleEdge(connection: Connection): MapEdge {
  return edge('rule', connection.source, connection.destination, edgeLabel(connection.ports));
}

/** A rule names addresses: that is an intention worth a line, though what lies beyond is not read. */
function outsideByRule(shown: Reachability): MapEdge[] {
  const edges: MapEdge[] = [];
  for (const workload of shown.workloads) {
    if (workload.hostNetwork) continue;
    if (workload.ingress.outside === 'rule') edges.push(edge('unknown', 'outside', workload.id, '?'));
    if (workload.egress.outside === 'rule') edges.push(edge('unknown', workload.id, 'outside', '?'));
  }
  return edges;
}

export function overlayEdges(input: MapInput, base: readonly MapEdge[], inView: ReadonlySet<StripId>): MapEdge[] {
  const edges = input.diff && input.view === 'changes' ? draftEdges(input.diff) : onDemand(input);
  const drawn = new Set(base.map((each) => each.id));
  return withCounts(
    sorted(
      edges.filter((each) => !drawn.has(each.id)),
      inView,
    ),
  );
}

function draftEdges(diff: ReachabilityDiff): MapEdge[] {
  const edges: MapEdge[] = [];
  for (const { source, destination, after } of diff.added) {
    edges.push(edge('added', source, destination, `+ ${edgeLabel(after)}`));
  }
  for (const { source, destination } of diff.removed) edges.push(edge('removed', source, destination));
  for (const { source, destination, before, after } of diff.changed) {
    const gained = edgeLabel(withoutPorts(after, before));
    const lost = edgeLabel(withoutPorts(before, after));
    if (gained) edges.push(edge('added', source, destination, `+ ${gained}`));
    if (lost) edges.push(edge('removed', source, destination, `− ${lost}`));
  }
  return edges;
}

function onDemand(input: MapInput): MapEdge[] {
  const shown = shownState(input);
  const states = pairStates(shown);
  const { selection } = input;
  if (selection?.type === 'edge') {
    const { source, destination } = selection;
    if (source === 'outside' || destination === 'outside') return [edge('unknown', source, destination, '?')];
    const state = states.state(source, destination);
    return state && state !== 'rule' ? [edge(state, source, destination)] : [];
  }
  if (selection?.type === 'workload') {
    if (selection.id === 'outside') return input.shown.unknown ? outsideEdges(shown) : [];
    return pairsOf(selection.id, shown, input);
  }
  if (!input.shown.denied || shown.totals.denied > MOST_DENIED_AT_REST) return [];
  const ids = shown.workloads.map((workload) => workload.id);
  return ids.flatMap((source) =>
    ids.filter((id) => states.state(source, id) === 'denied').map((id) => edge('denied', source, id)),
  );
}

/** Open pairs of a selected workload unfold; its denied ones when they are asked for. */
function pairsOf(selected: WorkloadId, shown: Reachability, input: MapInput): MapEdge[] {
  const states = pairStates(shown);
  const wanted = (state: string | undefined) =>
    (state === 'open' && input.shown.open) || (state === 'denied' && input.shown.denied);
  const edges: MapEdge[] = [];
  for (const { id } of shown.workloads) {
    for (const [source, destination] of [
      [selected, id],
      [id, selected],
    ] as const) {
      const state = states.state(source, destination);
      if (state && wanted(state)) edges.push(edge(state, source, destination));
    }
  }
  return edges;
}

/** Everything network policy lets pass between the outside and a workload: whether it does pass is not known. */
function outsideEdges(shown: Reachability): MapEdge[] {
  const edges: MapEdge[] = [];
  for (const workload of shown.workloads) {
    if (workload.hostNetwork) continue;
    if (workload.ingress.outside !== 'denied') edges.push(edge('unknown', 'outside', workload.id));
    if (workload.egress.outside !== 'denied') edges.push(edge('unknown', workload.id, 'outside'));
  }
  return edges;
}

function sorted(edges: readonly MapEdge[], inView: ReadonlySet<StripId>): MapEdge[] {
  return edges
    .filter((each) => inView.has(each.source) && inView.has(each.destination) && each.source !== each.destination)
    .sort((a, b) => byCodeUnit(a.id, b.id));
}

/** One tag a star of lines that say nothing of ports: `8 open`, `9 denied`, `−9`. */
function withCounts(edges: readonly MapEdge[]): MapEdge[] {
  const nets = netsOf(edges);
  const counts = new Map<string, number>();
  edges.forEach((each, i) => {
    const key = nets[i]?.key ?? '';
    if (!each.label) counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  return edges.map((each, i) =>
    each.label ? each : { ...each, label: countText(each.kind, counts.get(nets[i]?.key ?? '') ?? 1) },
  );
}

function countText(kind: EdgeKind, count: number): string {
  if (kind === 'removed') return `−${count}`;
  return kind === 'unknown' ? `${count} ?` : `${count} ${kind}`;
}
