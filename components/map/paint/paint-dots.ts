/** The grid of dots behind everything, only where it is seen. */

import type { Rect } from '#graph';
import { DOT_PITCH } from './measures.ts';

export function paintDots(ctx: CanvasRenderingContext2D, seen: Rect, colour: string, zoom: number): void {
  let pitch = DOT_PITCH;
  while (pitch * zoom < 16) pitch *= 2;
  const size = Math.max(1.8, 1.6 / zoom);
  ctx.fillStyle = colour;
  ctx.beginPath();
  for (let x = Math.floor(seen.x / pitch) * pitch; x < seen.x + seen.width; x += pitch) {
    for (let y = Math.floor(seen.y / pitch) * pitch; y < seen.y + seen.height; y += pitch) {
      ctx.rect(x - size / 2, y - size / 2, size, size);
    }
  }
  ctx.fill();
}
