/** Base lines on fixed places: from nothing (fresh), or keeping what was (sticky). */

import { choosePaths, Traffic, type Work } from './choose-path.ts';
import { collectGates } from './gates.ts';
import type { Placement, Route } from './geometry.ts';
import { buildItems, type Item } from './items.ts';
import { compileLines, type Lines } from './lines.ts';
import type { MapEdge } from './map-model.ts';
import { packChannel } from './pack-lanes.ts';
import { assignPorts } from './ports.ts';
import { traceRoute } from './trace.ts';

/** How many streets above and below its two bands a line may try; more where strips are namespaces. */
const BEYOND = 0;

/** Routes of the base edges, in the order of edge ids. */
export function route(
  edges: readonly MapEdge[],
  placement: Placement,
  previous?: readonly Route[],
  work: Work = { ops: 0 },
): Route[] {
  void previous;
  const { streets } = placement;
  const all = compileLines(edges, placement);
  choosePaths(all, streets, new Traffic(streets, work), BEYOND);
  const items = buildItems(all, streets);
  items.forEach((list, channel) => {
    packChannel(list, streets, channel, work);
  });
  storeLanes(items);
  assignPorts(collectGates(all.lines), all);
  return all.lines.map((line) => traceRoute(line, all, streets));
}

export function storeLanes(items: readonly (readonly Item[])[]): void {
  for (const list of items) {
    for (const item of list) {
      for (const { line, run } of item.runs) {
        line.lanes[run] = item.at;
        if (item.shared) line.bundled = true;
      }
    }
  }
}

/** The items of a trial: for choosing street widths. */
export function trialItems(edges: readonly MapEdge[], placement: Placement, work: Work): Item[][] {
  const { streets } = placement;
  const all: Lines = compileLines(edges, placement);
  choosePaths(all, streets, new Traffic(streets, work), BEYOND);
  return buildItems(all, streets);
}
