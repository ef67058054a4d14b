/** One end of a strip: its wall, its halo, its number. Left = ingress, right = egress. */

import type { GateMark, GateTone, Rect } from '#graph';
import { wallWidth } from '#workbench';
import type { Palette } from '../canvas/palette.ts';
import { GATE, GATE_INSET, HALO_OFFSETS, legible, WALL_OVERHANG } from './measures.ts';
import { write } from './paint-text.ts';

export type GateSide = 'ingress' | 'egress';

export function toneColour(palette: Palette, tone: GateTone): string {
  switch (tone) {
    case 'rule':
      return palette.allowed;
    case 'denied':
      return palette.denied;
    case 'open':
      return palette.open;
    case 'unknown':
      return palette.unknown;
    case 'muted':
      return palette.text3;
  }
}

/** Two brackets that hug an open gate: nothing stops anybody here. */
export function paintHalo(
  ctx: CanvasRenderingContext2D,
  strip: Rect,
  side: GateSide,
  colour: string,
  faint: string,
): void {
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = colour;
  bracket(ctx, strip, side, HALO_OFFSETS.solid, 7);
  ctx.lineWidth = 1;
  ctx.strokeStyle = faint;
  ctx.setLineDash([3, 3]);
  bracket(ctx, strip, side, HALO_OFFSETS.dashed, 10);
  ctx.setLineDash([]);
}

function bracket(ctx: CanvasRenderingContext2D, strip: Rect, side: GateSide, offset: number, radius: number): void {
  const top = strip.y - offset;
  const bottom = strip.y + strip.height + offset;
  const outer = side === 'ingress' ? strip.x - offset : strip.x + strip.width + offset;
  const inner = side === 'ingress' ? strip.x + GATE + 2 : strip.x + strip.width - GATE - 2;
  ctx.beginPath();
  ctx.moveTo(inner, top);
  ctx.arcTo(outer, top, outer, bottom, radius);
  ctx.arcTo(outer, bottom, inner, bottom, radius);
  ctx.lineTo(inner, bottom);
  ctx.stroke();
}

/** Isolation: a solid wall; half as high when it holds for some of the pods; hollow when nobody enforces it. */
export function paintWall(
  ctx: CanvasRenderingContext2D,
  strip: Rect,
  side: GateSide,
  { wall }: GateMark,
  palette: Palette,
  hollow: boolean,
): void {
  if (wall === 'none') return;
  const width = wallWidth({ wall });
  const x = side === 'ingress' ? strip.x - width : strip.x + strip.width;
  const whole = strip.height + 2 * WALL_OVERHANG;
  const height = wall === 'part' ? whole / 2 : whole;
  const y = strip.y - WALL_OVERHANG + (whole - height);
  ctx.beginPath();
  if (hollow) {
    ctx.rect(x + 0.5, y + 0.5, width - 1, height - 1);
    ctx.lineWidth = 1;
    ctx.strokeStyle = palette.wall;
    ctx.stroke();
    return;
  }
  ctx.roundRect(x, y, width, height, 1);
  ctx.fillStyle = wall === 'new' ? palette.denied : palette.wall;
  ctx.fill();
  if (wall === 'part') {
    ctx.beginPath();
    ctx.rect(x + 0.5, strip.y - WALL_OVERHANG + 0.5, width - 1, whole - 1);
    ctx.lineWidth = 1;
    ctx.strokeStyle = palette.wall;
    ctx.stroke();
  }
}

/** The number in the gate and the hairline that splits the gate off. */
export function paintGateNumber(
  ctx: CanvasRenderingContext2D,
  strip: Rect,
  side: GateSide,
  mark: GateMark,
  palette: Palette,
  zoom: number,
): void {
  const split = side === 'ingress' ? strip.x + GATE : strip.x + strip.width - GATE;
  ctx.strokeStyle = palette.line2;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(split, strip.y + GATE_INSET);
  ctx.lineTo(split, strip.y + strip.height - GATE_INSET);
  ctx.stroke();
  const size = legible(12.5, zoom);
  const middle = side === 'ingress' ? strip.x + GATE / 2 : strip.x + strip.width - GATE / 2;
  write(ctx, mark.text, middle, strip.y + strip.height / 2 + size * 0.35, {
    font: `600 ${size}px ${palette.mono}`,
    colour: toneColour(palette, mark.tone),
    align: 'center',
    room: GATE,
  });
}
