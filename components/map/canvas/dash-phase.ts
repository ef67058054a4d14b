/**
 * Dashed lines that share a stretch must have their dashes in step, else they smear into a solid line. Lines that share
 * their start are in step by themselves; those that share their end get an offset that makes the phase there equal.
 */

import type { Point, Route } from '#graph';
import { CORNER_RADIUS } from './edge-look.ts';

/** Offset per edge for a pattern of the given period; edges that need none are absent. */
export function dashOffsets(routes: readonly Route[], period: number): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  const byEnd = Map.groupBy(routes, ({ points }) => `${points.at(-1)?.x} ${points.at(-1)?.y}`);
  for (const group of byEnd.values()) {
    if (group.length < 2) continue;
    for (const route of group) offsets.set(route.edge, (period - (drawnLength(route.points) % period)) % period);
  }
  return offsets;
}

/** Length of a right-angled way with its corners rounded. */
export function drawnLength(points: readonly Point[]): number {
  let length = 0;
  for (let i = 1; i < points.length; i += 1) {
    length += run(points, i);
    if (i < points.length - 1) {
      const radius = Math.min(CORNER_RADIUS, run(points, i) / 2, run(points, i + 1) / 2);
      length -= (2 - Math.PI / 2) * radius;
    }
  }
  return length;
}

function run(points: readonly Point[], at: number): number {
  const [from, to] = [points[at - 1], points[at]];
  return from === undefined || to === undefined ? 0 : Math.abs(from.x - to.x) + Math.abs(from.y - to.y);
}
