/** The laws of the levels: what no picture of groups, namespaces or workloads may do. Sentences; empty = lawful. */

import { MOST_LINES } from '../levels/line-budget.ts';
import type { LevelPicture, LineMark } from '../levels/picture.ts';
import type { Point, Rect } from '../model/geometry.ts';
import { tooNear } from './check-routes.ts';

const EPSILON = 1e-6;
/** Content and window may differ in shape by this factor. */
const MOST_ASPECT = 1.5;

export function brokenLevelLaws(picture: LevelPicture): string[] {
  const { lines, routes } = picture;
  return [
    ...(lines.length > MOST_LINES ? [`${lines.length} lines`] : []),
    ...brokenAspect(picture),
    ...lines.flatMap((line) => brokenLine(line, picture)),
    ...overlaps(picture),
    ...outside(picture),
    ...tooNear(routes),
  ];
}

function brokenAspect({ size, plates, rails }: LevelPicture): string[] {
  const rects = [...plates, ...rails].map(({ rect }) => rect);
  if (rects.length === 0) return [];
  const left = Math.min(...rects.map(({ x }) => x));
  const top = Math.min(...rects.map(({ y }) => y));
  const right = Math.max(...rects.map(({ x, width }) => x + width));
  const bottom = Math.max(...rects.map(({ y, height }) => y + height));
  const factor = (right - left) / (bottom - top) / (size.width / size.height);
  return factor > MOST_ASPECT || factor < 1 / MOST_ASPECT ? [`content is ${factor} times the shape of the window`] : [];
}

/** Nothing a line may cross: cells, strips, rows, rails, titles, and plates that are not open. */
function obstacles({ plates, marks, workloads, rails, headings }: LevelPicture): { what: string; rect: Rect }[] {
  return [
    ...plates.map(({ id, rect, state }) =>
      state === 'open'
        ? { what: `title of ${id}`, rect: { ...rect, width: Math.min(rect.width, 60), height: 24 } }
        : { what: `plate ${id}`, rect },
    ),
    ...marks.map(({ namespace, rect }) => ({ what: `mark ${namespace}`, rect })),
    ...workloads.map(({ workload, rect }) => ({ what: `row ${workload}`, rect })),
    ...headings.map(({ namespace, rect }) => ({ what: `heading ${namespace}`, rect })),
    ...rails.map(({ name, rect }) => ({ what: `rail ${name}`, rect })),
  ];
}

function brokenLine({ id, points }: LineMark, picture: LevelPicture): string[] {
  const broken: string[] = [];
  if (points.length < 2) broken.push(`${id}: no points`);
  if (points.some(({ x, y }) => !Number.isFinite(x) || !Number.isFinite(y))) broken.push(`${id}: not finite`);
  const forbidden = obstacles(picture);
  for (let at = 1; at < points.length; at++) {
    const [a, b] = [points[at - 1], points[at]];
    if (!a || !b) continue;
    if (a.x !== b.x && a.y !== b.y) broken.push(`${id}: run ${at} is not one axis`);
    for (const { what, rect } of forbidden) if (crosses(a, b, rect)) broken.push(`${id} crosses ${what}`);
  }
  return broken;
}

function crosses(a: Point, b: Point, rect: Rect): boolean {
  return (
    Math.max(a.x, b.x) > rect.x + EPSILON &&
    Math.min(a.x, b.x) < rect.x + rect.width - EPSILON &&
    Math.max(a.y, b.y) > rect.y + EPSILON &&
    Math.min(a.y, b.y) < rect.y + rect.height - EPSILON
  );
}

function overlaps({ plates, rails, marks, workloads }: LevelPicture): string[] {
  const meet = (a: Rect, b: Rect) => crosses({ x: a.x, y: a.y }, { x: a.x + a.width, y: a.y + a.height }, b);
  const among = (what: string, list: readonly { readonly rect: Rect }[]) =>
    list.flatMap((one, at) =>
      list.slice(at + 1).some((other) => meet(one.rect, other.rect)) ? [`${what} overlap`] : [],
    );
  return [...among('plates and rails', [...plates, ...rails]), ...among('marks', marks), ...among('rows', workloads)];
}

/** Marks stand on plates, and everything in the window. */
function outside({ plates, marks, workloads, rails, size }: LevelPicture): string[] {
  const within = (a: Rect, b: Rect) =>
    a.x >= b.x - EPSILON &&
    a.y >= b.y - EPSILON &&
    a.x + a.width <= b.x + b.width + EPSILON &&
    a.y + a.height <= b.y + b.height + EPSILON;
  const window: Rect = { x: 0, y: 0, ...size };
  return [
    ...[...plates, ...rails].flatMap(({ rect }) => (within(rect, window) ? [] : ['a plate or rail leaves the window'])),
    ...[...marks, ...workloads].flatMap(({ rect }) =>
      plates.some((plate) => within(rect, plate.rect)) ? [] : [`a mark leaves its plate: ${JSON.stringify(rect)}`],
    ),
  ];
}
