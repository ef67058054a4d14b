/** Lines on top of the base: draft, denied and unfolded open pairs. Base routes are fixed; only these are routed. */

import type { Placement, Route } from '../model/geometry.ts';
import type { MapEdge } from '../model/map-model.ts';
import { choosePaths, LaneTraffic, type Work } from './choose-path.ts';
import { lineOfRoute, obstacles } from './earlier-lines.ts';
import { fitItem, preferredLane } from './fit-lanes.ts';
import { fitPorts } from './fit-ports.ts';
import { collectGates } from './gates.ts';
import { buildItems } from './items.ts';
import { compileLines, type Line } from './lines.ts';
import { storePorts } from './ports.ts';
import { beyond, storeLanes } from './route.ts';
import { laneRange } from './streets.ts';
import { traceRoute } from './trace.ts';

/** Thick draft lines want more room between them than lines at rest. */
const GAPS = [12, 8, 6];

export function routeOverlay(
  edges: readonly MapEdge[],
  placement: Placement,
  base: readonly Route[],
  work: Work = { ops: 0 },
): Route[] {
  const { streets } = placement;
  const all = compileLines(edges, placement);
  if (all.lines.length === 0) return [];
  const fixed = fixedLines(base, placement, all.keys.length);
  const traffic = new LaneTraffic(streets, work);
  for (const line of fixed) traffic.add(line);
  choosePaths(all, streets, traffic, beyond(all));
  const items = buildItems(all, streets);
  const taken = obstacles(fixed, streets);
  items.forEach((list, channel) => {
    const placed = taken[channel] ?? [];
    const bySpan = [...list].sort((a, b) => a.to - a.from - (b.to - b.from) || a.from - b.from || a.net - b.net);
    for (const item of bySpan) {
      fitItem(item, preferredLane(item, streets), GAPS, placed, laneRange(streets, channel), work);
      placed.push(item);
    }
  });
  storeLanes(items);
  const gates = collectGates([...fixed, ...all.lines]);
  for (const gate of gates) {
    for (const pin of gate.pins) {
      const line = pin.lines[0];
      if (line && pin.net >= all.keys.length) pin.offset = gate.side === 'egress' ? line.exit : line.entry;
    }
  }
  fitPorts(gates, all);
  storePorts(gates);
  return all.lines.map((line) => traceRoute(line, all, streets));
}

/** Nets of base lines are numbered after those of the overlay. */
function fixedLines(base: readonly Route[], placement: Placement, firstNet: number): Line[] {
  const nets = new Map<string, number>();
  return base.flatMap((route) => {
    const net = nets.get(route.net) ?? firstNet + nets.size;
    nets.set(route.net, net);
    return lineOfRoute(route, placement, net) ?? [];
  });
}
