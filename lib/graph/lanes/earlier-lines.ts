/** Routes that were drawn before -> lines again, as obstacles or as wishes. */

import type { Placement, Route, Span, Stop, Streets } from '../model/geometry.ts';
import type { MapEdge } from '../model/map-model.ts';
import type { LaneItem } from './items.ts';
import type { KeptNet, Line } from './lines.ts';
import { isInner, isLevel } from './streets.ts';

export function keptNet(route: Route): KeptNet {
  return { key: route.net, side: route.net.split(' ')[1] === 'from' ? 'source' : 'target' };
}

/** The route as a line of net `net`; undefined when an end is not on the map any more. */
export function lineOfRoute(route: Route, placement: Placement, net: number): Line | undefined {
  const { stops, channels } = placement.streets;
  const source = stops.get(route.source);
  const target = stops.get(route.destination);
  if (!source || !target) return undefined;
  const { edge: id, source: from, destination } = route;
  const edge: MapEdge = { id, source: from, destination, kind: 'rule' };
  return {
    edge,
    source,
    target,
    net,
    path: route.runs.map((run) => run.channel),
    lanes: route.runs.map((run) => run.lane + (channels[run.channel]?.from ?? 0)),
    exit: route.exit,
    entry: route.entry,
    bundled: route.bundled,
  };
}

/** Exact stretches of fixed lines, by channel. */
export function obstacles(lines: readonly Line[], streets: Streets): LaneItem[][] {
  const items: LaneItem[][] = streets.channels.map(() => []);
  for (const line of lines) {
    line.path.forEach((channel, run) => {
      const { from, to } = exactReach(line, run);
      const at = line.lanes[run] ?? 0;
      items[channel]?.push({ channel, net: line.net, from, to, runs: [], first: false, at, shared: false });
    });
  }
  return items;
}

function exactReach(line: Line, run: number): Span {
  const a = run === 0 ? line.source.y + line.exit : (line.lanes[run - 1] ?? 0);
  const b = run === line.path.length - 1 ? line.target.y + line.entry : (line.lanes[run + 1] ?? 0);
  return { from: Math.min(a, b), to: Math.max(a, b) };
}

/** Whether a path can still be taken between two gates: streets are there and meet. */
export function isPassable(path: readonly number[], source: Stop, target: Stop, streets: Streets): boolean {
  if (path.length === 0) return source.right === target.left && source.y === target.y;
  if (path[0] !== source.right || path.at(-1) !== target.left || path.length % 2 === 0) return false;
  const { columns } = streets;
  const meets = (stop: Stop, upright: number, level: number | undefined) => {
    if (level === undefined || !isInner(columns, upright)) return true;
    const band = level - 2 * columns - 1;
    return band === stop.band || band === stop.band + 1;
  };
  const alternate = path.every(
    (channel, i) => channel < streets.channels.length && isLevel(columns, channel) === (i % 2 === 1),
  );
  return alternate && meets(source, source.right, path[1]) && meets(target, target.left, path.at(-2));
}
