/**
 * Namespaces as strips: of all groups, or of one that is opened while the others stay folded round it. Up to the budget
 * every line between namespaces is drawn; beyond, those of groups, and they end at the plates.
 */

import type { LevelFacts } from '../counts/level-facts.ts';
import { route } from '../lanes/route.ts';
import { foldedStrip } from '../model/folded-strip.ts';
import type { Rect } from '../model/geometry.ts';
import { cellsInPlate } from './cells-in-plate.ts';
import { type DrawInput, type Drawn, groupEdges } from './draw-groups.ts';
import { type GridAxes, plateRect } from './grid-streets.ts';
import { levelAxes } from './level-axes.ts';
import { MOST_LINES, withinBudget } from './line-budget.ts';
import { type LineEdge, lineMarks } from './line-marks.ts';
import type { GridCell, LevelMemory } from './memory.ts';
import { openPlacement, type StripColumns, type StripStop } from './open-plates.ts';
import type { NamespaceMark, PlateMark } from './picture.ts';
import { railMarks } from './rail-marks.ts';
import { byFlow, inOrder } from './strip-columns.ts';
import {
  heightForStrips,
  legibleFrom,
  type StripFigures,
  stripFigures,
  stripRect,
  stripSpans,
} from './strips-in-plate.ts';

const HALF_GATE = 22;
/** Lanes that lines of namespaces want more than those of groups, where all of them are drawn. */
const MORE_LANES = 4;
const FEW = 60;

interface Laid {
  readonly plates: PlateMark[];
  readonly marks: NamespaceMark[];
  readonly ends: StripStop[];
  readonly columns: readonly StripColumns[];
  readonly legibleFrom: number;
}

export function drawNamespaces(input: DrawInput): Drawn {
  const { facts, memory, viewport } = input;
  const all = namespaceEdges(facts, () => true);
  const count = facts.groups.reduce((sum, { namespaces }) => sum + namespaces.length, 0);
  const drawAll = all.length <= MOST_LINES && count <= FEW;
  const most = Math.max(1, ...facts.groups.map(({ id }) => memory.order[id]?.length ?? 0));
  const wished = count <= FEW ? heightForStrips(most) : undefined;
  const axes = levelAxes(memory, viewport, undefined, drawAll ? MORE_LANES : 0, wished);
  return finish(
    input,
    axes,
    layAll(facts, memory, axes, count <= FEW ? ['strip', 'line'] : ['line']),
    drawAll ? all : groupEdges(facts),
  );
}

/** Undefined where the group is not on the map. */
export function drawOpenGroup(input: DrawInput, open: string): Drawn | undefined {
  const { facts, memory, viewport } = input;
  const cell = memory.cells[open];
  const group = facts.groups.find(({ id }) => id === open);
  if (!cell || !group) return undefined;
  const axes = levelAxes(memory, viewport, cell);
  const own = new Set(group.namespaces);
  const within = namespaceEdges(facts, (name) => own.has(name));
  const edges = folded(within, facts, open);
  return finish(input, axes, layLens(facts, memory, axes, open, cell), edges, facts.groupLines.length);
}

function finish(
  { facts, memory, viewport, previous }: DrawInput,
  axes: GridAxes,
  laid: Laid,
  edges: readonly LineEdge[],
  all = edges.length,
): Drawn {
  const { kept, rest } = withinBudget(edges);
  const used = new Set(kept.flatMap(({ edge }) => [edge.source, edge.destination]));
  // Ports fit the ends that lines have: gates of plates have more room than those of strips of one line.
  const base = openPlacement(axes, laid.columns, laid.ends.filter(({ id }) => used.has(id)).map(asLow));
  const placement = openPlacement(axes, laid.columns, laid.ends.map(asLow));
  const routes = route(
    kept.map(({ edge }) => edge),
    base,
    previous,
  );
  const ofOthers = Math.max(0, all - edges.length);
  return {
    placement,
    picture: {
      level: 'namespaces',
      size: viewport,
      plates: laid.plates,
      marks: laid.marks,
      headings: [],
      workloads: [],
      rails: railMarks(
        memory.rails,
        viewport,
        facts.railFacts.some(({ fromOutside }) => fromOutside),
      ),
      lines: lineMarks(kept, routes),
      inGates: rest.length + ofOthers,
      legibleFrom: laid.legibleFrom,
      routes,
    },
  };
}

/** Beside strips of one line the gates of plates are no larger than theirs. */
function asLow(end: StripStop, _at: number, all: readonly StripStop[]): StripStop {
  const lowest = Math.min(...all.map(({ rect }) => rect.height));
  const { rect } = end;
  return { ...end, rect: { ...rect, y: rect.y + (rect.height - lowest) / 2, height: lowest } };
}

function stopsOf({ groups }: LevelFacts, { cells }: LevelMemory): { id: string; cell: GridCell }[] {
  return groups.flatMap(({ id }) => {
    const cell = cells[id];
    return cell ? [{ id, cell }] : [];
  });
}

function layAll(facts: LevelFacts, memory: LevelMemory, axes: GridAxes, looks: readonly ('strip' | 'line')[]): Laid {
  const stops = stopsOf(facts, memory);
  const most = Math.max(1, ...stops.map(({ id }) => memory.order[id]?.length ?? 0));
  const first = plateRect(axes, 0, 0);
  const figures = stripFigures(first, most, looks);
  const columns = axes.columns.plates.map((plate) => ({ strips: stripSpans(plate, figures) }));
  const laid: Laid = { plates: [], marks: [], ends: [], columns, legibleFrom: legibleFrom(figures) };
  for (const { id, cell } of stops) {
    const rect = plateRect(axes, cell.column, cell.row);
    laid.plates.push({ id, rect, state: 'open', histogram: false, words: 0, gate: 14 });
    laid.ends.push(plateEnd(id, rect, cell));
    layStrips(laid, inOrder(memory.order[id] ?? [], figures.columns), rect, cell, figures);
  }
  return laid;
}

function layLens(facts: LevelFacts, memory: LevelMemory, axes: GridAxes, open: string, at: GridCell): Laid {
  const order = memory.order[open] ?? [];
  const box = plateRect(axes, at.column, at.row);
  const figures = stripFigures(box, order.filter(Boolean).length, ['strip', 'line']);
  const spread = { ...figures, columns: Math.max(figures.columns, wideColumns(box, order.length)) };
  const columns = axes.columns.plates.map((plate, column) => ({
    strips: column === at.column ? stripSpans(plate, spread) : [],
  }));
  const laid: Laid = { plates: [], marks: [], ends: [], columns, legibleFrom: legibleFrom(spread) };
  for (const { id, cell } of stopsOf(facts, memory)) {
    const rect = plateRect(axes, cell.column, cell.row);
    if (id === open) {
      laid.plates.push({ id, rect, state: 'open', histogram: false, words: 0, gate: 14 });
      layStrips(laid, byFlow(order, spread.columns, facts), rect, cell, spread);
      continue;
    }
    const content = cellsInPlate(rect, memory.order[id] ?? [], true);
    laid.plates.push({ id, rect, state: 'folded', ...content.plate });
    laid.marks.push(...content.marks);
    const end = plateEnd(id, rect, cell);
    laid.ends.push(cell.row === at.row ? besideStrips(end, box, spread) : end);
  }
  return laid;
}

/** In the row of the opened group gates stand as high as one of its strips: lines meet them straight, or well apart. */
function besideStrips(end: StripStop, box: Rect, figures: StripFigures): StripStop {
  const first = stripRect({ from: 0, to: 0 }, box.y, 0, figures);
  const middle = first.y + first.height / 2;
  const row = Math.max(0, Math.round((box.y + box.height / 2 - middle) / figures.pitch));
  return {
    ...end,
    rect: { ...end.rect, y: middle + row * figures.pitch - figures.height / 2, height: figures.height },
  };
}

/** An opened group shows who sends to whom: three columns where it is wide enough. */
function wideColumns({ width }: Rect, count: number): number {
  return Math.min(count < 3 ? 1 : 3, Math.max(1, Math.floor(width / 150)));
}

function plateEnd(id: string, rect: Rect, { column, row }: GridCell): StripStop {
  const y = rect.y + rect.height / 2;
  return { id, rect: { ...rect, y: y - HALF_GATE, height: 2 * HALF_GATE }, column, row, strip: undefined };
}

function layStrips(
  laid: Laid,
  columns: readonly (readonly string[])[],
  plate: Rect,
  { column, row }: GridCell,
  figures: StripFigures,
): void {
  const spans = stripSpans({ from: plate.x, to: plate.x + plate.width }, figures);
  columns.forEach((names, strip) => {
    const span = spans[strip];
    names.forEach((namespace, at) => {
      if (namespace === '' || !span) return;
      const rect = stripRect(span, plate.y, at, figures);
      laid.marks.push({ namespace, rect, look: figures.look });
      laid.ends.push({ id: foldedStrip(namespace), rect, column, row, strip });
    });
  });
}

/** Lines of namespaces that do not stand on rails, of which `isAsked` says yes to one end. */
function namespaceEdges({ lines, fold }: LevelFacts, isAsked: (name: string) => boolean): LineEdge[] {
  const { namespaces } = fold.census;
  return lines.flatMap(({ from, to, pairs, of, place }): LineEdge[] => {
    const [a = '', b = ''] = [namespaces[from], namespaces[to]];
    if (place === 'rail' || !(isAsked(a) || isAsked(b))) return [];
    const [source, destination] = [foldedStrip(a), foldedStrip(b)];
    const edge = { id: `rule ${source} > ${destination}`, kind: 'rule' as const, source, destination };
    return [{ edge, pairs, lines: 1, share: of > 0 && pairs >= of ? 'all' : 'some' }];
  });
}

/** Ends in other groups become those groups, and their lines one. */
function folded(edges: readonly LineEdge[], { grouping, namespaces }: LevelFacts, open: string): LineEdge[] {
  const own = new Set(grouping.groups.find(({ id }) => id === open)?.namespaces.map(foldedStrip));
  const groupOf = new Map([...namespaces.values()].map(({ name, group }) => [foldedStrip(name), group]));
  const ends = (end: string) => (own.has(end) ? end : (groupOf.get(end) ?? end));
  const found = new Map<string, LineEdge>();
  for (const line of edges) {
    const [source, destination] = [ends(line.edge.source), ends(line.edge.destination)];
    const id = `rule ${source} > ${destination}`;
    const known = found.get(id);
    const edge = { ...line.edge, id, source, destination };
    found.set(
      id,
      known ? { ...known, pairs: known.pairs + line.pairs, lines: known.lines + 1, share: 'some' } : { ...line, edge },
    );
  }
  return [...found.values()];
}
