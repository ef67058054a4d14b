/** Lines of rails: they run straight down from a rail into an upright street, or up, or out of it into a rail below. */

import type { Placement, Point, Rect, Route, Stop } from '../model/geometry.ts';
import { throughStreets } from './open-plates.ts';
import type { RailMark } from './picture.ts';

const INSET = 44;

/** A stop for a rail at one street: its id names both. */
export interface RailStop {
  readonly id: string;
  readonly rect: Rect;
  readonly stop: Stop;
}

/** The place where a line to or from `other` meets the rail. */
export function railStop(
  { name, side, rect }: RailMark,
  other: Stop,
  isSource: boolean,
  placement: Placement,
): RailStop | undefined {
  const { channels, bands } = placement.streets;
  const wished = isSource ? other.left : other.right;
  const middle = (channel: number) => ((channels[channel]?.from ?? 0) + (channels[channel]?.to ?? 0)) / 2;
  const near = isSource ? other.x.from : other.x.to;
  const below = throughStreets(placement).filter((channel) => {
    const x = middle(channel);
    return x > rect.x + INSET && x < rect.x + rect.width - INSET;
  });
  let best: number | undefined;
  for (const channel of below) {
    const cost = (at: number) => (at === wished ? -1 : Math.abs(middle(at) - near));
    if (best === undefined || cost(channel) < cost(best)) best = channel;
  }
  if (best === undefined) return undefined;
  const y = side === 'top' ? rect.y + rect.height : rect.y;
  const x = channels[best]?.from ?? 0;
  return {
    id: `rail ${name} @${best}`,
    rect: { x, y: y - 1, width: 0, height: 2 },
    stop: { left: best, right: best, band: side === 'top' ? 0 : bands - 1, x: { from: x, to: x }, y },
  };
}

/** The line begins, or ends, at the edge of the rail itself. */
export function atRails(route: Route, rails: ReadonlyMap<string, Rect>): Route {
  const points = [...route.points];
  const [start, end] = [rails.get(route.source), rails.get(route.destination)];
  if (start) {
    const [first, second] = points;
    if (first && second && first.y === second.y) points.shift();
    move(points, 0, start);
  }
  if (end) {
    const [last, before] = [points.at(-1), points.at(-2)];
    if (last && before && last.y === before.y) points.pop();
    move(points, points.length - 1, end);
  }
  return { ...route, points };
}

function move(points: Point[], at: number, { y }: Rect): void {
  const point = points[at];
  if (point) points[at] = { x: point.x, y: y + 1 };
}
