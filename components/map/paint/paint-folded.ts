/** A namespace as one strip: its name, its walls as high as the share of closed workloads, how many there are. */

import type { Fold, Rect, Strip } from '#graph';
import { legible, STRIP_RADIUS } from './measures.ts';
import type { GateSide } from './paint-gate.ts';
import { write } from './paint-text.ts';
import type { StripView } from './strip-view.ts';

const WALL = 4.5;
const OVERHANG = 2;
const BRACKET = { offset: 2.5, reach: 16, radius: 5 };
const SIDES: readonly GateSide[] = ['ingress', 'egress'];

export function paintFolded(
  ctx: CanvasRenderingContext2D,
  rect: Rect,
  strip: Strip,
  fold: Fold,
  view: StripView,
  zoom: number,
): void {
  const { palette } = view;
  if (view.frame !== 'none') paintFrame(ctx, rect, view);
  ctx.beginPath();
  ctx.roundRect(rect.x + 0.5, rect.y + 0.5, rect.width - 1, rect.height - 1, STRIP_RADIUS - 1);
  ctx.fillStyle = fold.unknown ? palette.canvas : palette.raised;
  ctx.fill();
  ctx.lineWidth = view.flash ? 1.5 : 1;
  ctx.strokeStyle = fold.unknown ? palette.unknown : view.flash ? palette.signalInk : palette.line3;
  if (fold.unknown) dotted(ctx);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.lineCap = 'butt';
  if (!fold.unknown) {
    for (const side of SIDES) {
      if (view.halos && strip[side].halo) paintBracket(ctx, rect, side, view.gates[side].halo.halo);
      paintShare(ctx, rect, side, fold.judged === 0 ? 0 : fold.closed[side] / fold.judged, view);
    }
  }
  paintWords(ctx, rect, strip, fold, view, zoom);
}

function dotted(ctx: CanvasRenderingContext2D): void {
  ctx.lineCap = 'round';
  ctx.lineWidth = 1.5;
  ctx.setLineDash([0.5, 4]);
}

function paintFrame(ctx: CanvasRenderingContext2D, rect: Rect, { frame, palette }: StripView): void {
  const gap = frame === 'selected' ? 3 : 4;
  ctx.beginPath();
  ctx.roundRect(rect.x - gap, rect.y - gap, rect.width + 2 * gap, rect.height + 2 * gap, STRIP_RADIUS + gap - 1);
  ctx.lineWidth = frame === 'selected' ? 3 : 2;
  ctx.strokeStyle = frame === 'selected' ? palette.signal : palette.signalInk;
  ctx.stroke();
}

/** The wall stands on the ground and is as high as the share of workloads that are closed. */
function paintShare(ctx: CanvasRenderingContext2D, rect: Rect, side: GateSide, share: number, view: StripView): void {
  if (share === 0) return;
  const whole = rect.height + 2 * OVERHANG;
  // One closed workload of a hundred must not vanish.
  const height = Math.max(3, whole * share);
  const x = side === 'ingress' ? rect.x - WALL / 2 : rect.x + rect.width - WALL / 2;
  ctx.beginPath();
  ctx.roundRect(x, rect.y - OVERHANG + whole - height, WALL, height, 1);
  if (view.hollow) {
    ctx.lineWidth = 1;
    ctx.strokeStyle = view.palette.wall;
    ctx.stroke();
  } else {
    ctx.fillStyle = view.palette.wall;
    ctx.fill();
  }
}

function paintBracket(ctx: CanvasRenderingContext2D, rect: Rect, side: GateSide, colour: string): void {
  const { offset, reach, radius } = BRACKET;
  const [top, bottom] = [rect.y - offset, rect.y + rect.height + offset];
  const outer = side === 'ingress' ? rect.x - offset : rect.x + rect.width + offset;
  const inner = side === 'ingress' ? rect.x + reach : rect.x + rect.width - reach;
  ctx.beginPath();
  ctx.moveTo(inner, top);
  ctx.arcTo(outer, top, outer, bottom, radius);
  ctx.arcTo(outer, bottom, inner, bottom, radius);
  ctx.lineTo(inner, bottom);
  ctx.lineWidth = 1.2;
  ctx.strokeStyle = colour;
  ctx.stroke();
}

function paintWords(
  ctx: CanvasRenderingContext2D,
  rect: Rect,
  strip: Strip,
  fold: Fold,
  { palette }: StripView,
  zoom: number,
): void {
  const size = Math.min(legible(12, zoom), 17);
  const baseline = rect.y + rect.height / 2 + size * 0.35;
  const right = rect.x + rect.width - 9;
  const { text, colour } = countOf(fold, palette);
  const font = `400 ${Math.min(legible(10.8, zoom), 15)}px ${palette.mono}`;
  ctx.font = font;
  const taken = ctx.measureText(text).width + 6;
  write(ctx, strip.name, rect.x + 9, baseline, {
    font: `500 ${size}px ${palette.sans}`,
    colour: palette.text1,
    room: rect.width - 18 - taken,
  });
  write(ctx, text, right, baseline, { font, colour, align: 'right' });
}

/** How many workloads, or what a draft changes; unknown is never a number. */
function countOf(fold: Fold, palette: StripView['palette']): { readonly text: string; readonly colour: string } {
  if (fold.unknown) return { text: '?', colour: palette.unknown };
  if (fold.lost > 0)
    return { text: `${fold.gained > 0 ? `+${fold.gained} ` : ''}−${fold.lost}`, colour: palette.denied };
  if (fold.gained > 0) return { text: `+${fold.gained}`, colour: palette.allowed };
  return { text: `${fold.workloads}${fold.minimum ? '+' : ''}`, colour: palette.text3 };
}
