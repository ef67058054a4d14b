/** Ends that Cytoscape has no shape for: the bar of a denial, the cut of a removal, the big arrow of an addition. */

import type { EdgeKind, Point } from '#graph';
import type { Palette } from '../canvas/palette.ts';

/** What lies behind the last run of an edge: canvas up to the plate, then the plate. */
export interface Ground {
  readonly canvas: string;
  readonly surface: string;
  readonly plateLeft: number;
}

const CROSS_BEFORE = 26;

export function paintEdgeEnd(
  ctx: CanvasRenderingContext2D,
  kind: EdgeKind,
  end: Point,
  room: number,
  palette: Palette,
  ground: Ground,
): void {
  if (kind === 'denied') paintBar(ctx, end, palette.denied);
  if (kind === 'added' || kind === 'changed') paintBigArrow(ctx, end, palette.allowed);
  if (kind === 'removed') paintCut(ctx, end, room, palette.denied, ground);
}

function paintBar(ctx: CanvasRenderingContext2D, end: Point, colour: string): void {
  ctx.fillStyle = colour;
  ctx.fillRect(end.x - 3, end.y - 8, 3, 16);
}

function paintBigArrow(ctx: CanvasRenderingContext2D, end: Point, colour: string): void {
  ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.moveTo(end.x, end.y);
  ctx.lineTo(end.x - 10, end.y - 7);
  ctx.lineTo(end.x - 10, end.y + 7);
  ctx.closePath();
  ctx.fill();
}

/** A gap with a cross, then a stub with a bar. `room` is the length of the last run: short ones get the bar alone. */
function paintCut(ctx: CanvasRenderingContext2D, end: Point, room: number, colour: string, ground: Ground): void {
  ctx.fillStyle = colour;
  ctx.fillRect(end.x - 3, end.y - 8.5, 3, 17);
  const at = Math.min(CROSS_BEFORE, room - 9);
  if (at < 12) return;
  const x = end.x - at;
  ctx.fillStyle = x < ground.plateLeft ? ground.canvas : ground.surface;
  ctx.fillRect(x - 8, end.y - 4, 16, 8);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  ctx.beginPath();
  for (const slope of [-1, 1]) {
    ctx.moveTo(x - 5, end.y - 5 * slope);
    ctx.lineTo(x + 5, end.y + 5 * slope);
  }
  ctx.stroke();
}
