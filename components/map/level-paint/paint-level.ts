/** One picture of a level, from the ground up. */

import type { Rect } from '#graph';
import { paintDots } from '../paint/paint-dots.ts';
import type { LevelPaint } from './level-paint.ts';
import { paintGroups } from './paint-group.ts';
import { paintLines } from './paint-lines.ts';
import { paintMarks } from './paint-marks.ts';
import { paintRails } from './paint-rails.ts';
import { paintRows } from './paint-rows.ts';

export function paintLevel(ctx: CanvasRenderingContext2D, paint: LevelPaint, seen: Rect): void {
  paintDots(ctx, seen, paint.palette.gridDot, paint.zoom);
  paintGroups(ctx, paint);
  paintLines(ctx, paint);
  paintMarks(ctx, paint);
  paintRows(ctx, paint, seen);
  paintRails(ctx, paint);
}
