/**
 * Which edges may share lines. A net is a star: edges of one kind with one hub, so a merged line never lies about who
 * reaches whom. A source net is chosen where the target has no other caller or the source is a broadcaster; else edges
 * to one target share a trunk, so that a gate usually has one arrow.
 */

import type { MapEdge, StripId } from './map-model.ts';

const BROADCAST_DEGREE = 8;
const BROADCAST_RATIO = 3;

export interface Net {
  readonly key: string;
  readonly hub: StripId;
  readonly side: 'source' | 'target';
}

function netKey(kind: string, side: 'source' | 'target', hub: StripId): string {
  return `${kind} ${side === 'source' ? 'from' : 'to'} ${hub}`;
}

/** The net of each edge, in the order of the edges. */
export function netsOf(edges: readonly MapEdge[]): Net[] {
  const into = new Map<string, number>();
  const out = new Map<string, number>();
  const add = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const edge of edges) {
    add(into, `${edge.kind} ${edge.destination}`);
    add(out, `${edge.kind} ${edge.source}`);
  }
  return edges.map((edge) => {
    const callers = into.get(`${edge.kind} ${edge.destination}`) ?? 0;
    const called = out.get(`${edge.kind} ${edge.source}`) ?? 0;
    const broadcaster = called >= BROADCAST_DEGREE && called >= BROADCAST_RATIO * callers;
    const side = callers === 1 || broadcaster ? 'source' : 'target';
    const hub = side === 'source' ? edge.source : edge.destination;
    return { key: netKey(edge.kind, side, hub), hub, side };
  });
}
