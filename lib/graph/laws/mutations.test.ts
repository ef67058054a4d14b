import { describe, expect, it } from 'vitest';
import { route } from '../lanes/route.ts';
import { isLevel } from '../lanes/streets.ts';
import type { Placement, Point, Route } from '../model/geometry.ts';
import type { MapModel } from '../model/map-model.ts';
import { METRICS, place } from '../places/place.ts';
import { brokenLaws, needlesslyShared } from './check-routes.ts';
import { busyMap, mapOf } from './random-map.ts';

/** Clusters that are busy enough for every mutation to do harm. */
const SAMPLES = Array.from({ length: 24 }, (_, i) => {
  const model = mapOf(busyMap(i + 1, 6 + (i % 12), 1 + (i % 6), 70 + 5 * i));
  const placement = place(model, METRICS, { width: 1400, height: 800 });
  return { model, placement, routes: route(model.edges, placement) };
});

type Mutation = (routes: readonly Route[], placement: Placement) => Route[];
type Checker = (model: MapModel, placement: Placement, routes: readonly Route[]) => string[];

function harmed(mutation: Mutation, check: Checker = brokenLaws): number {
  return SAMPLES.filter(
    ({ model, placement, routes }) => check(model, placement, mutation(routes, placement)).length > 0,
  ).length;
}

const mapPoints = (routes: readonly Route[], change: (point: Point, i: number, route: Route) => Point) =>
  routes.map((each) => ({ ...each, points: each.points.map((point, i) => change(point, i, each)) }));

describe('the checker is not blind', () => {
  it('passes what the router makes', () => {
    expect(harmed((routes) => [...routes])).toBe(0);
  });

  it('sees lanes at half their pitch', () => {
    const squeeze: Mutation = (routes, placement) => {
      const { streets } = placement;
      return mapPoints(routes, (point, i, each) => {
        if (i === 0 || i === each.points.length - 1) return point;
        const channel = each.runs
          .map((run) => run.channel)
          .find((id) => {
            const span = streets.channels[id];
            return !isLevel(streets.columns, id) && span && point.x >= span.from && point.x <= span.to;
          });
        const span = streets.channels[channel ?? -1];
        return span ? { x: span.from + (point.x - span.from) / 2, y: point.y } : point;
      });
    };
    expect(harmed(squeeze)).toBeGreaterThan(SAMPLES.length / 2);
  });

  it('sees straight lines instead of lanes', () => {
    const direct: Mutation = (routes) =>
      routes.map((each) => {
        const [a, b] = [each.points[0], each.points.at(-1)];
        if (!a || !b) return each;
        const x = b.x - 20;
        return { ...each, points: [a, { x, y: a.y }, { x, y: b.y }, b] };
      });
    expect(harmed(direct)).toBe(SAMPLES.length);
  });

  it('sees one lane moved next to another', () => {
    const shift: Mutation = (routes) => {
      const lanes = new Map<number, Route[]>();
      for (const each of routes) {
        const channel = each.runs[0]?.channel;
        if (channel === undefined || each.bundled) continue;
        lanes.set(channel, [...(lanes.get(channel) ?? []), each]);
      }
      const busiest = [...lanes.values()].sort((a, b) => b.length - a.length)[0] ?? [];
      const first = busiest[0];
      const other = busiest.find((each) => each.net !== first?.net && overlapping(each, first));
      if (!first || !other) return [...routes];
      const from = first.points[1]?.x ?? 0;
      const to = (other.points[1]?.x ?? 0) + 3;
      return mapPoints(routes, (point, i, each) =>
        each === first && i > 0 && point.x === from ? { x: to, y: point.y } : point,
      );
    };
    expect(harmed(shift)).toBeGreaterThan(SAMPLES.length / 3);
  });

  it('sees every line at the middle of its gate, though shared gates are allowed when marked', () => {
    const middle: Mutation = (routes) =>
      routes.map((each) => {
        const points = each.points.map((point, i) => {
          const last = each.points.length - 1;
          if (i <= 1 && point.y === each.points[0]?.y) return { x: point.x, y: point.y - each.exit };
          if (i >= last - 1 && point.y === each.points[last]?.y) return { x: point.x, y: point.y - each.entry };
          return point;
        });
        return { ...each, points, exit: 0, entry: 0, bundled: true };
      });
    expect(harmed(middle)).toBeLessThan(SAMPLES.length / 2);
    const shared: Checker = (_, placement, routes) => needlesslyShared(placement, routes, 6);
    expect(harmed(middle, shared)).toBeGreaterThan(SAMPLES.length / 2);
  });

  it('sees a strip that moved without its lines', () => {
    const moved = SAMPLES.filter(({ model, placement, routes }) => {
      const [id, rect] = [...placement.strips].find(([strip]) => routes.some((each) => each.source === strip)) ?? [];
      if (!id || !rect) return false;
      const strips = new Map(placement.strips).set(id, { ...rect, x: rect.x + 8 });
      return brokenLaws(model, { ...placement, strips }, routes).length > 0;
    });
    expect(moved.length).toBe(SAMPLES.length);
  });
});

/** Their first upright runs pass each other. */
function overlapping(a: Route, b: Route | undefined): boolean {
  const [p, q] = [a.points, b?.points ?? []];
  if (!p[1] || !p[2] || !q[1] || !q[2]) return false;
  const [low, high] = [Math.min(p[1].y, p[2].y), Math.max(p[1].y, p[2].y)];
  return Math.max(q[1].y, q[2].y) > low + 1 && Math.min(q[1].y, q[2].y) < high - 1;
}
