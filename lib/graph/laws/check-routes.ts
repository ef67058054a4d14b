/** The laws that hold for every map: what a route may never do. Used by the tests; returns sentences, empty = lawful. */

import type { Placement, Point, Rect, Route } from '../model/geometry.ts';
import type { MapModel } from '../model/map-model.ts';
import { titles } from '../output/place-tags.ts';

const LEAST_GAP = 6;
const EPSILON = 1e-6;

interface Segment {
  readonly route: Route;
  readonly level: boolean;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export function brokenLaws(model: MapModel, placement: Placement, routes: readonly Route[]): string[] {
  return [
    ...routes.flatMap((route) => brokenShape(route, placement)),
    ...crossings(model, placement, routes),
    ...tooNear(routes),
  ];
}

function brokenShape(route: Route, placement: Placement): string[] {
  const { points, edge } = route;
  const [source, target] = [placement.strips.get(route.source), placement.strips.get(route.destination)];
  const [first, second, last, before] = [points[0], points[1], points.at(-1), points.at(-2)];
  if (!source || !target || !first || !second || !last || !before) return [`${edge}: no points`];
  const broken: string[] = [];
  if (points.some((point) => !Number.isFinite(point.x) || !Number.isFinite(point.y)))
    broken.push(`${edge}: not finite`);
  for (let i = 1; i < points.length; i += 1) {
    const [a, b] = [points[i - 1], points[i]];
    if (!a || !b || (a.x !== b.x) === (a.y !== b.y)) broken.push(`${edge}: run ${i} is not one axis`);
  }
  if (first.x !== source.x + source.width || !beside(first, source)) broken.push(`${edge}: does not leave its gate`);
  if (last.x !== target.x || !beside(last, target)) broken.push(`${edge}: does not end at its gate`);
  if (second.x <= first.x) broken.push(`${edge}: does not leave to the right`);
  if (before.x >= last.x) broken.push(`${edge}: does not enter from the left`);
  return broken;
}

function beside(point: Point, strip: Rect): boolean {
  return point.y > strip.y && point.y < strip.y + strip.height;
}

export function segmentsOf(routes: readonly Route[]): Segment[] {
  const segments: Segment[] = [];
  for (const route of routes) {
    const { points } = route;
    for (let i = 1; i < points.length; i += 1) {
      const [a, b] = [points[i - 1], points[i]];
      if (!a || !b) continue;
      const level = a.y === b.y;
      const [p, q] = level ? [a.x, b.x] : [a.y, b.y];
      segments.push({ route, level, at: level ? a.y : a.x, from: Math.min(p, q), to: Math.max(p, q) });
    }
  }
  return segments;
}

interface Forbidden {
  readonly rect: Rect;
  readonly what: string;
}

function crossings(model: MapModel, placement: Placement, routes: readonly Route[]): string[] {
  const forbidden: Forbidden[] = [];
  for (const [id, rect] of placement.strips) forbidden.push({ rect, what: `strip ${id}` });
  for (const plate of model.plates) {
    const rect = placement.plates.get(plate.id);
    if (!rect) continue;
    for (const text of titles(rect, plate.title, plate.policies, placement)) {
      forbidden.push({ rect: text, what: `title of ${plate.id}` });
    }
  }
  const rows = sliced(forbidden, (rect) => [rect.y, rect.y + rect.height]);
  const columns = sliced(forbidden, (rect) => [rect.x, rect.x + rect.width]);
  const broken: string[] = [];
  for (const segment of segmentsOf(routes)) {
    const near = (segment.level ? rows : columns).get(Math.floor(segment.at / SLICE)) ?? [];
    for (const { rect, what } of near) {
      if (crosses(segment, rect)) broken.push(`${segment.route.edge} crosses ${what}`);
    }
  }
  return broken;
}

const SLICE = 64;

/** What a straight line at a coordinate can meet, by slices of one axis. */
function sliced(all: readonly Forbidden[], reach: (rect: Rect) => readonly [number, number]): Map<number, Forbidden[]> {
  const slices = new Map<number, Forbidden[]>();
  for (const each of all) {
    const [from, to] = reach(each.rect);
    for (let slice = Math.floor(from / SLICE); slice <= Math.floor(to / SLICE); slice += 1) {
      const list = slices.get(slice);
      if (list) list.push(each);
      else slices.set(slice, [each]);
    }
  }
  return slices;
}

function crosses(segment: Segment, rect: Rect): boolean {
  const [across, acrossSize] = segment.level ? [rect.y, rect.height] : [rect.x, rect.width];
  const [along, alongSize] = segment.level ? [rect.x, rect.width] : [rect.y, rect.height];
  return (
    segment.at > across + EPSILON &&
    segment.at < across + acrossSize - EPSILON &&
    segment.from < along + alongSize - EPSILON &&
    segment.to > along + EPSILON
  );
}

/** Two nets on a shared stretch keep their distance, unless one of the two says that it is bundled. */
export function tooNear(routes: readonly Route[]): string[] {
  const broken: string[] = [];
  for (const level of [true, false]) {
    const segments = segmentsOf(routes)
      .filter((segment) => segment.level === level)
      .sort((a, b) => a.at - b.at);
    for (const [i, a] of segments.entries()) {
      for (let j = i + 1; j < segments.length; j += 1) {
        const b = segments[j];
        if (!b || b.at - a.at >= LEAST_GAP - EPSILON) break;
        if (a.route.net === b.route.net || a.route.bundled || b.route.bundled) continue;
        if (a.from < b.to - EPSILON && b.from < a.to - EPSILON) {
          broken.push(`${a.route.edge} and ${b.route.edge} are ${b.at - a.at} apart`);
        }
      }
    }
  }
  return broken;
}

/** Gates where nets share a place though fewer than `least` nets touch that gate or the one across. */
export function needlesslyShared(placement: Placement, routes: readonly Route[], least: number): string[] {
  const gates = new Map<string, Map<string, number>>();
  for (const route of routes) {
    const [source, target] = [
      placement.streets.stops.get(route.source),
      placement.streets.stops.get(route.destination),
    ];
    if (!source || !target) continue;
    note(gates, `out ${source.right} ${source.y}`, route.net, route.exit);
    note(gates, `in ${target.left} ${target.y}`, route.net, route.entry);
  }
  const broken: string[] = [];
  for (const [key, nets] of gates) {
    const offsets = [...nets.values()].sort((a, b) => a - b);
    const shared = offsets.some((offset, i) => i > 0 && offset - (offsets[i - 1] ?? 0) < LEAST_GAP);
    if (shared && nets.size < least) broken.push(`gate ${key} is shared by ${nets.size} nets`);
  }
  return broken;
}

function note(gates: Map<string, Map<string, number>>, key: string, net: string, offset: number): void {
  const nets = gates.get(key) ?? new Map<string, number>();
  nets.set(net, offset);
  gates.set(key, nets);
}
