/** Widths and heights of plates and streets for one viewport: together they fill it, so that at rest nothing is scaled. */

import type { Viewport } from '../model/geometry.ts';
import { type AxisSpans, axisOf, type GridAxes } from './grid-streets.ts';
import type { GridCell, LevelMemory } from './memory.ts';

/** A rail and the ground around it. */
export const RAIL = { height: 32, margin: 10, gap: 8 } as const;

const LANE = 8;
const SIDES = {
  upright: { margin: 20, outer: 8, least: 34, leastOuter: 24, plate: 190, largest: 320, folded: [56, 112] },
  level: { margin: 12, outer: 8, least: 22, leastOuter: 14, plate: 178, largest: 300, folded: [48, 92] },
} as const;

/** Streets get what plates of a good size leave, and in a small window this share of it at least and at most. */
const STREETS = { least: 0.24, leastWithStrips: 0.15, most: 0.4 } as const;

/** `more`: lanes to add to each street, where lines of namespaces run in them too; `plateHeight`: what plates should have. */
export function levelAxes(
  memory: LevelMemory,
  { width, height }: Viewport,
  open?: GridCell,
  more = 0,
  plateHeight?: number,
): GridAxes {
  const { rails } = memory;
  const lanes = {
    upright: memory.lanes.upright.map((count) => count + more),
    level: memory.lanes.level.map((count) => count + more),
  };
  const top = rails.top.length > 0 ? RAIL.height + RAIL.margin : 0;
  const foot = rails.foot.length > 0 ? RAIL.height + RAIL.margin : 0;
  return {
    columns: axis('upright', 0, width, memory.columns, lanes.upright, open?.column),
    rows: axis('level', top, height - top - foot, memory.rows, lanes.level, open?.row, plateHeight),
  };
}

function axis(
  side: keyof typeof SIDES,
  start: number,
  length: number,
  count: number,
  lanes: readonly number[],
  open: number | undefined,
  wishedPlate?: number,
): AxisSpans {
  const figures = SIDES[side];
  const isOuter = (at: number) => at === 0 || at === count;
  const wished = Array.from({ length: count + 1 }, (_, at) => {
    const margin = isOuter(at) ? figures.outer : figures.margin;
    return Math.max(isOuter(at) ? figures.leastOuter : figures.least, 2 * margin + (lanes[at] ?? 1) * LANE);
  });
  const least = wished.map((_, at) => (isOuter(at) ? figures.leastOuter : figures.least));
  const left = length - count * (wishedPlate ?? figures.plate);
  const share = wishedPlate === undefined ? STREETS.least : STREETS.leastWithStrips;
  const most = Math.max(sum(least), length * share, Math.min(length * STREETS.most, left));
  const streets = shrunk(wished, least, most);
  const room = Math.max(count * 8, length - sum(streets));
  if (open !== undefined && count > 1) return axisOf(start, lens(room, count, open, figures.folded), streets);
  const plate = Math.min(figures.largest, room / count);
  const spare = (room - plate * count) / (count + 1);
  return axisOf(
    start,
    new Array<number>(count).fill(plate),
    streets.map((street) => street + spare),
  );
}

/** Narrower streets where the wished ones take too much, but none below what an arrow needs. */
function shrunk(wished: readonly number[], least: readonly number[], most: number): number[] {
  const over = sum(wished) - most;
  const spare = sum(wished) - sum(least);
  if (over <= 0 || spare <= 0) return [...wished];
  const share = Math.min(1, over / spare);
  return wished.map((street, at) => street - (street - (least[at] ?? 0)) * share);
}

/** The opened one takes what the others leave, which keep room for their cells. */
function lens(room: number, count: number, open: number, [small, large]: readonly [number, number]): number[] {
  const folded = Math.max(Math.min(small, room / count), Math.min(large, (room * 0.5) / (count - 1)));
  return Array.from({ length: count }, (_, at) => (at === open ? room - folded * (count - 1) : folded));
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
