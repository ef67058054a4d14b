/** Lines stop short of what stands at a gate: 3 before a wall, 9 before a strip so that the bracket stays whole. */

import type { GateMark, MapEdge, Point, Route } from '#graph';
import type { SceneIndex } from './scene.ts';
import { wallWidth } from './wall-width.ts';

const BEFORE_WALL = 3;
const BEFORE_STRIP = 9;

export function withLaneEnds(route: Route, index: SceneIndex): Route {
  const edge: MapEdge | undefined = index.edges.get(route.edge);
  const source = edge && index.strips.get(edge.source);
  const destination = edge && index.strips.get(edge.destination);
  const [start, end] = [route.points[0], route.points.at(-1)];
  if (source === undefined || destination === undefined || start === undefined || end === undefined) return route;
  const first: Point = { x: start.x + wallWidth(source.egress), y: start.y };
  const last: Point = { x: end.x - before(destination.ingress), y: end.y };
  return { ...route, points: [first, ...route.points.slice(1, -1), last] };
}

function before(gate: GateMark): number {
  return gate.wall === 'none' ? BEFORE_STRIP : wallWidth(gate) + BEFORE_WALL;
}
