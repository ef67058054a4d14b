/** Namespaces as strips: name, workloads, how many may reach it, and gates where there is room for them. */

import type { NamespaceFacts, NamespaceMark, Rect } from '#graph';
import type { Palette } from '../canvas/palette.ts';
import { write } from '../paint/paint-text.ts';
import { gateText } from './gate-text.ts';
import type { LevelPaint } from './level-paint.ts';
import { box, groundOf, paintBracket, paintTriangle, paintWalls } from './mark-parts.ts';

const GATE = 24;
/** Height of a strip of one line whose type is 11 px. */
const LINE = 18;

/** `full`: two lines and gates; else one line, as large as the strip is high. */
export function paintStripMark(
  ctx: CanvasRenderingContext2D,
  mark: NamespaceMark,
  facts: NamespaceFacts,
  colours: Palette,
  paint: LevelPaint,
): void {
  const { rect, look } = mark;
  const flashes = paint.flashing.has(mark.namespace);
  box(ctx, rect, look === 'strip' ? 4 : 3);
  ctx.fillStyle = groundOf(facts, colours);
  ctx.fill();
  ctx.lineWidth = flashes ? 1.5 : 1;
  ctx.strokeStyle = flashes
    ? colours.signalInk
    : facts.unknown
      ? colours.unknown
      : facts.open
        ? colours.open
        : look === 'strip'
          ? colours.line3
          : colours.line2;
  if (facts.unknown) ctx.setLineDash([1, 3]);
  ctx.stroke();
  ctx.setLineDash([]);
  paintEnds(ctx, rect, facts, colours, look === 'strip' ? 3.4 : 2.2);
  if (look === 'strip') paintFull(ctx, rect, facts, colours, paint);
  else paintOneLine(ctx, rect, facts, colours, paint);
}

function paintEnds(
  ctx: CanvasRenderingContext2D,
  rect: Rect,
  facts: NamespaceFacts,
  colours: Palette,
  wall: number,
): void {
  if (facts.unknown || facts.workloads === 0) return;
  const { ingress, egress } = facts.closed;
  if (facts.shut) paintWalls(ctx, rect, colours, 3.6, true, true);
  else paintWalls(ctx, rect, colours, wall, ingress > 0 && !facts.open, egress > 0);
  if (facts.open) paintBracket(ctx, rect, 'left', colours.open, []);
  if (egress < 1) paintBracket(ctx, rect, 'right', colours.open, [2, 2]);
}

function paintFull(
  ctx: CanvasRenderingContext2D,
  rect: Rect,
  facts: NamespaceFacts,
  colours: Palette,
  { frame }: LevelPaint,
): void {
  const middle = rect.y + rect.height / 2;
  for (const side of ['ingress', 'egress'] as const) {
    const left = side === 'ingress';
    const split = left ? rect.x + GATE : rect.x + rect.width - GATE;
    ctx.strokeStyle = colours.line2;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(split, rect.y + 6);
    ctx.lineTo(split, rect.y + rect.height - 6);
    ctx.stroke();
    const move = frame.moves?.namespaces.get(facts.name);
    const moves = frame.moves && {
      lost: (left ? move?.lostIn : move?.lostOut) ?? 0,
      gained: (left ? move?.gainedIn : move?.gainedOut) ?? 0,
    };
    const texts = facts.unknown
      ? [{ text: '?', tone: 'unknown' as const }]
      : gateText(facts.gates[side], moves, frame.minimum);
    texts.forEach(({ text, tone }, at) => {
      write(
        ctx,
        text,
        left ? rect.x + GATE / 2 : rect.x + rect.width - GATE / 2,
        middle + 4 + (at - (texts.length - 1) / 2) * 13,
        {
          font: `600 ${text.length > 2 ? 10 : 11.5}px ${colours.mono}`,
          colour: colours[tone],
          align: 'center',
        },
      );
    });
  }
  const left = rect.x + GATE + 7;
  const right = rect.x + rect.width - GATE - 6;
  const reach = facts.unknown ? '?' : `${facts.reach}${frame.minimum ? '+' : ''}`;
  write(ctx, facts.short, left, middle - 3, {
    font: `560 12.5px ${colours.sans}`,
    colour: colours.text1,
    room: right - left - (facts.fromIngress ? 12 : 0),
  });
  write(ctx, reach, right, middle + 12, {
    font: `600 10.8px ${colours.mono}`,
    colour: facts.shut ? colours.denied : colours.text1,
    align: 'right',
  });
  ctx.font = `600 10.8px ${colours.mono}`;
  const taken = ctx.measureText(reach).width + 6;
  write(ctx, `${facts.workloads} workload${facts.workloads === 1 ? '' : 's'}`, left, middle + 12, {
    font: `400 10.5px ${colours.sans}`,
    colour: colours.text2,
    room: right - left - taken,
  });
  if (facts.fromIngress) paintTriangle(ctx, { ...rect, x: right - 11, y: middle - 12 }, colours);
}

function paintOneLine(
  ctx: CanvasRenderingContext2D,
  rect: Rect,
  facts: NamespaceFacts,
  colours: Palette,
  { frame }: LevelPaint,
): void {
  const scale = Math.min(1, rect.height / LINE);
  const baseline = rect.y + rect.height / 2 + 3.8 * scale;
  const move = frame.moves?.namespaces.get(facts.name);
  const reach = facts.unknown ? '?' : `${facts.reach}${frame.minimum ? '+' : ''}`;
  const mono = `400 ${10 * scale}px ${colours.mono}`;
  ctx.font = mono;
  const taken = ctx.measureText(reach).width + 4 * scale;
  write(ctx, facts.short, rect.x + 6 * scale, baseline, {
    font: `500 ${11 * scale}px ${colours.sans}`,
    colour: colours.text1,
    room: rect.width - 11 * scale - taken,
  });
  write(ctx, reach, rect.x + rect.width - 5 * scale, baseline, {
    font: mono,
    colour: facts.unknown
      ? colours.unknown
      : facts.shut || (move?.lostIn ?? 0) > 0
        ? colours.denied
        : facts.open
          ? colours.text1
          : colours.text2,
    align: 'right',
  });
}
