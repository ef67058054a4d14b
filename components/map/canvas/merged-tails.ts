/** Where several removed lines run as one towards their gate: that stretch is drawn thick, once. */

import type { Point, Route } from '#graph';

const JOIN = 6;

/** Routes cut to the stretch they share with at least one other; none that is part of another one. */
export function mergedTails(routes: readonly Route[]): Route[] {
  const byEnd = Map.groupBy(routes, (route) => keyOf(route.points.at(-1)));
  return [...byEnd.values()].flatMap(trunksOfGate);
}

function trunksOfGate(routes: readonly Route[]): Route[] {
  const shared = routes
    .map((route) => ({ route, length: Math.max(0, ...routes.map((other) => sharedWith(route, other))) }))
    .filter(({ length }) => length > 0)
    .sort((a, b) => b.length - a.length);
  const found: Route[] = [];
  for (const { route, length } of shared) {
    if (found.some((other) => commonTail(route.points, other.points) >= length)) continue;
    found.push({ ...route, points: tail(route.points, length) });
  }
  return found.map((route) => ({ ...route, points: pastCorner(route.points) }));
}

/** Lines join by a rounded corner: the thick stretch begins where that corner has been taken. */
function pastCorner(points: readonly Point[]): Point[] {
  const [start, next] = points;
  if (start === undefined || next === undefined) return [...points];
  const length = distance(start, next);
  return tail(points, wholeLength(points) - Math.min(JOIN, length / 2));
}

function wholeLength(points: readonly Point[]): number {
  return points.reduce((sum, point, i) => sum + distance(points[i - 1] ?? point, point), 0);
}

function sharedWith(route: Route, other: Route): number {
  return route === other ? 0 : commonTail(route.points, other.points);
}

/** Length of the stretch before the last point that two right-angled ways have in common. */
export function commonTail(a: readonly Point[], b: readonly Point[]): number {
  let [i, j] = [a.length - 1, b.length - 1];
  let [here, length] = [a[i], 0];
  while (i > 0 && j > 0 && here !== undefined) {
    const [from, other] = [a[i - 1], b[j - 1]];
    if (from === undefined || other === undefined || !sameWay(here, from, other)) return length;
    const [one, two] = [distance(here, from), distance(here, other)];
    length += Math.min(one, two);
    if (one !== two) return length;
    here = from;
    i -= 1;
    j -= 1;
  }
  return length;
}

function tail(points: readonly Point[], length: number): Point[] {
  let left = length;
  for (let i = points.length - 1; i > 0; i -= 1) {
    const [to, from] = [points[i], points[i - 1]];
    if (to === undefined || from === undefined) break;
    const run = distance(to, from);
    if (run >= left) {
      const share = left / run;
      const start = { x: to.x + (from.x - to.x) * share, y: to.y + (from.y - to.y) * share };
      return [start, ...points.slice(i)];
    }
    left -= run;
  }
  return [...points];
}

/** Both go on from `here` in the same of the four directions. */
function sameWay(here: Point, a: Point, b: Point): boolean {
  return Math.sign(a.x - here.x) === Math.sign(b.x - here.x) && Math.sign(a.y - here.y) === Math.sign(b.y - here.y);
}

const distance = (a: Point, b: Point) => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
const keyOf = (point: Point | undefined) => `${point?.x} ${point?.y}`;
