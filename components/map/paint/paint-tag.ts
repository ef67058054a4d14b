/** Tags: the label on a lane, and the note below a strip. */

import { type EdgeKind, isChange, type Rect, type Tag } from '#graph';
import type { Palette } from '../canvas/palette.ts';
import { legible, legibleFactor, PLATE_PADDING } from './measures.ts';
import { write } from './paint-text.ts';

const TYPE = 10.8;
const NOTE_HEIGHT = 15;

function edgeColour(palette: Palette, kind: EdgeKind): string {
  switch (kind) {
    case 'rule':
    case 'added':
      return palette.allowed;
    case 'open':
      return palette.open;
    case 'denied':
    case 'removed':
      return palette.denied;
    case 'unknown':
      return palette.unknown;
    // It stays allowed: what is told is that its ports are other ones.
    case 'changed':
      return palette.warning;
  }
}

export function paintTag(ctx: CanvasRenderingContext2D, tag: Tag, palette: Palette, zoom: number): void {
  const { kind } = tag;
  const colour = edgeColour(palette, kind);
  const hasSign = kind === 'added' || kind === 'removed';
  const quiet = kind === 'rule' || kind === 'open';
  const box = grown(tag.box, legibleFactor(TYPE, zoom));
  paintBox(ctx, box, palette, quiet ? palette.line2 : colour);
  const grow = box.height / tag.box.height;
  const middle = box.y + box.height / 2;
  let text = tag.text;
  let centre = box.x + box.width / 2;
  if (hasSign) {
    text = text.replace(/^[+−-]\s*/, '');
    paintSign(ctx, box.x + 10 * grow, middle, kind === 'added', colour, palette.canvas);
    centre += 6.5 * grow;
  }
  write(ctx, text, centre, middle + 3.8 * grow, {
    font: `${isChange(kind) ? 600 : 400} ${TYPE * grow}px ${palette.mono}`,
    colour,
    align: 'center',
  });
}

/** A small map keeps its tags readable: the box grows about its middle. */
function grown(box: Rect, factor: number): Rect {
  const [width, height] = [box.width * factor, box.height * factor];
  return { x: box.x - (width - box.width) / 2, y: box.y - (height - box.height) / 2, width, height };
}

function paintBox(ctx: CanvasRenderingContext2D, box: Rect, palette: Palette, border: string): void {
  ctx.beginPath();
  ctx.roundRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1, 3);
  ctx.fillStyle = palette.canvas;
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = border;
  ctx.stroke();
}

/** A plus on a filled disc, or a minus in a ring: told apart by shape, not only by colour. */
function paintSign(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  plus: boolean,
  colour: string,
  ground: string,
): void {
  ctx.beginPath();
  ctx.arc(x, y, 5.2, 0, 2 * Math.PI);
  ctx.lineWidth = 1.3;
  ctx.strokeStyle = colour;
  ctx.fillStyle = plus ? colour : ground;
  ctx.fill();
  ctx.stroke();
  ctx.strokeStyle = plus ? ground : colour;
  ctx.lineWidth = 1.6;
  ctx.beginPath();
  ctx.moveTo(x - 2.8, y);
  ctx.lineTo(x + 2.8, y);
  if (plus) {
    ctx.moveTo(x, y - 2.8);
    ctx.lineTo(x, y + 2.8);
  }
  ctx.stroke();
}

/** `newly isolated: ingress`, hanging from the strip it speaks of. */
export function paintNote(
  ctx: CanvasRenderingContext2D,
  strip: Rect,
  note: string,
  palette: Palette,
  zoom: number,
): void {
  const size = legible(TYPE, zoom);
  const grow = size / TYPE;
  ctx.font = `600 ${size}px ${palette.mono}`;
  // It ends above the quiet lines of a plate, and where the plate's title ends.
  const width = Math.min(ctx.measureText(note).width + 8, strip.width + PLATE_PADDING);
  const box = { x: strip.x, y: strip.y + strip.height, width, height: NOTE_HEIGHT * grow };
  paintBox(ctx, box, palette, palette.denied);
  write(ctx, note, box.x + 4, box.y + 11.2 * grow, { font: ctx.font, colour: palette.denied, room: width - 7 });
}
