/** A group's plate: its name, its gates, its walls as high as the share that is closed, and in words what stands out. */

import type { DraftMoves, GroupFacts, PlateMark, Rect } from '#graph';
import { groupEnd } from '#graph';
import { mix } from '../canvas/colour.ts';
import type { Palette } from '../canvas/palette.ts';
import { write } from '../paint/paint-text.ts';
import { type GateSide, gateText } from './gate-text.ts';
import { coloursFor, HEAT, type LevelPaint, sameThing } from './level-paint.ts';
import { box } from './mark-parts.ts';
import { plateWords, type WordLine } from './plate-words.ts';

const WALL = 3.6;
const LINE = 13;
const LABEL = 30;

export function paintGroups(ctx: CanvasRenderingContext2D, paint: LevelPaint): void {
  const { frame } = paint;
  const facts = new Map(frame.facts.groups.map((group) => [group.id, group]));
  for (const plate of frame.drawn.picture.plates) {
    const group = facts.get(plate.id);
    if (!group) continue;
    const colours = coloursFor(paint, 'plate', ({ groups }) => groups.has(plate.id));
    paintGround(ctx, plate, group, colours, paint);
    if (plate.state !== 'open')
      for (const side of SIDES)
        paintSide(ctx, plate.rect, side, group.closed[side], colours, frame.freshness === 'unenforced');
    paintTitle(ctx, plate, group, colours, frame.minimum);
    if (plate.state !== 'open') {
      paintGates(ctx, plate, group, colours, paint);
      paintWords(ctx, plate, plateWords(group, plate, frame), colours);
    }
    if (plate.histogram) paintHistogram(ctx, plate, group, paint, colours);
  }
}

const SIDES: readonly GateSide[] = ['ingress', 'egress'];

function paintGround(
  ctx: CanvasRenderingContext2D,
  { rect, id }: PlateMark,
  { unread, namespaces }: GroupFacts,
  colours: Palette,
  paint: LevelPaint,
): void {
  box(ctx, rect, 6);
  ctx.fillStyle = colours.surface;
  ctx.fill();
  const unknown = unread > 0 && unread === namespaces.length;
  ctx.lineWidth = 1;
  ctx.strokeStyle = unknown ? colours.unknown : colours.line2;
  if (unknown) ctx.setLineDash([1, 4]);
  ctx.stroke();
  ctx.setLineDash([]);
  const thing = { type: 'group', id } as const;
  const framed = sameThing(paint.focus?.framed, thing);
  if (!framed && !sameThing(paint.cursor, thing)) return;
  box(ctx, { x: rect.x - 5, y: rect.y - 5, width: rect.width + 10, height: rect.height + 10 }, 9);
  ctx.lineWidth = framed ? 4 : 2;
  ctx.strokeStyle = framed ? paint.palette.signal : paint.palette.signalInk;
  ctx.stroke();
}

/** From the top the wall of those that are closed, below it the double line of those that are open. */
function paintSide(
  ctx: CanvasRenderingContext2D,
  rect: Rect,
  side: GateSide,
  closed: number,
  colours: Palette,
  hollow: boolean,
): void {
  const whole = rect.height + 4;
  const height = closed === 0 ? 0 : Math.max(4, whole * closed);
  const edge = side === 'ingress' ? rect.x : rect.x + rect.width;
  if (height > 0) {
    ctx.fillStyle = colours.wall;
    ctx.strokeStyle = colours.wall;
    ctx.lineWidth = 1;
    if (hollow) ctx.strokeRect(edge - WALL / 2 + 0.5, rect.y - 1.5, WALL - 1, height - 1);
    else ctx.fillRect(edge - WALL / 2, rect.y - 2, WALL, height);
  }
  if (whole - height < 2) return;
  const out = side === 'ingress' ? -1 : 1;
  const [from, to] = [rect.y - 2 + height + 2, rect.y + rect.height + 2];
  ctx.strokeStyle = colours.open;
  for (const [offset, width, dash] of [
    [3.5, 1.5, []],
    [7, 1, [2, 2]],
  ] as const) {
    ctx.lineWidth = width;
    ctx.setLineDash([...dash]);
    ctx.beginPath();
    ctx.moveTo(edge + out * offset, from);
    ctx.lineTo(edge + out * offset, to);
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

function paintTitle(
  ctx: CanvasRenderingContext2D,
  { rect, gate, state }: PlateMark,
  group: GroupFacts,
  colours: Palette,
  minimum: boolean,
): void {
  const left = state === 'open' ? rect.x + 20 : rect.x + gate;
  const wide = rect.width >= 150;
  const low = rect.height < 110;
  const baseline = rect.y + (low ? 15 : 21);
  const size = state === 'open' ? 16 : wide ? 15 : low ? 11.5 : 12.5;
  const count = countWords(group, minimum);
  ctx.font = `400 11px ${colours.sans}`;
  const room = rect.width - (left - rect.x) - 12;
  const taken = ctx.measureText(count).width + 8;
  const shown = wide || state === 'open' ? count : '';
  write(ctx, group.name, left, baseline, {
    font: `600 ${size}px ${colours.sans}`,
    colour: colours.text1,
    room: shown === '' ? rect.width - gate - 6 : Math.max(30, room - taken),
  });
  if (shown !== '')
    write(ctx, shown, rect.x + rect.width - 12, baseline, {
      font: `400 11px ${colours.sans}`,
      colour: colours.text2,
      align: 'right',
    });
}

function countWords({ namespaces, unread, groups, kind }: GroupFacts, minimum: boolean): string {
  const ns = `${namespaces.length}${minimum ? '+' : ''} ns`;
  if (unread > 0) return `${ns}, ${unread} not read`;
  return kind === 'others' ? `${groups} groups, ${ns}` : ns;
}

function paintGates(
  ctx: CanvasRenderingContext2D,
  { rect, gate, id }: PlateMark,
  group: GroupFacts,
  colours: Palette,
  { frame }: LevelPaint,
): void {
  if (rect.width < 70) return;
  const middle = rect.y + rect.height / 2;
  for (const side of SIDES) {
    const x = side === 'ingress' ? rect.x + gate / 2 : rect.x + rect.width - gate / 2;
    if (rect.width >= 150) {
      const split = side === 'ingress' ? rect.x + gate - 6.5 : rect.x + rect.width - gate + 6.5;
      ctx.strokeStyle = colours.line1;
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(split, rect.y + 8);
      ctx.lineTo(split, rect.y + rect.height - 8);
      ctx.stroke();
    }
    const texts = gateText(group.gates[side], movesAt(frame.moves, id, side), frame.minimum);
    texts.forEach(({ text, tone }, at) => {
      write(ctx, text, x, middle + 4.5 + (at - (texts.length - 1) / 2) * 15, {
        font: `600 ${text.length > 4 || gate < 20 ? 10 : 12.5}px ${colours.mono}`,
        colour: colours[tone],
        align: 'center',
      });
    });
  }
}

/** Pairs that a draft takes and gives through a gate; undefined while no draft is shown. */
function movesAt(
  moves: DraftMoves | undefined,
  id: string,
  side: GateSide,
): { lost: number; gained: number } | undefined {
  if (moves === undefined) return undefined;
  const end = groupEnd(id);
  const own = moves.groups.filter(({ from, to }) => from !== to && (side === 'ingress' ? to : from) === end);
  return {
    lost: own.reduce((sum, { lost }) => sum + lost, 0),
    gained: own.reduce((sum, { gained }) => sum + gained, 0),
  };
}

function paintWords(
  ctx: CanvasRenderingContext2D,
  { rect, gate }: PlateMark,
  lines: readonly WordLine[],
  colours: Palette,
): void {
  const first = rect.y + rect.height - 11 - (lines.length - 1) * LINE;
  const left = rect.x + gate;
  const room = rect.width - 2 * gate + 10;
  lines.forEach(({ label, text, tone, labelTone, strong }, at) => {
    const y = first + at * LINE;
    const indent = label === '' ? 0 : LABEL;
    if (label !== '')
      write(ctx, label, left, y, { font: `${strong ? 560 : 400} 11px ${colours.sans}`, colour: colours[labelTone] });
    write(ctx, text, left + indent, y, {
      font: `${strong ? 560 : 400} 11px ${colours.sans}`,
      colour: colours[tone],
      room: room - indent,
    });
  });
}

/** How many namespaces of each step there are, where cells would be too many. */
function paintHistogram(
  ctx: CanvasRenderingContext2D,
  { rect, gate, words }: PlateMark,
  { namespaces }: GroupFacts,
  { frame }: LevelPaint,
  colours: Palette,
): void {
  const counts = new Array<number>(HEAT.length).fill(0);
  for (const name of namespaces) {
    const step = frame.facts.namespaces.get(name)?.step ?? 0;
    counts[step] = (counts[step] ?? 0) + 1;
  }
  const most = Math.max(1, ...counts);
  const box = {
    x: rect.x + gate,
    y: rect.y + 36,
    width: rect.width - 2 * gate,
    height: Math.max(20, rect.height - 62 - words * LINE),
  };
  const each = box.width / counts.length;
  counts.forEach((count, step) => {
    const height = Math.max(count > 0 ? 2 : 0, ((box.height - 14) * count) / most);
    ctx.fillStyle = step === 0 ? colours.sunk : mix(colours.allowed, colours.raised, HEAT[step] ?? 0);
    ctx.strokeStyle = colours.line3;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.rect(box.x + step * each + 2, box.y + box.height - height, each - 4, height);
    ctx.fill();
    ctx.stroke();
    write(ctx, String(count), box.x + (step + 0.5) * each, box.y + box.height - height - 4, {
      font: `400 10px ${colours.mono}`,
      colour: colours.text2,
      align: 'center',
    });
  });
}
