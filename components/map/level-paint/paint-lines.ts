/** Lines of a level: as wide as many pairs they stand for, with round corners, cut where they cross. */

import type { LineMark, Point } from '#graph';
import { faded, type Palette } from '../canvas/palette.ts';
import { coloursFor, type LevelPaint } from './level-paint.ts';

const RADIUS = 8;
const CASING = 3;
const BAND = 10;
const RAILS = 1.5;
const ARROW = { length: 9, half: 4.2 } as const;
const CUT = { cross: 22, arm: 4.5, bar: 8 } as const;

export function paintLines(ctx: CanvasRenderingContext2D, paint: LevelPaint): void {
  const { frame, focus } = paint;
  const lines = [...frame.drawn.picture.lines, ...frame.overlay, ...frame.selected.lines];
  const back = focus === undefined ? [] : lines.filter(({ id }) => !focus.lines.has(id));
  const front = focus === undefined ? lines : lines.filter(({ id }) => focus.lines.has(id));
  for (const list of [back, front]) for (const net of byEnd(list)) paintNet(ctx, net, paint);
}

/** Lines that run together into one end are cut out of the ground together, so that none cuts another of them. */
function byEnd(lines: readonly LineMark[]): readonly (readonly LineMark[])[] {
  return [...Map.groupBy(lines, ({ kind, points }) => `${kind} ${points.at(-1)?.x} ${points.at(-1)?.y}`).values()];
}

function paintNet(ctx: CanvasRenderingContext2D, lines: readonly LineMark[], paint: LevelPaint): void {
  const { palette, focus } = paint;
  const [first] = lines;
  if (!first) return;
  const isLit = focus?.lit === true && focus.lines.has(first.id);
  const colours = coloursFor(paint, 'line', ({ lines: meant }) => meant.has(first.id));
  ctx.lineJoin = 'round';
  if (isLit) for (const line of lines) highlight(ctx, line.points, palette);
  else {
    for (const line of lines) {
      ctx.strokeStyle = palette.canvas;
      ctx.lineWidth = widthOf(line) + 2 * CASING;
      stroke(ctx, line.points);
    }
  }
  for (const line of lines) paintLine(ctx, line, colours, paint);
}

function highlight(ctx: CanvasRenderingContext2D, points: readonly Point[], palette: Palette): void {
  ctx.strokeStyle = palette.signal;
  ctx.lineWidth = BAND;
  stroke(ctx, points);
  if (!palette.dark) return;
  ctx.strokeStyle = palette.canvas;
  ctx.lineWidth = BAND - 2 * RAILS;
  stroke(ctx, points);
}

function widthOf({ kind, share, pairs }: Pick<LineMark, 'kind' | 'share' | 'pairs'>): number {
  if (kind === 'added') return 3.4;
  if (kind === 'removed') return 2.6;
  if (share === 'all') return 3.2;
  return pairs >= 8 ? 2.4 : pairs >= 4 ? 1.9 : 1.5;
}

function paintLine(ctx: CanvasRenderingContext2D, line: LineMark, colours: Palette, { frame }: LevelPaint): void {
  const { points, kind, cutOff } = line;
  const [end, before] = [points.at(-1), points.at(-2)];
  if (!end || !before) return;
  const muted = frame.freshness === 'unenforced';
  const colour = muted
    ? colours.line3
    : kind === 'removed'
      ? colours.denied
      : kind === 'unknown'
        ? colours.unknown
        : colours.allowed;
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = kind === 'removed' && cutOff === true ? 3 : widthOf(line);
  if (kind === 'removed' && cutOff !== true) ctx.setLineDash([10, 3]);
  if (kind === 'unknown') ctx.setLineDash([0.5, 5]);
  stroke(ctx, points, kind === 'removed' ? 3 : ARROW.length - 1);
  ctx.setLineDash([]);
  if (kind === 'removed') paintCut(ctx, end, before, colours);
  else paintArrow(ctx, end, before, kind === 'added' ? 1.4 : 1);
}

/** `short`: how much of the last run is left to its end mark. */
function stroke(ctx: CanvasRenderingContext2D, points: readonly Point[], short = 0): void {
  ctx.beginPath();
  points.forEach((point, at) => {
    const next = points[at + 1];
    const before = points[at - 1];
    if (before === undefined) ctx.moveTo(point.x, point.y);
    else if (next === undefined) {
      const end = shortened(point, before, short);
      ctx.lineTo(end.x, end.y);
    } else {
      const radius = Math.min(RADIUS, length(before, point) / 2, length(point, next) / 2);
      ctx.arcTo(point.x, point.y, next.x, next.y, radius);
    }
  });
  ctx.stroke();
}

const length = (a: Point, b: Point) => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);

function shortened(end: Point, before: Point, by: number): Point {
  const all = length(end, before);
  const share = all === 0 ? 0 : Math.min(by, all) / all;
  return { x: end.x + (before.x - end.x) * share, y: end.y + (before.y - end.y) * share };
}

function paintArrow(ctx: CanvasRenderingContext2D, end: Point, before: Point, scale: number): void {
  const [x, y] = [Math.sign(end.x - before.x), Math.sign(end.y - before.y)];
  const [far, half] = [ARROW.length * scale, ARROW.half * scale];
  ctx.beginPath();
  ctx.moveTo(end.x, end.y);
  ctx.lineTo(end.x - x * far - y * half, end.y - y * far - x * half);
  ctx.lineTo(end.x - x * far + y * half, end.y - y * far + x * half);
  ctx.closePath();
  ctx.fill();
}

/** A gap with a cross, then a bar before the wall. */
function paintCut(ctx: CanvasRenderingContext2D, end: Point, before: Point, colours: Palette): void {
  const room = length(end, before);
  ctx.fillStyle = colours.denied;
  ctx.fillRect(end.x - 3, end.y - CUT.bar, 3, 2 * CUT.bar);
  const at = Math.min(CUT.cross, room - 6);
  if (at < 10 || end.y !== before.y) return;
  const x = end.x - at;
  ctx.fillStyle = faded(colours, 1).canvas;
  ctx.fillRect(x - 7, end.y - 3, 14, 6);
  ctx.strokeStyle = colours.denied;
  ctx.lineWidth = 2;
  ctx.beginPath();
  for (const slope of [-1, 1]) {
    ctx.moveTo(x - CUT.arm, end.y - CUT.arm * slope);
    ctx.lineTo(x + CUT.arm, end.y + CUT.arm * slope);
  }
  ctx.stroke();
}
