/** Namespaces as cells: how many may reach them as colour and number, walls, brackets, and what is shut. */

import type { NamespaceFacts, NamespaceMark, Rect } from '#graph';
import type { Palette } from '../canvas/palette.ts';
import { write } from '../paint/paint-text.ts';
import { coloursFor, type LevelPaint, sameThing } from './level-paint.ts';
import { box, groundOf, paintBracket, paintTriangle, paintWalls } from './mark-parts.ts';
import { paintStripMark } from './paint-strips.ts';

const WALL = { thin: 2, shut: 3.6 } as const;

export function paintMarks(ctx: CanvasRenderingContext2D, paint: LevelPaint): void {
  const { frame, found } = paint;
  for (const mark of frame.drawn.picture.marks) {
    const facts = frame.facts.namespaces.get(mark.namespace);
    if (!facts) continue;
    const isMeant = found === undefined || found.has(mark.namespace);
    const colours = coloursFor(paint, 'mark', (focus) => isMeant && focus.namespaces.has(mark.namespace));
    const own = isMeant ? colours : coloursFor({ ...paint, focus: NOTHING }, 'mark', () => false);
    if (mark.look === 'square') paintSquare(ctx, mark.rect, facts, own);
    else if (mark.look === 'strip' || mark.look === 'line') paintStripMark(ctx, mark, facts, own, paint);
    else paintCell(ctx, mark, facts, own, paint);
    paintFrame(ctx, mark, paint);
  }
}

const NOTHING = {
  groups: new Set<string>(),
  namespaces: new Set<string>(),
  rails: new Set<string>(),
  lines: new Set<string>(),
  framed: undefined,
  lit: false,
};

function paintSquare(ctx: CanvasRenderingContext2D, rect: Rect, facts: NamespaceFacts, colours: Palette): void {
  box(ctx, rect, 2);
  ctx.fillStyle = facts.open ? colours.open : groundOf(facts, colours);
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = facts.unknown ? colours.unknown : facts.open ? colours.open : colours.line2;
  if (facts.unknown) ctx.setLineDash([1, 2]);
  ctx.stroke();
  ctx.setLineDash([]);
  if (facts.shut) paintWalls(ctx, rect, colours, WALL.thin + 0.6, true, true);
}

function paintCell(
  ctx: CanvasRenderingContext2D,
  { rect, namespace }: NamespaceMark,
  facts: NamespaceFacts,
  colours: Palette,
  paint: LevelPaint,
): void {
  box(ctx, rect, 3);
  ctx.fillStyle = groundOf(facts, colours);
  ctx.fill();
  ctx.lineWidth = paint.flashing.has(namespace) ? 1.5 : 1;
  ctx.strokeStyle = edgeOf(facts, colours, paint.flashing.has(namespace));
  if (facts.unknown) ctx.setLineDash([1, 3]);
  ctx.stroke();
  ctx.setLineDash([]);
  const { ingress, egress } = facts.closed;
  if (facts.shut) paintWalls(ctx, rect, colours, WALL.shut, true, true);
  else if (!facts.unknown) paintWalls(ctx, rect, colours, WALL.thin, ingress === 1 && !facts.open, egress === 1);
  if (facts.open) paintBracket(ctx, rect, 'left', colours.open, []);
  if (egress < 1 && facts.workloads > 0 && !facts.unknown) paintBracket(ctx, rect, 'right', colours.open, [2, 2]);
  if (facts.fromIngress) paintTriangle(ctx, rect, colours);
  paintNumber(ctx, rect, facts, colours, paint);
}

function edgeOf({ open, unknown }: NamespaceFacts, colours: Palette, flashes: boolean): string {
  if (flashes) return colours.signalInk;
  return unknown ? colours.unknown : open ? colours.open : colours.line2;
}

function paintNumber(
  ctx: CanvasRenderingContext2D,
  rect: Rect,
  facts: NamespaceFacts,
  colours: Palette,
  { frame }: LevelPaint,
): void {
  const move = frame.moves?.namespaces.get(facts.name);
  const lost = (move?.lostIn ?? 0) > 0;
  const text = facts.unknown ? '?' : `${facts.reach}${frame.minimum ? '+' : ''}`;
  write(ctx, text, rect.x + rect.width - 6, rect.y + rect.height / 2 + 3.6, {
    font: `${facts.open || facts.shut || lost ? 600 : 400} 10px ${colours.mono}`,
    colour: facts.unknown ? colours.unknown : facts.shut || lost ? colours.denied : colours.text1,
    align: 'right',
  });
}

function paintFrame(
  ctx: CanvasRenderingContext2D,
  { rect, namespace }: NamespaceMark,
  { focus, cursor, palette }: LevelPaint,
): void {
  const thing = { type: 'namespace', name: namespace } as const;
  const framed = sameThing(focus?.framed, thing);
  if (!framed && !sameThing(cursor, thing)) return;
  const gap = framed ? 3 : 2;
  box(ctx, { x: rect.x - gap, y: rect.y - gap, width: rect.width + 2 * gap, height: rect.height + 2 * gap }, 4);
  ctx.lineWidth = framed ? 3 : 2;
  ctx.strokeStyle = framed ? palette.signal : palette.signalInk;
  ctx.stroke();
}
