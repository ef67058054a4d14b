/** Edges compiled for routing: integer indices, sorted, so that the result does not depend on the order of the input. */

import { byCodeUnit } from '../model/by-code-unit.ts';
import type { Placement, Stop } from '../model/geometry.ts';
import type { MapEdge } from '../model/map-model.ts';
import { netsOf } from '../model/nets.ts';

/** One edge on its way to a route. */
export interface Line {
  readonly edge: MapEdge;
  readonly source: Stop;
  readonly target: Stop;
  /** Index in `sides` and `keys`. */
  readonly net: number;
  /** Channels from gate to gate, upright and level in turn; empty for a straight line across one street. */
  path: readonly number[];
  /** Coordinate in each channel of the path. */
  readonly lanes: number[];
  exit: number;
  entry: number;
  bundled: boolean;
}

export interface Lines {
  readonly lines: readonly Line[];
  readonly keys: readonly string[];
  /** What the lines of a net have in common. */
  readonly sides: readonly ('source' | 'target')[];
  /** Half the height of a strip: what a gate blocks of a street on each side of its middle. */
  readonly half: number;
}

export interface KeptNet {
  readonly key: string;
  readonly side: 'source' | 'target';
}

/** `kept` gives the net an edge had before, which it keeps: every net stays a star. */
export function compileLines(
  edges: readonly MapEdge[],
  placement: Placement,
  kept?: ReadonlyMap<string, KeptNet>,
): Lines {
  const { stops } = placement.streets;
  const sorted = edges
    .filter((edge) => stops.has(edge.source) && stops.has(edge.destination) && edge.source !== edge.destination)
    .sort((a, b) => byCodeUnit(a.id, b.id));
  const nets = netsOf(sorted);
  const index = new Map<string, number>();
  const keys: string[] = [];
  const sides: ('source' | 'target')[] = [];
  const lines: Line[] = [];
  sorted.forEach((edge, i) => {
    const net = kept?.get(edge.id) ?? nets[i];
    const source = stops.get(edge.source);
    const target = stops.get(edge.destination);
    if (!net || !source || !target) return;
    let at = index.get(net.key);
    if (at === undefined) {
      at = keys.length;
      index.set(net.key, at);
      keys.push(net.key);
      sides.push(net.side);
    }
    lines.push({ edge, source, target, net: at, path: [], lanes: [], exit: 0, entry: 0, bundled: false });
  });
  return { lines, keys, sides, half: halfHeight(placement) };
}

function halfHeight(placement: Placement): number {
  let height = 0;
  for (const rect of placement.strips.values()) height = Math.max(height, rect.height);
  return height / 2;
}
