/** The map of a cluster whose workloads are too many to be read: one strip a namespace, lines between namespaces. */

import { type Reachability, type WorkloadReach, workloadNamespace } from '#engine';
import { reachabilityShown } from './build-plates.ts';
import { byCodeUnit } from './by-code-unit.ts';
import { foldedStrip, namespaceOfStrip } from './folded-strip.ts';
import { UNKNOWN_GATE } from './gate-marks.ts';
import { lensOf } from './lens.ts';
import type { EdgeKind, Fold, GateMark, MapEdge, MapInput, MapModel, Plate, Strip, StripId } from './map-model.ts';

/** With more namespaces or lines than this those of one namespace alone are drawn, when it is selected. */
const MOST_WITH_LINES = 60;
const MOST_LINES = 60;

/** Nothing is left out but lines, and those are counted: every namespace in view has a strip, also without pods. */
export function foldedModel(input: MapInput): MapModel {
  const shown = reachabilityShown(input);
  const members = Map.groupBy(shown.workloads, ({ namespace }) => namespace);
  const lens = lensOf(input);
  const besides = new Set([...(lens?.peers ?? [])].map(workloadNamespace));
  const isSeen = (name: string) => !lens || lens.isChosen(name) || besides.has(name) || lens.unread.has(name);
  const known = new Map(input.namespaces.map((namespace) => [namespace.name, namespace.unreadable ?? false]));
  for (const name of members.keys()) if (!known.has(name)) known.set(name, false);
  const names = [...known.keys()].filter(isSeen).sort(byCodeUnit);
  const moves = movesOf(input);
  const counts = admittedPairs(shown);
  const plates = names.map((name) => {
    const fold = foldOf(members.get(name) ?? [], counts.get(pairKey(name, name)) ?? 0, known.get(name) ?? false, input);
    const { gained = 0, lost = 0 } = moves.perNamespace.get(name) ?? {};
    return plateOf(stripOf(name, { ...fold, gained, lost }, members.get(name) ?? []));
  });
  const inView: Seen = { names: new Set(names), isChosen: lens?.isChosen ?? (() => true) };
  const all = edgesOf(counts, members, inView, input);
  const drawn = readable(all, names.length, input);
  return {
    folded: true,
    plates: [...plates, plateOf(OUTSIDE)],
    edges: drawn,
    overlay: moves.edges.filter((each) => isIn(inView, nameOf(each.source), nameOf(each.destination))),
    ...(drawn.length < all.length && { leftOut: { atRest: all.length - drawn.length, onTop: 0 } }),
  };
}

const OUTSIDE: Strip = {
  id: 'outside',
  plate: ':outside',
  name: 'Internet',
  kind: 'Internet',
  detail: '0.0.0.0/0',
  port: '',
  ingress: UNKNOWN_GATE,
  egress: UNKNOWN_GATE,
  fold: {
    workloads: 0,
    judged: 0,
    closed: { ingress: 0, egress: 0 },
    inside: 0,
    gained: 0,
    lost: 0,
    unknown: true,
    minimum: false,
  },
};

/** A plate without a frame: it is its strip. */
function plateOf(strip: Strip): Plate {
  const kind = strip.id === 'outside' ? 'outside' : strip.fold?.unknown ? 'unreadable' : 'namespace';
  return { id: strip.plate, kind, title: '', policies: '', policyCount: 0, strips: [strip], lines: [] };
}

function stripOf(name: string, fold: Fold, workloads: readonly WorkloadReach[]): Strip {
  const mark = (direction: 'ingress' | 'egress'): GateMark => {
    if (fold.unknown) return UNKNOWN_GATE;
    const closed = fold.closed[direction];
    const judged = workloads.filter(({ hostNetwork }) => !hostNetwork);
    const isUnknown = judged.some((workload) => workload[direction].unknown);
    return {
      text: '',
      tone: isUnknown ? 'unknown' : closed > 0 ? 'rule' : fold.judged > 0 ? 'open' : 'muted',
      wall: closed === 0 ? 'none' : closed === fold.judged ? 'solid' : 'part',
      halo: !isUnknown && judged.some((workload) => workload[direction].isolated === 'no'),
    };
  };
  const detail = `${fold.workloads} ${fold.workloads === 1 ? 'workload' : 'workloads'}`;
  const gates = { ingress: mark('ingress'), egress: mark('egress') };
  return { id: foldedStrip(name), plate: name, name, kind: 'Namespace', detail, port: '', ...gates, fold };
}

function foldOf(
  workloads: readonly WorkloadReach[],
  inside: number,
  unknown: boolean,
  { lowerBounds = false }: MapInput,
): Omit<Fold, 'gained' | 'lost'> {
  const judged = workloads.filter(({ hostNetwork }) => !hostNetwork);
  const closed = (direction: 'ingress' | 'egress') =>
    judged.filter((workload) => workload[direction].isolated !== 'no').length;
  return {
    workloads: workloads.length,
    judged: judged.length,
    closed: { ingress: closed('ingress'), egress: closed('egress') },
    inside,
    unknown,
    minimum: lowerBounds === true,
  };
}

const pairKey = (source: string, destination: string) => `${source} > ${destination}`;

/** Pairs of workloads that rules admit, by their namespaces. */
function admittedPairs(shown: Reachability): ReadonlyMap<string, number> {
  const namespaceOf = new Map(shown.workloads.map(({ id, namespace }) => [id, namespace]));
  const counts = new Map<string, number>();
  for (const { source, destination } of shown.byRule) {
    const key = pairKey(namespaceOf.get(source) ?? '', namespaceOf.get(destination) ?? '');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function edgesOf(
  counts: ReadonlyMap<string, number>,
  members: ReadonlyMap<string, readonly WorkloadReach[]>,
  inView: Seen,
  { shown }: MapInput,
): MapEdge[] {
  const size = (name: string) => members.get(name)?.filter(({ hostNetwork }) => !hostNetwork).length ?? 0;
  /** Policies of kinds that are not judged concern all workloads of a namespace alike. */
  const isUnknown = (name: string) => members.get(name)?.some(({ ingress }) => ingress.unknown) === true;
  const edges: MapEdge[] = [];
  for (const [key, admitted] of counts) {
    const [from = '', to = ''] = key.split(' > ');
    if (from === to || !isIn(inView, from, to)) continue;
    const of = size(from) * size(to);
    const kind = isUnknown(from) || isUnknown(to) ? 'unknown' : 'rule';
    if (!shown[kind]) continue;
    edges.push({ ...edge(kind, from, to), share: admitted >= of ? 'all' : 'some', pairs: { admitted, of } });
  }
  return edges.sort((a, b) => byCodeUnit(a.id, b.id));
}

function edge(kind: EdgeKind, from: string, to: string): MapEdge {
  const [source, destination] = [foldedStrip(from), foldedStrip(to)];
  return { id: `${kind} ${source} > ${destination}`, kind, source, destination };
}

/** All lines of a small map; of a large one those of the selection. */
function readable(edges: readonly MapEdge[], namespaces: number, { selection, shownNamespace }: MapInput) {
  if (namespaces <= MOST_WITH_LINES && edges.length <= MOST_LINES) return edges;
  const chosen = shownNamespace ?? (selection?.type === 'workload' ? workloadNamespace(selection.id) : undefined);
  const strip = chosen === undefined ? undefined : foldedStrip(chosen);
  return edges.filter(({ source, destination }) => source === strip || destination === strip);
}

interface Moves {
  readonly perNamespace: ReadonlyMap<string, { readonly gained: number; readonly lost: number }>;
  readonly edges: readonly MapEdge[];
}

/** What a draft changes, by namespaces: in Changes view alone. */
function movesOf({ diff, view }: MapInput): Moves {
  const perNamespace = new Map<string, { gained: number; lost: number }>();
  if (!diff || view !== 'changes') return { perNamespace, edges: [] };
  const lines = new Map<string, { kind: 'added' | 'removed'; from: string; to: string; count: number }>();
  for (const [kind, list] of [['added', diff.added] as const, ['removed', diff.removed] as const]) {
    for (const { source, destination } of list) {
      const [from, to] = [workloadNamespace(source), workloadNamespace(destination)];
      for (const name of new Set([from, to])) {
        const moves = perNamespace.get(name) ?? { gained: 0, lost: 0 };
        moves[kind === 'added' ? 'gained' : 'lost']++;
        perNamespace.set(name, moves);
      }
      const key = `${kind} ${pairKey(from, to)}`;
      const line = lines.get(key) ?? { kind, from, to, count: 0 };
      line.count++;
      if (from !== to) lines.set(key, line);
    }
  }
  const edges = [...lines.values()].map(({ kind, from, to, count }) => ({
    ...edge(kind, from, to),
    label: `${kind === 'added' ? '+' : '−'}${count}`,
  }));
  return { perNamespace, edges: edges.sort((a, b) => byCodeUnit(a.id, b.id)) };
}

interface Seen {
  readonly names: ReadonlySet<string>;
  readonly isChosen: (namespace: string) => boolean;
}

function isIn({ names, isChosen }: Seen, from: string, to: string): boolean {
  return names.has(from) && names.has(to) && (isChosen(from) || isChosen(to));
}

function nameOf(strip: StripId): string {
  return namespaceOfStrip(strip) ?? '';
}
