/** Places for a map seen for the first time, or laid out again because the user asked. */

import type { Work } from '../lanes/choose-path.ts';
import { byCodeUnit } from '../model/by-code-unit.ts';
import type { Metrics, PlacementMemory, Viewport } from '../model/geometry.ts';
import type { MapModel, Plate } from '../model/map-model.ts';
import { DEFAULT_STREETS, LAYOUT_VERSION } from './arrange.ts';
import { type Call, callsOf, plateOfStrip } from './calls.ts';
import { type Block, foldColumns } from './columns.ts';
import { type Cell, columnWidth, innerColumnsOf, plateHeight, rowsOf, type Slot } from './plate-figures.ts';
import type { Arc } from './rank.ts';
import { addUtilities, type Grid, orderRows } from './rows.ts';
import { slotsIn } from './slots.ts';
import { streetWidths } from './street-widths.ts';

/** A sink used by this many namespaces, and by half of them, says nothing of rank. */
const COMMON_SINK = 4;

export function placeAnew(model: MapModel, metrics: Metrics, viewport: Viewport, work: Work): PlacementMemory {
  const calls = callsOf(model);
  const slots = new Map<string, Slot>();
  const plates = [...model.plates].sort((a, b) => byCodeUnit(a.id, b.id));
  for (const plate of plates) for (const [id, slot] of slotsIn(plate, calls)) slots.set(id, slot);
  const corner = plates.find((plate) => plate.kind === 'outside');
  const movable = plates.filter((plate) => plate !== corner);
  const arcs = plateArcs(model, movable, calls);
  const heightOf = (plate: Plate) => plateHeight(rowsOf(plate, slots), plate.lines.length, metrics);
  const blocks = movable.map(
    (plate, i): Block => ({
      id: plate.id,
      height: heightOf(plate),
      inner: innerColumnsOf(plate, slots),
      utility: isUtility(plate, i, arcs, movable),
    }),
  );
  const cornerHeight = corner ? heightOf(corner) : 0;
  const grid = gridOf(blocks, arcs, cornerHeight, metrics, viewport);
  const cells: Record<string, Cell> = corner ? { [corner.id]: { column: 0, band: 0 } } : {};
  grid.forEach((column, c) => {
    column.forEach((node, band) => {
      const block = node === undefined ? undefined : blocks[node];
      if (block) cells[block.id] = { column: c, band };
    });
  });
  const memory: PlacementMemory = {
    version: LAYOUT_VERSION,
    cells,
    slots: Object.fromEntries(slots),
    streets: {},
    bands: bandHeights(grid, blocks, cornerHeight),
    columns: grid.map((column) => Math.max(1, ...column.map((node) => blocks[node ?? -1]?.inner ?? 1))),
  };
  return { ...memory, streets: streetWidths(model, metrics, memory, viewport, work) };
}

function gridOf(
  blocks: readonly Block[],
  arcs: readonly Arc[],
  corner: number,
  metrics: Metrics,
  viewport: Viewport,
): Grid {
  const { inner, upright, level } = DEFAULT_STREETS;
  const widths = [columnWidth(1, 0, metrics), columnWidth(2, inner, metrics)] as const;
  const folded = foldColumns(blocks, arcs, { widths, street: upright, level, viewport, corner });
  while (folded.length > 1 && folded.at(-1)?.length === 0) folded.pop();
  const plain = arcs.filter((arc) => !blocks[arc.from]?.utility && !blocks[arc.to]?.utility);
  const grid = orderRows(folded, blocks, plain, corner > 0);
  const utilities = blocks.flatMap((block, i) => (block.utility ? [i] : []));
  const last = (i: number) => (blocks[i]?.id.startsWith(':') ? 1 : 0);
  utilities.sort((a, b) => last(a) - last(b) || a - b);
  return addUtilities(grid, utilities, blocks, corner);
}

function bandHeights(grid: Grid, blocks: readonly Block[], corner: number): number[] {
  const bands = grid[0]?.length ?? 1;
  return Array.from({ length: bands }, (_, band) =>
    Math.max(band === 0 ? corner : 0, ...grid.map((column) => blocks[column[band] ?? -1]?.height ?? 0)),
  );
}

/** Calls between different plates of the list, by index; weights of a pair added up. */
function plateArcs(model: MapModel, plates: readonly Plate[], calls: readonly Call[]): Arc[] {
  const index = new Map(plates.map((plate, i) => [plate.id, i]));
  const plateOf = plateOfStrip(model);
  const sums = new Map<number, Arc>();
  for (const call of calls) {
    const from = index.get(plateOf.get(call.source) ?? '');
    const to = index.get(plateOf.get(call.destination) ?? '');
    if (from === undefined || to === undefined || from === to) continue;
    const key = from * plates.length + to;
    sums.set(key, { from, to, weight: (sums.get(key)?.weight ?? 0) + call.weight });
  }
  return [...sums].sort(([a], [b]) => a - b).map(([, arc]) => arc);
}

function isUtility(plate: Plate, node: number, arcs: readonly Arc[], plates: readonly Plate[]): boolean {
  if (plate.kind === 'folded' || plate.id.startsWith('kube-') || plate.strips.length === 0) return true;
  const namespaces = plates.filter((each) => each.strips.length > 0).length;
  const callers = arcs.filter((arc) => arc.to === node).length;
  const calls = arcs.some((arc) => arc.from === node);
  return !calls && callers >= COMMON_SINK && callers * 2 >= namespaces;
}
