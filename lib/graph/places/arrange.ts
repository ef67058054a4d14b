/** Remembered cells, slots and sizes -> rectangles and streets. The only place where coordinates are computed. */

import { innerStreet, levelStreet, streetName } from '../lanes/streets.ts';
import type { Metrics, Placement, PlacementMemory, Rect, Span, Stop } from '../model/geometry.ts';
import type { MapModel, PlateId, StripId } from '../model/map-model.ts';
import { columnWidth, innerColumnsOf, plateHeight, plateInset, ROW_GAP, rowsOf, type Slot } from './plate-figures.ts';

export const LAYOUT_VERSION = 1;

/** Street widths used before they were chosen, and for the ones a memory does not hold. */
export const DEFAULT_STREETS = { outer: 40, upright: 88, level: 56, inner: 96 } as const;

interface Axis {
  readonly channels: readonly Span[];
  /** Start of each column's or band's content. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly width: number;
  readonly height: number;
}

export function arrange(model: MapModel, metrics: Metrics, memory: PlacementMemory): Placement {
  const columns = memory.columns.length;
  const axis = axes(memory, metrics);
  const slots = new Map(Object.entries(memory.slots));
  const plates = new Map<PlateId, Rect>();
  const strips = new Map<StripId, Rect>();
  const stops = new Map<StripId, Stop>();
  for (const plate of model.plates) {
    const cell = memory.cells[plate.id];
    if (!cell) continue;
    const inner = innerWidth(memory, cell.column);
    const innerColumns = innerColumnsOf(plate, slots);
    const x = axis.x[cell.column] ?? 0;
    const y = axis.y[cell.band] ?? 0;
    const width = columnWidth(innerColumns, inner, metrics);
    const height = plateHeight(rowsOf(plate, slots), plate.lines.length, metrics);
    plates.set(plate.id, { x, y, width, height });
    for (const strip of plate.strips) {
      const slot = slots.get(strip.id) ?? { column: 0, row: 0 };
      const rect = stripRect(x, y, slot, inner, metrics);
      strips.set(strip.id, rect);
      stops.set(strip.id, {
        left: slot.column > 0 ? innerStreet(columns, cell.column) : cell.column,
        right: slot.column === 0 && innerColumns > 1 ? innerStreet(columns, cell.column) : cell.column + 1,
        band: cell.band,
        x: { from: rect.x, to: rect.x + rect.width },
        y: rect.y + rect.height / 2,
      });
    }
  }
  return {
    plates,
    strips,
    bounds: { x: 0, y: 0, width: axis.width, height: axis.height },
    memory,
    streets: { columns, bands: memory.bands.length, channels: axis.channels, stops },
  };
}

function stripRect(x: number, y: number, slot: Slot, inner: number, metrics: Metrics): Rect {
  const { side, top } = plateInset(metrics);
  return {
    x: x + side + slot.column * (metrics.stripWidth + inner),
    y: y + top + slot.row * (metrics.stripHeight + ROW_GAP),
    width: metrics.stripWidth,
    height: metrics.stripHeight,
  };
}

function innerWidth(memory: PlacementMemory, column: number): number {
  const columns = memory.columns.length;
  if ((memory.columns[column] ?? 1) < 2) return 0;
  return memory.streets[streetName(columns, innerStreet(columns, column))] ?? DEFAULT_STREETS.inner;
}

function axes(memory: PlacementMemory, metrics: Metrics): Axis {
  const columns = memory.columns.length;
  const bands = memory.bands.length;
  const channels: Span[] = new Array<Span>(2 * columns + 1 + bands + 1).fill({ from: 0, to: 0 });
  const xs: number[] = [];
  let x = 0;
  for (let c = 0; c <= columns; c += 1) {
    const outer = c === 0 || c === columns;
    const width = memory.streets[streetName(columns, c)] ?? (outer ? DEFAULT_STREETS.outer : DEFAULT_STREETS.upright);
    channels[c] = { from: x, to: x + width };
    x += width;
    if (c === columns) break;
    xs.push(x);
    const inner = innerWidth(memory, c);
    const start = x + plateInset(metrics).side + metrics.stripWidth;
    channels[innerStreet(columns, c)] = { from: start, to: start + inner };
    x += columnWidth(memory.columns[c] ?? 1, inner, metrics);
  }
  const ys: number[] = [];
  let y = 0;
  for (let r = 0; r <= bands; r += 1) {
    const outer = r === 0 || r === bands;
    const channel = levelStreet(columns, r);
    const height =
      memory.streets[streetName(columns, channel)] ?? (outer ? DEFAULT_STREETS.outer : DEFAULT_STREETS.level);
    channels[channel] = { from: y, to: y + height };
    y += height;
    if (r === bands) break;
    ys.push(y);
    y += memory.bands[r] ?? 0;
  }
  return { channels, x: xs, y: ys, width: x, height: y };
}
