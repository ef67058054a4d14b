/** A strip: one workload (or the outside), with its two gates. */

import type { Rect, Strip } from '#graph';
import { wallWidth } from '#workbench';
import type { Palette } from '../canvas/palette.ts';
import { type Detail, GATE, legible, STRIP_RADIUS } from './measures.ts';
import { paintFolded } from './paint-folded.ts';
import { type GateSide, paintGateNumber, paintHalo, paintWall, toneColour } from './paint-gate.ts';
import { iconOf, paintIcon } from './paint-icon.ts';
import { write } from './paint-text.ts';
import type { StripView } from './strip-view.ts';

const SIDES: readonly GateSide[] = ['ingress', 'egress'];

/** `empty`: the place is known, the facts are not. */
export function paintStrip(
  ctx: CanvasRenderingContext2D,
  rect: Rect,
  strip: Strip,
  view: StripView,
  zoom: number,
  detail: Detail | 'empty',
): void {
  if (strip.anchor) return;
  if (strip.fold && detail !== 'empty') {
    paintFolded(ctx, rect, strip, strip.fold, view, zoom);
    return;
  }
  if (detail === 'empty') {
    paintBody(ctx, rect, strip, view);
    return;
  }
  if (view.frame !== 'none') paintFrame(ctx, rect, strip, view);
  paintBody(ctx, rect, strip, view);
  for (const side of SIDES) {
    const { palette } = view.gates[side];
    paintWall(ctx, rect, side, strip[side], palette, view.hollow);
    if (detail === 'least') paintGateSpot(ctx, rect, side, strip, palette);
    else paintGateNumber(ctx, rect, side, strip[side], palette, zoom);
  }
  if (detail === 'full') paintTwoLines(ctx, rect, strip, view.palette, zoom);
  else paintOneLine(ctx, rect, strip, view.palette, zoom);
}

/** Brackets lie below the lines that pass through them. */
export function paintHalos(ctx: CanvasRenderingContext2D, rect: Rect, strip: Strip, view: StripView): void {
  if (!view.halos || strip.fold) return;
  for (const side of SIDES) {
    const { halo, faint } = view.gates[side].halo;
    if (strip[side].halo) paintHalo(ctx, rect, side, halo, faint);
  }
}

/** Around the strip and its walls. */
function paintFrame(ctx: CanvasRenderingContext2D, rect: Rect, strip: Strip, view: StripView): void {
  const selected = view.frame === 'selected';
  const gap = selected ? 2 : 5;
  const left = rect.x - wallWidth(strip.ingress) - gap;
  const right = rect.x + rect.width + wallWidth(strip.egress) + gap;
  ctx.beginPath();
  ctx.roundRect(left, rect.y - gap, right - left, rect.height + 2 * gap, STRIP_RADIUS + gap);
  ctx.lineWidth = selected ? 4 : 2;
  ctx.strokeStyle = selected ? view.palette.signal : view.palette.signalInk;
  ctx.stroke();
}

function paintBody(ctx: CanvasRenderingContext2D, rect: Rect, strip: Strip, view: StripView): void {
  const outside = strip.id === 'outside';
  ctx.beginPath();
  ctx.roundRect(rect.x + 0.5, rect.y + 0.5, rect.width - 1, rect.height - 1, STRIP_RADIUS);
  ctx.fillStyle = outside ? view.palette.canvas : view.palette.raised;
  ctx.fill();
  ctx.lineWidth = outside || view.flash ? 1.5 : 1;
  ctx.strokeStyle = edgeColour(strip, view);
  if (outside) {
    ctx.lineCap = 'round';
    ctx.setLineDash([0.5, 4]);
  } else if (strip.idle) {
    // Told apart without colour too: there is a place for its pods, and nobody in it.
    ctx.setLineDash([4, 3]);
  }
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.lineCap = 'butt';
}

function edgeColour(strip: Strip, { palette, frame, flash }: StripView): string {
  if (flash || frame === 'selected') return palette.signalInk;
  if (strip.id === 'outside') return palette.unknown;
  if (strip.ingress.wall === 'new' || strip.egress.wall === 'new') return palette.denied;
  if (strip.ingress.text.startsWith('+')) return palette.allowed;
  return palette.line3;
}

function paintTwoLines(ctx: CanvasRenderingContext2D, rect: Rect, strip: Strip, palette: Palette, zoom: number): void {
  const left = rect.x + GATE + (rect.width < 186 ? 7 : 9);
  const right = rect.x + rect.width - GATE - 8;
  const top = rect.y + (rect.height - 44) / 2;
  write(ctx, strip.name, left, top + 19, {
    font: `560 ${legible(13, zoom)}px ${palette.sans}`,
    colour: palette.text1,
    // Up to a little before the line that divides the gate off.
    room: right + 4 - left,
  });
  paintIcon(ctx, iconOf(strip.kind), left, top + 25, 11.5, palette.text2);
  const size = legible(10.8, zoom);
  const small = `400 ${size}px ${palette.mono}`;
  const portWidth = strip.port.length * size * 0.602;
  write(ctx, strip.detail, left + 17, top + 34.5, {
    font: small,
    colour: palette.text2,
    room: right - left - 17 - portWidth,
  });
  if (strip.port !== '') {
    write(ctx, strip.port, right, top + 34.5, { font: small, colour: palette.text2, align: 'right' });
  }
}

function paintOneLine(ctx: CanvasRenderingContext2D, rect: Rect, strip: Strip, palette: Palette, zoom: number): void {
  const size = legible(13, zoom);
  write(ctx, strip.name, rect.x + GATE + 7, rect.y + rect.height / 2 + size * 0.35, {
    font: `560 ${size}px ${palette.sans}`,
    colour: palette.text1,
    room: rect.width - 2 * GATE - 12,
  });
}

/** Too small for a number: the gate's colour alone, with wall and bracket beside it. */
function paintGateSpot(
  ctx: CanvasRenderingContext2D,
  rect: Rect,
  side: GateSide,
  strip: Strip,
  palette: Palette,
): void {
  ctx.fillStyle = toneColour(palette, strip[side].tone);
  ctx.beginPath();
  ctx.roundRect(side === 'ingress' ? rect.x + 9 : rect.x + rect.width - 19, rect.y + rect.height / 2 - 5, 10, 10, 2);
  ctx.fill();
}
