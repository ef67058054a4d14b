/** Base lines on fixed places: from nothing (fresh), or keeping what was (sticky). */

import type { Placement, Route, Streets } from '../model/geometry.ts';
import type { MapEdge } from '../model/map-model.ts';
import { choosePaths, LaneTraffic, type Work } from './choose-path.ts';
import { isPassable, keptNet } from './earlier-lines.ts';
import { fitItem, isFree, preferredLane } from './fit-lanes.ts';
import { fitPorts, keepPorts } from './fit-ports.ts';
import { collectGates, type LaneGate, type Pin } from './gates.ts';
import { buildItems, type LaneItem } from './items.ts';
import { compileLines, type Lines } from './lines.ts';
import { packChannel } from './pack-lanes.ts';
import { assignPorts, storePorts } from './ports.ts';
import { LANE_PITCH, laneRange, TIGHT_PITCH } from './streets.ts';
import { traceRoute } from './trace.ts';

/** A channel is packed anew when that gives more than this many items a lane of their own. */
const WORTH_PACKING = 3;

/**
 * Routes of the base edges, in the order of edge ids. Without `previous` a pure function of places and edges. With the
 * routes of an earlier call for the same places, lines keep their streets, lanes and ports while these fit.
 */
export function route(
  edges: readonly MapEdge[],
  placement: Placement,
  previous?: readonly Route[],
  work: Work = { ops: 0 },
): Route[] {
  const { streets } = placement;
  const known = new Map(previous?.map((each) => [each.edge, each]));
  const all = compileLines(edges, placement, new Map([...known].map(([id, each]) => [id, keptNet(each)])));
  const traffic = new LaneTraffic(streets, work);
  for (const line of all.lines) {
    const path = known.get(line.edge.id)?.runs.map((run) => run.channel);
    if (!path || !isPassable(path, line.source, line.target, streets)) continue;
    line.path = path;
    traffic.add(line);
  }
  choosePaths(all, streets, traffic, beyond(all));
  const items = buildItems(all, streets);
  items.forEach((list, channel) => {
    if (known.size === 0) packChannel(list, streets, channel, work);
    else keepLanes(list, streets, channel, known, work);
  });
  storeLanes(items);
  const gates = collectGates(all.lines);
  if (known.size === 0) assignPorts(gates, all);
  else {
    keepPorts(gates, (pin, side) => earlierOffset(pin, side, known));
    fitPorts(gates, all);
    storePorts(gates);
  }
  return all.lines.map((line) => traceRoute(line, all, streets));
}

/** How many streets above and below its two bands a line may try: more where bands are single low strips. */
export function beyond(all: Lines): number {
  return all.half < 15 ? 4 : 0;
}

/** Items of a first routing, without lanes: for choosing street widths. */
export function trialItems(edges: readonly MapEdge[], placement: Placement, work: Work): LaneItem[][] {
  const all = compileLines(edges, placement);
  choosePaths(all, placement.streets, new LaneTraffic(placement.streets, work), beyond(all));
  return buildItems(all, placement.streets);
}

export function storeLanes(items: readonly (readonly LaneItem[])[]): void {
  for (const list of items) {
    for (const item of list) {
      for (const { line, run } of item.runs) {
        line.lanes[run] = item.at;
        if (item.shared) line.bundled = true;
      }
    }
  }
}

function keepLanes(
  items: readonly LaneItem[],
  streets: Streets,
  channel: number,
  known: ReadonlyMap<string, Route>,
  work: Work,
): void {
  const start = streets.channels[channel]?.from ?? 0;
  const range = laneRange(streets, channel);
  const placed: LaneItem[] = [];
  const rest: { item: LaneItem; wish: number }[] = [];
  for (const item of items) {
    const lane = earlierLane(item, known);
    const wish = lane === undefined ? preferredLane(item, streets) : start + lane;
    const fits = lane !== undefined && wish >= range.from && wish <= range.to;
    if (fits && isFree(item, wish, TIGHT_PITCH, placed, work)) {
      item.at = wish;
      placed.push(item);
    } else rest.push({ item, wish });
  }
  for (const { item, wish } of rest) {
    fitItem(item, wish, [LANE_PITCH, TIGHT_PITCH], placed, range, work);
    placed.push(item);
  }
  const sharing = sharedItems(items);
  if (sharing <= WORTH_PACKING) return;
  const anew = items.map((item) => ({ ...item, shared: false }));
  packChannel(anew, streets, channel, work);
  if (sharing - sharedItems(anew) <= WORTH_PACKING) return;
  items.forEach((item, i) => {
    item.at = anew[i]?.at ?? item.at;
    item.shared = anew[i]?.shared ?? item.shared;
  });
}

function sharedItems(items: readonly LaneItem[]): number {
  return items.filter((item) => item.shared).length;
}

function earlierLane(item: LaneItem, known: ReadonlyMap<string, Route>): number | undefined {
  for (const { line, run } of item.runs) {
    const earlier = known.get(line.edge.id)?.runs[run];
    if (earlier?.channel === item.channel) return earlier.lane;
  }
  return undefined;
}

function earlierOffset(pin: Pin, side: LaneGate['side'], known: ReadonlyMap<string, Route>): number | undefined {
  for (const line of pin.lines) {
    const earlier = known.get(line.edge.id);
    if (earlier) return side === 'egress' ? earlier.exit : earlier.entry;
  }
  return undefined;
}
