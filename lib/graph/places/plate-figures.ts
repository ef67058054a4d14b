/** Sizes of plates, in map pixels at 100 % (look: space inside a plate, rows, quiet lines). */

import type { Metrics } from '../model/geometry.ts';
import type { Plate } from '../model/map-model.ts';

export const PLATE_SIDE = 24;
const PLATE_TOP = 34;
const PLATE_BOTTOM = 18;
export const ROW_GAP = 24;
const LINE_HEIGHT = 15;
/** Below the quiet lines of a plate without strips. */
const BARE_BOTTOM = 12;

/** From the edge of a plate to its first strip. */
export function plateInset({ bare }: Metrics): { readonly side: number; readonly top: number } {
  return bare ? { side: 0, top: 0 } : { side: PLATE_SIDE, top: PLATE_TOP };
}

export function plateHeight(rows: number, lines: number, metrics: Metrics): number {
  if (metrics.bare) return metrics.stripHeight;
  if (rows === 0) return PLATE_TOP + lines * LINE_HEIGHT + BARE_BOTTOM;
  return PLATE_TOP + rows * metrics.stripHeight + (rows - 1) * ROW_GAP + lines * LINE_HEIGHT + PLATE_BOTTOM;
}

/** Content width of a column of plates with one or two inner columns of strips. */
export function columnWidth(innerColumns: number, inner: number, metrics: Metrics): number {
  return 2 * plateInset(metrics).side + metrics.stripWidth + (innerColumns > 1 ? inner + metrics.stripWidth : 0);
}

/** A place inside a plate. */
export interface Slot {
  readonly column: number;
  readonly row: number;
}

/** A place among the plates. */
export interface Cell {
  readonly column: number;
  readonly band: number;
}

export function rowsOf(plate: Plate, slots: ReadonlyMap<string, Slot>): number {
  let rows = 0;
  for (const strip of plate.strips) rows = Math.max(rows, (slots.get(strip.id)?.row ?? 0) + 1);
  return rows;
}

export function innerColumnsOf(plate: Plate, slots: ReadonlyMap<string, Slot>): number {
  return plate.strips.some((strip) => (slots.get(strip.id)?.column ?? 0) > 0) ? 2 : 1;
}
