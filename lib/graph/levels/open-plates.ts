/**
 * Plates that are open: inside them columns of strips with streets between. The router knows columns of the grid and one
 * inner street for each; so every column of strips is a column to it, and the streets that would run through plates of
 * other rows are closed: they stand so far away that no line takes them.
 */

import { innerStreet } from '../lanes/streets.ts';
import type { Placement, Rect, Span, Stop } from '../model/geometry.ts';
import { type GridAxes, placementOf } from './grid-streets.ts';

const FAR = 1e7;

/** Columns of strips in one column of plates; the same in each of its plates. */
export interface StripColumns {
  /** Across, from the left. */
  readonly strips: readonly Span[];
}

export interface StripStop {
  readonly id: string;
  readonly rect: Rect;
  readonly column: number;
  readonly row: number;
  /** Of the columns of strips; undefined for a plate that is one stop itself. */
  readonly strip: number | undefined;
}

/** `columns`: of each column of plates; none where its plates are closed. */
export function openPlacement(axes: GridAxes, columns: readonly StripColumns[], ends: readonly StripStop[]): Placement {
  const firsts: number[] = [];
  let count = 0;
  for (const { strips } of columns) {
    firsts.push(count);
    count += Math.max(1, strips.length);
  }
  firsts.push(count);
  const channels = channelsFor(axes, columns, firsts, count);
  const strips = new Map<string, Rect>();
  const stops = new Map<string, Stop>();
  for (const { id, rect, column, row, strip } of ends) {
    const [first = 0, next = 0] = [firsts[column], firsts[column + 1]];
    const last = next - 1;
    const at = strip === undefined ? undefined : first + strip;
    strips.set(id, rect);
    stops.set(id, {
      left: at === undefined || at === first ? first : innerStreet(count, at - 1),
      right: at === undefined || at === last ? next : innerStreet(count, at),
      band: row,
      x: { from: rect.x, to: rect.x + rect.width },
      y: rect.y + rect.height / 2,
    });
  }
  const placement = placementOf(axes, channels, strips, stops);
  return { ...placement, streets: { ...placement.streets, columns: count } };
}

function channelsFor(
  axes: GridAxes,
  columns: readonly StripColumns[],
  firsts: readonly number[],
  count: number,
): Span[] {
  const closed: Span = { from: FAR, to: FAR };
  const upright = Array.from({ length: count + 1 }, () => closed);
  const inner = Array.from({ length: count }, (): Span => ({ from: 0, to: 0 }));
  axes.columns.streets.forEach((street, at) => {
    upright[firsts[at] ?? 0] = street;
  });
  columns.forEach(({ strips }, at) => {
    strips.forEach((strip, n) => {
      const next = strips[n + 1];
      if (next) inner[(firsts[at] ?? 0) + n] = { from: strip.to, to: next.from };
    });
  });
  return [...upright, ...inner, ...axes.rows.streets];
}

/** Upright streets beside columns of plates, which reach from the first row to the last; by the number of the router. */
export function throughStreets(placement: Placement): readonly number[] {
  const { columns, channels } = placement.streets;
  return Array.from({ length: columns + 1 }, (_, at) => at).filter((at) => (channels[at]?.from ?? FAR) < FAR);
}
