/** Where rails stand: senders above the grid, receivers below it, each side shared evenly. */

import type { Rails } from '../counts/rails.ts';
import type { Viewport } from '../model/geometry.ts';
import { RAIL } from './level-axes.ts';
import type { RailMark } from './picture.ts';

/** Room for the word `Internet` before the first of the senders. */
const INTERNET = 108;
/** A single rail leaves room for the sentence beside it. */
const WIDEST = 0.5;

export function railMarks(rails: Rails, { width, height }: Viewport, withInternet: boolean): RailMark[] {
  const marks = (side: keyof Rails, y: number, start: number): RailMark[] => {
    const names = rails[side];
    const room = width - start - RAIL.margin;
    const each = Math.min(width * WIDEST, (room - (names.length - 1) * RAIL.gap) / Math.max(1, names.length));
    return names.map((name, at) => ({
      name,
      side,
      rect: { x: start + at * (each + RAIL.gap), y, width: each, height: RAIL.height },
    }));
  };
  const margin = RAIL.margin + 6;
  return [
    ...marks('top', RAIL.margin / 2, withInternet ? INTERNET : margin),
    ...marks('foot', height - RAIL.height - RAIL.margin / 2, margin),
  ];
}
