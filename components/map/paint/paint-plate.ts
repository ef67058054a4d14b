/** A plate: one namespace, the outside, the folded namespaces, or one that may not be read. */

import type { Plate, Rect } from '#graph';
import type { Palette } from '../canvas/palette.ts';
import { legible, PLATE_PADDING, PLATE_RADIUS } from './measures.ts';
import { paintIcon } from './paint-icon.ts';
import { write } from './paint-text.ts';

const LINE = 15;

export function paintPlateGround(
  ctx: CanvasRenderingContext2D,
  rect: Rect,
  plate: Plate,
  palette: Palette,
  framed: boolean,
): void {
  ctx.beginPath();
  ctx.roundRect(rect.x + 0.5, rect.y + 0.5, rect.width - 1, rect.height - 1, PLATE_RADIUS);
  ctx.fillStyle = plate.kind === 'namespace' ? palette.surface : palette.canvas;
  ctx.fill();
  const dotted = plate.kind === 'outside' || plate.kind === 'unreadable';
  if (plate.kind === 'unreadable') paintHatch(ctx, rect, palette);
  ctx.lineWidth = framed ? 2 : dotted ? 1.5 : 1;
  ctx.strokeStyle = framed ? palette.signalInk : dotted ? palette.unknown : palette.line2;
  if (dotted) {
    ctx.globalAlpha = plate.kind === 'outside' ? 0.6 : 0.8;
    ctx.lineCap = 'round';
    ctx.setLineDash([0.5, 4.5]);
  }
  ctx.beginPath();
  ctx.roundRect(rect.x + 0.5, rect.y + 0.5, rect.width - 1, rect.height - 1, PLATE_RADIUS);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.lineCap = 'butt';
  ctx.globalAlpha = 1;
}

function paintHatch(ctx: CanvasRenderingContext2D, rect: Rect, palette: Palette): void {
  ctx.save();
  ctx.clip();
  ctx.fillStyle = palette.unknownWash;
  ctx.fillRect(rect.x, rect.y, rect.width, rect.height);
  ctx.strokeStyle = palette.unknownWash;
  ctx.lineWidth = 2;
  ctx.beginPath();
  for (let x = rect.x - rect.height; x < rect.x + rect.width; x += 9) {
    ctx.moveTo(x, rect.y + rect.height);
    ctx.lineTo(x + rect.height, rect.y);
  }
  ctx.stroke();
  ctx.restore();
}

/** Title, policy count and quiet lines; drawn with the ground, below every edge. */
export function paintPlateText(
  ctx: CanvasRenderingContext2D,
  rect: Rect,
  plate: Plate,
  palette: Palette,
  zoom: number,
): void {
  if (plate.kind === 'folded') paintFoldedText(ctx, rect, plate, palette, zoom);
  else paintNamespaceText(ctx, rect, plate, palette, zoom);
}

function paintNamespaceText(
  ctx: CanvasRenderingContext2D,
  rect: Rect,
  plate: Plate,
  palette: Palette,
  zoom: number,
): void {
  const size = legible(12, zoom);
  const baseline = rect.y + (zoom >= 0.8 ? 19 : 24);
  const right = rect.x + rect.width - PLATE_PADDING;
  ctx.font = `400 ${size}px ${palette.sans}`;
  const told = plate.kind === 'unreadable' ? 'not readable' : plate.policies;
  const policies = zoom < 0.45 && rect.width < 280 ? '' : told;
  const policyWidth = policies === '' ? 0 : ctx.measureText(policies).width + 10;
  write(ctx, plate.title, rect.x + PLATE_PADDING, baseline, {
    font: `600 ${size}px ${palette.mono}`,
    colour: plate.kind === 'outside' ? palette.text2 : palette.text1,
    room: rect.width - 2 * PLATE_PADDING - policyWidth,
  });
  if (policies !== '') {
    write(ctx, policies, right, baseline, {
      font: `400 ${legible(11.5, zoom)}px ${palette.sans}`,
      colour: plate.kind === 'unreadable' ? palette.unknown : plate.policyCount === 0 ? palette.open : palette.text2,
      align: 'right',
    });
  }
  if (zoom >= 0.45) paintQuietLines(ctx, rect, plate, palette, zoom);
}

/** Beside the arrow of lines that end here. */
const UNREADABLE = ['Workloads here are unknown.', 'Your role cannot list its', 'pods or policies.'];

function paintQuietLines(
  ctx: CanvasRenderingContext2D,
  rect: Rect,
  plate: Plate,
  palette: Palette,
  zoom: number,
): void {
  const unreadable = plate.kind === 'unreadable';
  const lines = unreadable ? UNREADABLE : plate.lines;
  if (lines.length === 0) return;
  const first = unreadable ? rect.y + 46 : rect.y + rect.height - 7 - (lines.length - 1) * LINE;
  const left = rect.x + (unreadable ? 34 : 38);
  lines.forEach((line, index) => {
    write(ctx, line, left, first + index * LINE, {
      font: `400 ${Math.min(legible(index === 0 && unreadable ? 13 : 11.8, zoom), LINE)}px ${palette.sans}`,
      colour: index === 0 ? (unreadable ? palette.text1 : palette.text2) : palette.text3,
      room: rect.x + rect.width - left - 10,
    });
  });
  if (!unreadable) paintIcon(ctx, 'server', rect.x + 20, first - 10, 12, palette.text3);
}

function paintFoldedText(
  ctx: CanvasRenderingContext2D,
  rect: Rect,
  plate: Plate,
  palette: Palette,
  zoom: number,
): void {
  const left = rect.x + 28;
  const room = rect.width - 28 - PLATE_PADDING;
  paintIcon(ctx, 'chevron', rect.x + 11, rect.y + 12, 11, palette.text2);
  write(ctx, plate.title, left, rect.y + 21.5, {
    font: `500 ${legible(12.5, zoom)}px ${palette.sans}`,
    colour: palette.text2,
    room,
  });
  if (zoom < 0.45) return;
  plate.lines.forEach((line, index) => {
    write(ctx, line, left, rect.y + 41 + index * LINE, {
      font: `400 ${Math.min(legible(10.8, zoom), LINE)}px ${palette.mono}`,
      colour: palette.text3,
      room,
    });
  });
}
