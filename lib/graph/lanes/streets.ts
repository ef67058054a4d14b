/** Numbering and figures of the channels that lanes run in (see Streets in geometry.ts). */

import type { Span, Streets } from '../model/geometry.ts';

export const LANE_PITCH = 8;
export const TIGHT_PITCH = 6;

/** Room kept free beside plates and gates: an arrow and the bracket of an open gate need it. */
const UPRIGHT_MARGIN = 20;
const INNER_MARGIN = 24;
const LEVEL_MARGIN = 12;
const OUTER_MARGIN = 8;

export function innerStreet(columns: number, column: number): number {
  return columns + 1 + column;
}

export function levelStreet(columns: number, band: number): number {
  return 2 * columns + 1 + band;
}

export function isLevel(columns: number, channel: number): boolean {
  return channel > 2 * columns;
}

export function isInner(columns: number, channel: number): boolean {
  return channel > columns && channel <= 2 * columns;
}

/** Short name, stable while columns are: the key under which widths are remembered. */
export function streetName(columns: number, channel: number): string {
  if (isLevel(columns, channel)) return `H${channel - 2 * columns - 1}`;
  return isInner(columns, channel) ? `I${channel - columns - 1}` : `V${channel}`;
}

export function streetMargin(columns: number, bands: number, channel: number): number {
  if (isInner(columns, channel)) return INNER_MARGIN;
  if (isLevel(columns, channel)) {
    const level = channel - 2 * columns - 1;
    return level === 0 || level === bands ? OUTER_MARGIN : LEVEL_MARGIN;
  }
  return channel === 0 || channel === columns ? OUTER_MARGIN : UPRIGHT_MARGIN;
}

/** Where lanes may run in a channel: its range without the margins, never empty. */
export function laneRange(streets: Streets, channel: number): Span {
  const span = streets.channels[channel] ?? { from: 0, to: 0 };
  const width = span.to - span.from;
  const margin = Math.min(streetMargin(streets.columns, streets.bands, channel), width / (streets.narrow ? 4 : 2));
  return { from: span.from + margin, to: span.to - margin };
}

export function capacity(range: Span, pitch: number): number {
  return Math.floor((range.to - range.from) / pitch) + 1;
}
