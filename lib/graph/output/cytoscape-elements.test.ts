import { describe, expect, it } from 'vitest';
import { labDraftInput, labInput, S4 } from '../fixtures/lab.ts';
import { route } from '../lanes/route.ts';
import { routeOverlay } from '../lanes/route-overlay.ts';
import { mapModel } from '../model/build-map.ts';
import type { Point, Route } from '../model/geometry.ts';
import { METRICS, place } from '../places/place.ts';
import { cytoscapeElements, type LaneElement } from './cytoscape-elements.ts';

function elementsOf(input = labDraftInput()) {
  const model = mapModel(input);
  const placement = place(model, METRICS, { width: 1010, height: 760 });
  const base = route(model.edges, placement);
  const routes = [...base, ...routeOverlay(model.overlay, placement, base)];
  return { model, placement, routes, elements: cytoscapeElements(model, placement, routes) };
}

/** What Cytoscape makes of weights and distances with fixed ends. */
function bends({ data }: LaneElement, a: Point, b: Point): Point[] {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy);
  return data.weights.map((weight, i) => {
    const distance = data.distances[i] ?? 0;
    return { x: a.x + dx * weight - (dy / length) * distance, y: a.y + dy * weight + (dx / length) * distance };
  });
}

describe('elements for Cytoscape', () => {
  it('give back the points of the route', () => {
    const { routes, elements } = elementsOf();
    const lanes = elements.filter((element) => element.group === 'edges');
    expect(lanes.length).toBe(routes.length);
    for (const lane of lanes) {
      const points = routes.find((each) => each.edge === lane.data.id)?.points ?? [];
      const [start, end] = [points[0], points.at(-1)];
      if (!start || !end || lane.data.straight) continue;
      const made = bends(lane, start, end);
      expect(made.length).toBe(points.length - 2);
      made.forEach((point, i) => {
        expect(point.x).toBeCloseTo(points[i + 1]?.x ?? Number.NaN, 6);
        expect(point.y).toBeCloseTo(points[i + 1]?.y ?? Number.NaN, 6);
      });
    }
  });

  it('never have empty or unreal weights, even where both ends are one point', () => {
    const { model, placement, routes } = elementsOf(labInput(S4));
    const [first] = routes;
    if (!first) throw new Error('no routes');
    const point = { x: 100, y: 100 };
    const odd: Route = { ...first, points: [point, { x: 120, y: 100 }, { x: 120, y: 140 }, point] };
    const straight: Route = { ...first, points: [point, { x: 200, y: 100 }] };
    for (const each of [odd, straight]) {
      const lane = cytoscapeElements(model, placement, [each]).find((element) => element.group === 'edges');
      expect(lane?.data.weights.length).toBeGreaterThan(0);
      expect(lane?.data.weights.every(Number.isFinite)).toBe(true);
      expect(lane?.data.distances.every(Number.isFinite)).toBe(true);
    }
  });

  it('fix the ends at the gates, in pixels from the middle of the strip', () => {
    const { elements } = elementsOf(labInput(S4));
    const lane = elements.find((element) => element.data.id.startsWith('rule catalog'));
    expect(lane?.group === 'edges' && lane.data).toMatchObject({
      sourceEnd: '96px 0px',
      targetEnd: '-96px 0px',
      straight: true,
      weights: [0.5],
      distances: [0],
    });
  });

  it('hold one node for each strip, at its middle', () => {
    const { placement, elements } = elementsOf();
    const nodes = elements.filter((element) => element.group === 'nodes');
    expect(nodes.length).toBe(placement.strips.size);
    const node = nodes.find((element) => element.data.id === 'outside');
    const rect = placement.strips.get('outside');
    expect(node?.position).toEqual({ x: (rect?.x ?? 0) + 96, y: (rect?.y ?? 0) + 22 });
  });
});
