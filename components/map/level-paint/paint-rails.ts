/** Namespaces that serve everyone, as strips over the whole width, with a sentence in the place of their lines. */

import { grouped } from '#engine';
import { type RailFacts, type Rect, railEnd } from '#graph';
import type { LevelFrame } from '#workbench';
import { faded, type Palette } from '../canvas/palette.ts';
import { paintIcon } from '../paint/paint-icon.ts';
import { write } from '../paint/paint-text.ts';
import { coloursFor, type LevelPaint, sameThing } from './level-paint.ts';
import { box } from './mark-parts.ts';

const GATE = 34;
const WALL = 4.5;

export function paintRails(ctx: CanvasRenderingContext2D, paint: LevelPaint): void {
  const { frame } = paint;
  const facts = new Map(frame.facts.railFacts.map((rail) => [rail.name, rail]));
  const { rails } = frame.drawn.picture;
  for (const { name, rect } of rails) {
    const rail = facts.get(name);
    if (!rail) continue;
    const colours = coloursFor(paint, 'plate', (focus) => focus.rails.has(name));
    if (rail.fromOutside) paintInternet(ctx, rect, colours);
    paintRail(ctx, rect, rail, colours, paint);
  }
  paintNote(ctx, paint);
}

/** Beside the last rail at the foot: why there are rails, and what stands nowhere else. */
function paintNote(ctx: CanvasRenderingContext2D, { frame, palette, focus }: LevelPaint): void {
  const { rails, size } = frame.drawn.picture;
  const last = rails.findLast(({ side }) => side === 'foot');
  if (!last || size.width - last.rect.x - last.rect.width < 280) return;
  const x = last.rect.x + last.rect.width + 22;
  const pairs = grouped(frame.facts.sum.rails);
  const lines = [
    'Hubs that half of the groups share stand on rails.',
    `Their ${pairs} pairs are drawn when one is selected.`,
  ];
  const colour = focus === undefined ? palette.text3 : faded(palette, 0.5).text3;
  lines.forEach((line, at) => {
    write(ctx, line, x, last.rect.y + 12 + at * 14, {
      font: `400 11px ${palette.sans}`,
      colour,
      room: size.width - x - 10,
    });
  });
}

function paintInternet(ctx: CanvasRenderingContext2D, rail: Rect, colours: Palette): void {
  const y = rail.y + rail.height / 2;
  paintIcon(ctx, 'globe', 14, y - 6.5, 13, colours.text2);
  write(ctx, 'Internet', 33, y + 4, { font: `500 12px ${colours.sans}`, colour: colours.text1 });
  ctx.strokeStyle = colours.allowed;
  ctx.fillStyle = colours.allowed;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(rail.x - 26, y);
  ctx.lineTo(rail.x - 11, y);
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(rail.x - 4, y);
  ctx.lineTo(rail.x - 13, y - 4.5);
  ctx.lineTo(rail.x - 13, y + 4.5);
  ctx.closePath();
  ctx.fill();
}

function paintRail(
  ctx: CanvasRenderingContext2D,
  rect: Rect,
  rail: RailFacts,
  colours: Palette,
  paint: LevelPaint,
): void {
  box(ctx, rect, 4);
  ctx.fillStyle = colours.raised;
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.line3;
  ctx.stroke();
  const middle = rect.y + rect.height / 2;
  for (const side of ['ingress', 'egress'] as const) {
    const left = side === 'ingress';
    const split = left ? rect.x + GATE : rect.x + rect.width - GATE;
    ctx.strokeStyle = colours.line2;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(split, rect.y + 7);
    ctx.lineTo(split, rect.y + rect.height - 7);
    ctx.stroke();
    const { others, byOpenDoor } = rail.gates[side];
    write(
      ctx,
      `${others}${paint.frame.minimum ? '+' : ''}`,
      left ? rect.x + GATE / 2 : rect.x + rect.width - GATE / 2,
      middle + 4.3,
      {
        font: `600 12px ${colours.mono}`,
        colour: others === 0 ? colours.denied : byOpenDoor ? colours.open : colours.allowed,
        align: 'center',
      },
    );
    const closed = rail.closed[side];
    if (closed > 0) {
      ctx.fillStyle = colours.wall;
      const height = (rect.height + 4) * closed;
      ctx.fillRect(left ? rect.x - WALL / 2 : rect.x + rect.width - WALL / 2, rect.y - 2, WALL, height);
    }
    if (closed < 1) paintOpenEnd(ctx, rect, left, colours);
  }
  const { text, tone } = railWords(rail, paint.frame);
  ctx.font = `560 13px ${colours.sans}`;
  const start = rect.x + GATE + 12;
  const name = Math.min(ctx.measureText(rail.name).width, rect.width / 2 - GATE);
  write(ctx, rail.name, start, middle + 4.5, {
    font: `560 13px ${colours.sans}`,
    colour: colours.text1,
    room: rect.width / 2 - GATE,
  });
  write(ctx, text, start + name + 14, middle + 4.2, {
    font: `${tone === 'text2' ? 400 : 560} 11.5px ${colours.sans}`,
    colour: colours[tone],
    room: Math.max(0, rect.width - 2 * GATE - name - 30),
  });
  paintFrame(ctx, rect, rail.name, paint);
}

function paintOpenEnd(ctx: CanvasRenderingContext2D, rect: Rect, left: boolean, colours: Palette): void {
  ctx.strokeStyle = colours.open;
  for (const [offset, width, dash] of [
    [3, 1.5, []],
    [6, 1, [3, 3]],
  ] as const) {
    const outer = left ? rect.x - offset : rect.x + rect.width + offset;
    const inner = left ? rect.x + GATE : rect.x + rect.width - GATE;
    const [top, bottom] = [rect.y - offset + 0.5, rect.y + rect.height + offset - 0.5];
    ctx.lineWidth = width;
    ctx.setLineDash([...dash]);
    ctx.beginPath();
    ctx.moveTo(inner, top);
    ctx.arcTo(outer, top, outer, bottom, 6);
    ctx.arcTo(outer, bottom, inner, bottom, 6);
    ctx.lineTo(inner, bottom);
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

/** `to 21 namespaces in 11 groups`; with a draft `Loses 21 to data, 30 stay`. */
function railWords(
  { name, side, namespaces, groups }: RailFacts,
  { moves }: Pick<LevelFrame, 'moves'>,
): { text: string; tone: 'text2' | 'denied' | 'allowed' } {
  const end = railEnd(name);
  const [own] = moves?.groups.filter(({ from, to }) => (from === end || to === end) && from !== to) ?? [];
  if (own !== undefined) {
    const toward = own.from === end ? `to ${own.toName}` : `from ${own.fromName}`;
    if (own.lost > 0)
      return {
        text: `Loses ${own.lost} ${toward}, ${own.left === 0 ? 'cut off' : `${own.left} stay`}`,
        tone: 'denied',
      };
    return { text: `Gains ${own.gained} ${toward}`, tone: 'allowed' };
  }
  const word = side === 'top' ? 'to' : 'from';
  return { text: `${word} ${counted(namespaces, 'namespace')} in ${counted(groups, 'group')}`, tone: 'text2' };
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function paintFrame(
  ctx: CanvasRenderingContext2D,
  rect: Rect,
  name: string,
  { focus, cursor, palette }: LevelPaint,
): void {
  const thing = { type: 'rail', name } as const;
  const framed = sameThing(focus?.framed, thing);
  if (!framed && !sameThing(cursor, thing)) return;
  box(ctx, { x: rect.x - 4, y: rect.y - 4, width: rect.width + 8, height: rect.height + 8 }, 7);
  ctx.lineWidth = framed ? 3 : 2;
  ctx.strokeStyle = framed ? palette.signal : palette.signalInk;
  ctx.stroke();
}
