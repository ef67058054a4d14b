/**
 * Places and routes -> elements for Cytoscape: one invisible node a strip, one edge a route, as `round-segments` with
 * fixed ends (`edge-distances: endpoints`). Data fields: weights, distances, sourceEnd, targetEnd, straight.
 */

import type { Placement, Point, Rect, Route } from '../model/geometry.ts';
import type { EdgeKind, MapEdge, MapModel } from '../model/map-model.ts';

export interface StripElement {
  readonly group: 'nodes';
  readonly data: { readonly id: string; readonly width: number; readonly height: number };
  readonly position: Point;
}

export interface LaneElement {
  readonly group: 'edges';
  readonly data: {
    readonly id: string;
    readonly source: string;
    readonly target: string;
    readonly kind: EdgeKind;
    /** Never empty: Cytoscape throws on empty lists. */
    readonly weights: number[];
    readonly distances: number[];
    /** Pixels from the middle of the node, as in `96px 6px`. */
    readonly sourceEnd: string;
    readonly targetEnd: string;
    /** No bends: style it as a straight line. */
    readonly straight: boolean;
    readonly bundled: boolean;
    /** On a folded map. */
    readonly share?: 'all' | 'some';
  };
}

export type MapElement = StripElement | LaneElement;

/** Ends that coincide would make weights NaN. */
const APART = 0.01;

export function cytoscapeElements(model: MapModel, placement: Placement, routes: readonly Route[]): MapElement[] {
  const elements: MapElement[] = [];
  for (const [id, rect] of placement.strips) {
    const position = middle(rect);
    elements.push({ group: 'nodes', data: { id, width: rect.width, height: rect.height }, position });
  }
  const edges = new Map([...model.edges, ...model.overlay].map((edge) => [edge.id, edge]));
  for (const route of routes) {
    const edge = edges.get(route.edge);
    const source = edge && placement.strips.get(edge.source);
    const target = edge && placement.strips.get(edge.destination);
    if (edge && source && target && edge.source !== edge.destination) {
      elements.push(lane(edge, source, target, route));
    }
  }
  return elements;
}

function lane({ kind, source, destination: target, share }: MapEdge, from: Rect, to: Rect, route: Route): LaneElement {
  const start = route.points[0] ?? middle(from);
  const last = route.points.at(-1) ?? middle(to);
  const end = start.x === last.x && start.y === last.y ? { x: last.x + APART, y: last.y } : last;
  const bends = route.points.slice(1, -1).map((point) => relative(point, start, end));
  return {
    group: 'edges',
    data: {
      id: route.edge,
      source,
      target,
      kind,
      weights: bends.length > 0 ? bends.map((bend) => bend.weight) : [0.5],
      distances: bends.length > 0 ? bends.map((bend) => bend.distance) : [0],
      sourceEnd: endText(start, middle(from)),
      targetEnd: endText(end, middle(to)),
      straight: bends.length === 0,
      bundled: route.bundled,
      ...(share && { share }),
    },
  };
}

/** A point as share of the way from a to b and distance from it, as Cytoscape counts them. */
function relative(p: Point, a: Point, b: Point): { readonly weight: number; readonly distance: number } {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy);
  const [px, py] = [p.x - a.x, p.y - a.y];
  return { weight: (px * dx + py * dy) / length ** 2, distance: (py * dx - px * dy) / length };
}

function middle(rect: Rect): Point {
  return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
}

function endText(point: Point, centre: Point): string {
  return `${point.x - centre.x}px ${point.y - centre.y}px`;
}
