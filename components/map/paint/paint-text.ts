/** Text on the canvas: cut with an ellipsis to the room it has, measured once. */

import { visibleText } from '#ui';

export interface Lettering {
  /** A canvas font, `600 12px family`. */
  readonly font: string;
  readonly colour: string;
  readonly align?: 'left' | 'right' | 'center';
  /** Most map pixels it may take; longer text is cut. */
  readonly room?: number;
}

const fitted = new Map<string, string>();
const REMEMBER = 8000;

/** The longest beginning of a text that fits, with an ellipsis when something was cut. */
function fitText(ctx: CanvasRenderingContext2D, text: string, room: number): string {
  const key = `${ctx.font}|${Math.round(room)}|${text}`;
  const known = fitted.get(key);
  if (known !== undefined) return known;
  if (fitted.size > REMEMBER) fitted.clear();
  const result = cutToRoom(ctx, text, room);
  fitted.set(key, result);
  return result;
}

function cutToRoom(ctx: CanvasRenderingContext2D, text: string, room: number): string {
  if (ctx.measureText(text).width <= room) return text;
  let [fits, tooLong] = [0, text.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (ctx.measureText(`${text.slice(0, middle)}…`).width <= room) fits = middle;
    else tooLong = middle;
  }
  return fits === 0 ? '' : `${text.slice(0, fits)}…`;
}

/** Writes on a baseline. */
export function write(ctx: CanvasRenderingContext2D, text: string, x: number, y: number, look: Lettering): void {
  ctx.font = look.font;
  ctx.fillStyle = look.colour;
  ctx.textAlign = look.align ?? 'left';
  ctx.textBaseline = 'alphabetic';
  // A name from a cluster cannot hide a part of itself here either.
  const shown = visibleText(text);
  ctx.fillText(look.room === undefined ? shown : fitText(ctx, shown, look.room), x, y);
}
