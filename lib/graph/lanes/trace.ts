/** Lanes and ports -> points. */

import type { Point, Route, Streets } from '../model/geometry.ts';
import type { Line, Lines } from './lines.ts';

export function traceRoute(line: Line, all: Lines, streets: Streets): Route {
  const { source, target, lanes } = line;
  const from = { x: source.x.to, y: source.y + line.exit };
  const to = { x: target.x.from, y: target.y + line.entry };
  const points: Point[] = [from];
  if (lanes.length > 0) {
    let y = from.y;
    for (let i = 0; i < lanes.length; i += 2) {
      const x = lanes[i] ?? 0;
      points.push({ x, y });
      y = lanes[i + 1] ?? to.y;
      points.push({ x, y });
    }
  }
  points.push(to);
  return {
    edge: line.edge.id,
    source: line.edge.source,
    destination: line.edge.destination,
    points: withoutSpare(points),
    bundled: line.bundled,
    net: all.keys[line.net] ?? '',
    runs: line.path.map((channel, i) => ({
      channel,
      lane: (lanes[i] ?? 0) - (streets.channels[channel]?.from ?? 0),
    })),
    exit: line.exit,
    entry: line.entry,
  };
}

/** Drops points that repeat the one before or lie on the way between their neighbours. */
function withoutSpare(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    if (last && last.x === point.x && last.y === point.y) continue;
    const before = kept.at(-2);
    if (before && last && isBetween(before, last, point)) kept.pop();
    kept.push(point);
  }
  return kept;
}

function isBetween(a: Point, b: Point, c: Point): boolean {
  return (a.x === b.x && b.x === c.x) || (a.y === b.y && b.y === c.y);
}
