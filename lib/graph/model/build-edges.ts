/** Which lines are drawn at rest, and which come on top of them: draft, open and denied pairs on demand. */

import type { Connection, ConnectionChange, Reachability, ReachabilityDiff, WorkloadId } from '#engine';
import { reachabilityShown } from './build-plates.ts';
import { byCodeUnit } from './by-code-unit.ts';
import { edgeLabel, withoutPorts } from './edge-label.ts';
import { foldedStrip } from './folded-strip.ts';
import type { Lens } from './lens.ts';
import type { EdgeKind, MapEdge, MapInput, StripId, UnknownEnd } from './map-model.ts';
import { netsOf } from './nets.ts';
import { type PairState, pairStates } from './pairs.ts';

/** More lines than this say nothing together: gates keep the counts, and lines are drawn for a selection only. */
const MOST_AT_REST = 1000;
const MOST_ON_TOP = 400;
const MOST_DENIED_AT_REST = 120;

function edgeId(kind: EdgeKind, source: StripId, destination: StripId): string {
  return `${kind} ${source} > ${destination}`;
}

function edge(kind: EdgeKind, source: StripId, destination: StripId, label?: string): MapEdge {
  return { id: edgeId(kind, source, destination), source, destination, kind, ...(label ? { label } : {}) };
}

interface Pair {
  readonly source: StripId;
  readonly destination: StripId;
}

const pairKey = (pair: Pair) => `${pair.source} > ${pair.destination}`;

export interface InView {
  readonly strips: ReadonlySet<StripId>;
  readonly lens?: Lens;
}

/** Edges to draw, and how many were left out. */
export interface Drawn {
  readonly edges: readonly MapEdge[];
  readonly leftOut: number;
}

/** Rule edges and rules that admit addresses outside. In Changes view the pairs that stay as they are. */
export function baseEdges(input: MapInput, inView: InView): Drawn {
  const shown = reachabilityShown(input);
  const drafted = input.view === 'changes' ? input.diff : undefined;
  const onTop = new Set([...(drafted?.added ?? []), ...(drafted?.changed ?? [])].map(pairKey));
  const isShown = (each: Connection) => input.shown[each.unknown ? 'unknown' : 'rule'];
  const rules = shown.byRule.filter((each) => isShown(each) && (inView.lens?.touches(each) ?? isIn(inView, each)));
  const kept = readable(rules, MOST_AT_REST, input).filter((each) => isIn(inView, each));
  const edges = kept.filter((each) => !onTop.has(pairKey(each))).map(ruleEdge);
  if (input.shown.unknown) edges.push(...outsideByRule(shown), ...(input.unknownPairs ?? []).map(untold));
  return { edges: sorted(edges, inView), leftOut: rules.length - kept.length };
}

/** Both ends are in view, and at least one for its own sake: between two peers nothing was asked. */
function isIn({ strips, lens }: InView, pair: Pair): boolean {
  if (!strips.has(pair.source) || !strips.has(pair.destination) || pair.source === pair.destination) return false;
  return lens === undefined || lens.touches(pair);
}

/** The pairs, or where they are too many those of the selection. */
function readable<T extends Pair>(pairs: readonly T[], most: number, { selection }: MapInput): readonly T[] {
  if (pairs.length <= most) return pairs;
  if (selection?.type === 'workload') {
    return pairs.filter((each) => each.source === selection.id || each.destination === selection.id);
  }
  return pairs.filter((each) => each.source === selection?.source && each.destination === selection.destination);
}

function ruleEdge(connection: Connection): MapEdge {
  const { source, destination, ports, unknown } = connection;
  return unknown
    ? edge('unknown', source, destination, `? ${edgeLabel(ports)}`)
    : edge('rule', source, destination, edgeLabel(ports));
}

/** Whether it goes through hangs on policies that nobody here may read. */
function untold({ workload, namespace, direction }: UnknownEnd): MapEdge {
  const hidden = foldedStrip(namespace);
  const [source, destination] = direction === 'egress' ? [workload, hidden] : [hidden, workload];
  return edge('unknown', source, destination, '? cannot tell');
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

export function overlayEdges(input: MapInput, inView: InView): Drawn {
  if (!input.diff || input.view !== 'changes') {
    return { edges: withCounts(sorted(onDemand(input), inView)), leftOut: deniedLeftOut(input) };
  }
  const [added, removed, changed] = [input.diff.added, input.diff.removed, input.diff.changed].map((list) =>
    list.filter((each) => isIn(inView, each)),
  ) as [ConnectionChange[], ConnectionChange[], ConnectionChange[]];
  const all = [...added, ...removed, ...changed];
  const kept = new Set(readable(all, MOST_ON_TOP, input));
  const of = (list: readonly ConnectionChange[]) => list.filter((each) => kept.has(each));
  const edges = draftEdges({ added: of(added), removed: of(removed), changed: of(changed) });
  return { edges: withCounts(sorted(edges, inView)), leftOut: all.length - kept.size };
}

function draftEdges(diff: Pick<ReachabilityDiff, 'added' | 'removed' | 'changed'>): MapEdge[] {
  return [
    ...diff.added.map((change) => changeEdge('added', change, `+ ${edgeLabel(change.after)}`)),
    ...diff.removed.map((change) => changeEdge('removed', change)),
    ...diff.changed.map((change) => {
      const { before, after } = change;
      const lost = edgeLabel(withoutPorts(before, after));
      if (lost) return changeEdge('changed', change, `${edgeLabel(before)} → ${edgeLabel(after)}`);
      return changeEdge('added', change, `+ ${edgeLabel(withoutPorts(after, before))}`);
    }),
  ];
}

/** What policies of other kinds may decide is drawn as what nobody can tell. */
function changeEdge(kind: EdgeKind, { source, destination, unknown }: ConnectionChange, label?: string): MapEdge {
  if (!unknown) return edge(kind, source, destination, label);
  return edge('unknown', source, destination, kind === 'removed' ? '? may go' : `? ${label}`);
}

function onDemand(input: MapInput): MapEdge[] {
  const shown = reachabilityShown(input);
  const states = pairStates(shown);
  const { selection } = input;
  if (selection?.type === 'edge') {
    const { source, destination } = selection;
    if (source === 'outside' || destination === 'outside') return [outsideEdge(source, destination, shown)];
    const state = states.state(source, destination);
    return state && state !== 'rule' && !states.isByRule(source, destination) ? [edge(state, source, destination)] : [];
  }
  if (selection?.type === 'workload') {
    if (selection.id === 'outside') return input.shown.unknown ? outsideEdges(shown) : [];
    return pairsOf(selection.id, shown, input);
  }
  if (!input.shown.denied || deniedLeftOut(input) > 0) return [];
  const ids = shown.workloads.map((workload) => workload.id);
  return ids.flatMap((source) =>
    ids.filter((id) => states.state(source, id) === 'denied').map((id) => edge('denied', source, id)),
  );
}

/** What no policy lets through is denied, whatever lies outside; whether the rest passes is not known. */
function outsideEdge(source: StripId, destination: StripId, { workloads }: Reachability): MapEdge {
  const [id, direction] = source === 'outside' ? ([destination, 'ingress'] as const) : ([source, 'egress'] as const);
  const gate = workloads.find((workload) => workload.id === id)?.[direction];
  return gate?.outside === 'denied' ? edge('denied', source, destination) : edge('unknown', source, destination, '?');
}

/** Denied pairs that were asked for and are too many to draw without a selection. */
function deniedLeftOut(input: MapInput): number {
  const { denied } = reachabilityShown(input).totals;
  return input.shown.denied && !input.selection && denied > MOST_DENIED_AT_REST ? denied : 0;
}

/** Open and unknown pairs of a selected workload unfold; its denied ones when they are asked for. */
function pairsOf(selected: WorkloadId, shown: Reachability, input: MapInput): MapEdge[] {
  const states = pairStates(shown);
  const wanted = (state: PairState | undefined) =>
    (state === 'open' || state === 'denied' || state === 'unknown') && input.shown[state];
  const edges: MapEdge[] = [];
  for (const { id } of shown.workloads) {
    for (const [source, destination] of [
      [selected, id],
      [id, selected],
    ] as const) {
      const state = states.state(source, destination);
      if (state && wanted(state) && !states.isByRule(source, destination)) edges.push(edge(state, source, destination));
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

function sorted(edges: readonly MapEdge[], inView: InView): MapEdge[] {
  return edges.filter((each) => isIn(inView, each)).sort((a, b) => byCodeUnit(a.id, b.id));
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
