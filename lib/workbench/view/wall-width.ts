/** Figures of a gate's wall in map pixels at 100 %: lines end at it, so its width decides where they do. */

import type { GateMark } from '#graph';

const WALL = 4.5;
const NEW_WALL = 8;

/** How far a gate's wall stands out from its strip. */
export function wallWidth({ wall }: Pick<GateMark, 'wall'>): number {
  if (wall === 'none') return 0;
  return wall === 'new' ? NEW_WALL : WALL;
}
