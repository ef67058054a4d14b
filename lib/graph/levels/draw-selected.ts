/** All lines of what is selected, none left out but over the budget: those from and to rails too. */

import type { Connection } from '#engine';
import { workloadNamespace } from '#engine';
import type { LevelFacts } from '../counts/level-facts.ts';
import { routeOverlay } from '../lanes/route-overlay.ts';
import { foldedStrip } from '../model/folded-strip.ts';
import type { Placement, Rect } from '../model/geometry.ts';
import type { MapEdge } from '../model/map-model.ts';
import type { Drawn } from './draw-groups.ts';
import { withinBudget } from './line-budget.ts';
import { type LineEdge, lineMarks } from './line-marks.ts';
import type { LineMark } from './picture.ts';
import { atRails, type RailStop, railStop } from './rail-stops.ts';

export interface SelectedLines {
  readonly lines: readonly LineMark[];
  /** Of so many, with those that the level draws by itself. */
  readonly all: number;
}

const NO_LINES: SelectedLines = { lines: [], all: 0 };

/** Of a namespace, or of one that stands on a rail: those that the level does not draw already. */
export function drawSelectedNamespace(name: string, facts: LevelFacts, drawn: Drawn): SelectedLines {
  const { namespaces, namespaceIndex } = facts.fold.census;
  const own = namespaceIndex.get(name);
  const rails = new Set([...facts.rails.top, ...facts.rails.foot]);
  const end = (at: number) => {
    const each = namespaces[at] ?? '';
    if (rails.has(each)) return railEnd(each);
    const strip = foldedStrip(each);
    return drawn.placement.strips.has(strip) ? strip : (facts.namespaces.get(each)?.group ?? strip);
  };
  const drawnAlready = new Set(drawn.picture.lines.map(({ id }) => id));
  const edges = new Map<string, LineEdge>();
  let already = 0;
  for (const { from, to, pairs, of } of facts.lines) {
    if (from !== own && to !== own) continue;
    const [source, destination] = [end(from), end(to)];
    if (source === destination) continue;
    const id = `selected ${source} > ${destination}`;
    const known = edges.get(id);
    const edge: MapEdge = { id, kind: 'rule', source, destination };
    if (
      source.startsWith(STRIP) &&
      destination.startsWith(STRIP) &&
      drawnAlready.has(`rule ${source} > ${destination}`)
    ) {
      already++;
      continue;
    }
    const line: LineEdge = { edge, pairs, lines: 1, share: of > 0 && pairs >= of ? 'all' : 'some' };
    edges.set(id, known ? { ...known, pairs: known.pairs + pairs, lines: known.lines + 1, share: 'some' } : line);
  }
  const { lines, all } = draw([...edges.values()], drawn);
  return { lines, all: all + already };
}

/** Of a workload, to the first of its peers in each namespace: its peers are framed, each of them. */
export function drawSelectedWorkload(
  id: string,
  byRule: readonly Connection[],
  facts: LevelFacts,
  drawn: Drawn,
): SelectedLines {
  const rails = new Set([...facts.rails.top, ...facts.rails.foot]);
  const edges = new Map<string, LineEdge>();
  for (const { source, destination } of byRule) {
    if (source !== id && destination !== id) continue;
    const other = source === id ? destination : source;
    const namespace = workloadNamespace(other);
    const key = `${source === id ? 'to' : 'from'} ${namespace}`;
    const known = edges.get(key);
    if (known) {
      edges.set(key, { ...known, pairs: known.pairs + 1 });
      continue;
    }
    const end = rails.has(namespace) ? railEnd(namespace) : other;
    const [from, to] = source === id ? [id, end] : [end, id];
    const edge: MapEdge = { id: `selected ${from} > ${to}`, kind: 'rule', source: from, destination: to };
    edges.set(key, { edge, pairs: 1, lines: 1, share: 'some' });
  }
  return draw([...edges.values()], drawn);
}

const STRIP = foldedStrip('');
const RAIL = 'rail ';
const railEnd = (name: string) => `${RAIL}${name}`;

function draw(edges: readonly LineEdge[], drawn: Drawn): SelectedLines {
  if (edges.length === 0) return NO_LINES;
  const { kept } = withinBudget(edges);
  const rails: RailStop[] = [];
  const moved = kept.flatMap((line): LineEdge[] => {
    const edge = onRails(line.edge, drawn, rails);
    return edge === undefined ? [] : [{ ...line, edge }];
  });
  const placement = withRails(drawn.placement, rails);
  const routes = routeOverlay(
    moved.map(({ edge }) => edge),
    placement,
    drawn.picture.routes,
  );
  const rects = new Map(rails.map(({ id, rect }) => [id, rect]));
  const lines = lineMarks(
    moved,
    routes.map((route) => atRails(route, rects)),
  );
  return { lines, all: edges.length };
}

/** Ends at rails become stops at the street where the line meets them; undefined where an end is not on the map. */
function onRails(edge: MapEdge, { picture, placement }: Drawn, rails: RailStop[]): MapEdge | undefined {
  const railOf = (end: string) =>
    end.startsWith(RAIL) ? picture.rails.find(({ name }) => railEnd(name) === end) : undefined;
  const [from, to] = [railOf(edge.source), railOf(edge.destination)];
  const [source, target] = [placement.streets.stops.get(edge.source), placement.streets.stops.get(edge.destination)];
  const stop =
    from && target
      ? railStop(from, target, true, placement)
      : to && source
        ? railStop(to, source, false, placement)
        : undefined;
  if (stop) rails.push(stop);
  const known = (end: string, rail: unknown) => (rail ? stop?.id : placement.strips.has(end) ? end : undefined);
  const [a, b] = [known(edge.source, from), known(edge.destination, to)];
  return a === undefined || b === undefined || (from && to) ? undefined : { ...edge, source: a, destination: b };
}

function withRails(placement: Placement, rails: readonly RailStop[]): Placement {
  if (rails.length === 0) return placement;
  const strips = new Map<string, Rect>(placement.strips);
  const stops = new Map(placement.streets.stops);
  for (const { id, rect, stop } of rails) {
    strips.set(id, rect);
    stops.set(id, stop);
  }
  return { ...placement, strips, streets: { ...placement.streets, stops } };
}
