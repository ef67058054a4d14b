/** Columns and rows of plates with streets between, as the channel router takes them. */

import type { Placement, Rect, Span, Stop } from '../model/geometry.ts';

export interface GridAxes {
  readonly columns: AxisSpans;
  readonly rows: AxisSpans;
}

/** One more street than plates: before, between and after them. */
export interface AxisSpans {
  readonly plates: readonly Span[];
  readonly streets: readonly Span[];
}

export interface GroupStop {
  readonly id: string;
  readonly column: number;
  readonly row: number;
}

/** Half of what a gate takes of a street; a plate has one gate on each side, whatever its height. */
const HALF_GATE = 22;

export function equalAxis(count: number, plate: number, street: number): AxisSpans {
  return axisOf(0, new Array<number>(count).fill(plate), new Array<number>(count + 1).fill(street));
}

/** In whole pixels: hairlines are sharp, and gates of one height are exactly so. */
export function axisOf(start: number, plates: readonly number[], streets: readonly number[]): AxisSpans {
  const spans: { plates: Span[]; streets: Span[] } = { plates: [], streets: [] };
  let at = start;
  streets.forEach((street, n) => {
    const end = at + Math.floor(street);
    spans.streets.push({ from: at, to: end });
    at = end;
    const plate = plates[n];
    if (plate === undefined) return;
    spans.plates.push({ from: at, to: at + Math.floor(plate) });
    at += Math.floor(plate);
  });
  return spans;
}

export function plateRect({ columns, rows }: GridAxes, column: number, row: number): Rect {
  const [x, y] = [columns.plates[column] ?? NOWHERE, rows.plates[row] ?? NOWHERE];
  return { x: x.from, y: y.from, width: x.to - x.from, height: y.to - y.from };
}

const NOWHERE: Span = { from: 0, to: 0 };

/** Channels in the numbering of the router; inner streets do not exist. */
function channelsOf({ columns, rows }: GridAxes, inner: readonly Span[] = []): Span[] {
  const count = columns.plates.length;
  const none = Array.from({ length: count }, (_, at) => inner[at] ?? NOWHERE);
  return [...columns.streets, ...none, ...rows.streets];
}

/** Each plate is one stop, with a gate in the middle of either side. */
export function gridPlacement(axes: GridAxes, groups: readonly GroupStop[]): Placement {
  const strips = new Map<string, Rect>();
  const stops = new Map<string, Stop>();
  for (const { id, column, row } of groups) {
    const rect = plateRect(axes, column, row);
    const y = rect.y + rect.height / 2;
    strips.set(id, { ...rect, y: y - HALF_GATE, height: 2 * HALF_GATE });
    stops.set(id, { left: column, right: column + 1, band: row, x: { from: rect.x, to: rect.x + rect.width }, y });
  }
  return placementOf(axes, channelsOf(axes), strips, stops);
}

export function placementOf(
  axes: GridAxes,
  channels: readonly Span[],
  strips: ReadonlyMap<string, Rect>,
  stops: ReadonlyMap<string, Stop>,
): Placement {
  const { columns, rows } = axes;
  const end = (spans: AxisSpans) => spans.streets.at(-1)?.to ?? 0;
  const start = (spans: AxisSpans) => spans.streets[0]?.from ?? 0;
  const [x, y] = [start(columns), start(rows)];
  return {
    plates: new Map(),
    strips,
    bounds: { x, y, width: end(columns) - x, height: end(rows) - y },
    memory: { version: 0, cells: {}, slots: {}, streets: {}, bands: [], columns: [] },
    streets: { columns: columns.plates.length, bands: rows.plates.length, channels, stops, narrow: true },
  };
}
