/** What all marks of namespaces have: a ground that says how many may reach it, walls, brackets, the way in from outside. */

import type { NamespaceFacts, Rect } from '#graph';
import { mix } from '../canvas/colour.ts';
import type { Palette } from '../canvas/palette.ts';
import { HEAT, OPEN_SHARE } from './level-paint.ts';

export function groundOf({ step, open, shut, unknown }: NamespaceFacts, colours: Palette): string {
  if (unknown) return colours.canvas;
  if (shut) return colours.sunk;
  return open ? mix(colours.open, colours.raised, OPEN_SHARE) : mix(colours.allowed, colours.raised, HEAT[step] ?? 0);
}

export function paintWalls(
  ctx: CanvasRenderingContext2D,
  rect: Rect,
  colours: Palette,
  width: number,
  left: boolean,
  right: boolean,
): void {
  ctx.fillStyle = colours.wall;
  const [y, height] = [rect.y - 1, rect.height + 2];
  if (left) ctx.fillRect(rect.x - width / 2, y, width, height);
  if (right) ctx.fillRect(rect.x + rect.width - width / 2, y, width, height);
}

export function paintBracket(
  ctx: CanvasRenderingContext2D,
  rect: Rect,
  side: 'left' | 'right',
  colour: string,
  dash: readonly number[],
): void {
  const offset = 2.5;
  const reach = Math.min(12, rect.width * 0.4);
  const outer = side === 'left' ? rect.x - offset : rect.x + rect.width + offset;
  const inner = side === 'left' ? rect.x + reach : rect.x + rect.width - reach;
  const [top, bottom] = [rect.y - offset, rect.y + rect.height + offset];
  ctx.beginPath();
  ctx.moveTo(inner, top);
  ctx.arcTo(outer, top, outer, bottom, 3);
  ctx.arcTo(outer, bottom, inner, bottom, 3);
  ctx.lineTo(inner, bottom);
  ctx.lineWidth = dash.length === 0 ? 1.5 : 1;
  ctx.strokeStyle = colour;
  ctx.setLineDash([...dash]);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Traffic from the internet comes in here, by way of an ingress. */
export function paintTriangle(ctx: CanvasRenderingContext2D, rect: Rect, colours: Palette): void {
  const [x, y] = [rect.x + (rect.width < 36 ? 2 : 3.5), rect.y + 2];
  ctx.fillStyle = colours.text1;
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x + 7, y);
  ctx.lineTo(x + 3.5, y + 4.5);
  ctx.closePath();
  ctx.fill();
}

export function box(ctx: CanvasRenderingContext2D, { x, y, width, height }: Rect, radius: number): void {
  ctx.beginPath();
  ctx.roundRect(x + 0.5, y + 0.5, width - 1, height - 1, radius);
}
