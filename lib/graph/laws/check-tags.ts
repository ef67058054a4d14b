/**
 * The law of labels: a tag touches no strip, no other tag, no lane of another group, and not the cut in which a removed
 * line ends.
 */

import type { Placement, Rect, Route, Tag } from '../model/geometry.ts';
import { segmentsOf } from './check-routes.ts';

export function brokenTagLaws(placement: Placement, routes: readonly Route[], tags: readonly Tag[]): string[] {
  const broken: string[] = [];
  const segments = segmentsOf(routes);
  const removed = new Set(tags.filter(({ kind }) => kind === 'removed').flatMap(({ edges }) => edges));
  const ends = routes.filter(({ edge }) => removed.has(edge)).flatMap(({ points }) => points.at(-1) ?? []);
  for (const [i, tag] of tags.entries()) {
    for (const [id, strip] of placement.strips) if (overlap(tag.box, strip)) broken.push(`${tag.text} lies on ${id}`);
    for (const other of tags.slice(i + 1)) if (overlap(tag.box, other.box)) broken.push(`${tag.text} on ${other.text}`);
    for (const { x, y } of ends) {
      const cut = { x: x - 40, y: y - 6, width: 40, height: 12 };
      if (overlap(tag.box, cut)) broken.push(`${tag.text} hides a cut`);
    }
    const own = new Set(tag.edges);
    for (const segment of segments) {
      if (own.has(segment.route.edge)) continue;
      const { level, at, from, to } = segment;
      const line = level
        ? { x: from, y: at, width: to - from, height: 0 }
        : { x: at, y: from, width: 0, height: to - from };
      if (overlap(tag.box, line)) broken.push(`${tag.text} lies on ${segment.route.edge}`);
    }
  }
  return broken;
}

function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
