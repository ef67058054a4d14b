/** The lines of several routes cut into elementary runs, with the number of routes that each carries. */

import type { Point, Route } from '../model/geometry.ts';

export interface SharedRun {
  readonly level: boolean;
  /** y of a level run, x of an upright one. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly carries: number;
  /** An arrowhead or gate ends here. */
  readonly gateAtFrom: boolean;
  readonly gateAtTo: boolean;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Most carried first, then level before upright, then longest. */
export function sharedRuns(routes: readonly Route[]): SharedRun[] {
  const lines = new Map<string, Stretch[]>();
  const gates = new Set<string>();
  for (const { points } of routes) {
    const [first, last] = [points[0], points.at(-1)];
    if (first) gates.add(`${first.x} ${first.y}`);
    if (last) gates.add(`${last.x} ${last.y}`);
    for (let i = 1; i < points.length; i += 1) addStretch(lines, points[i - 1], points[i]);
  }
  const runs: SharedRun[] = [];
  for (const [key, stretches] of lines) {
    const level = key.startsWith('level');
    const at = Number(key.slice(key.indexOf(' ') + 1));
    runs.push(...elementary(stretches, level, at, gates));
  }
  return runs.sort(
    (a, b) =>
      b.carries - a.carries ||
      Number(b.level) - Number(a.level) ||
      b.to - b.from - (a.to - a.from) ||
      a.at - b.at ||
      a.from - b.from,
  );
}

function addStretch(lines: Map<string, Stretch[]>, a: Point | undefined, b: Point | undefined): void {
  if (!a || !b) return;
  const level = a.y === b.y;
  const key = level ? `level ${a.y}` : `upright ${a.x}`;
  const [p, q] = level ? [a.x, b.x] : [a.y, b.y];
  const stretch = { from: Math.min(p, q), to: Math.max(p, q) };
  const list = lines.get(key);
  if (list) list.push(stretch);
  else lines.set(key, [stretch]);
}

function elementary(
  stretches: readonly Stretch[],
  level: boolean,
  at: number,
  gates: ReadonlySet<string>,
): SharedRun[] {
  const cuts = [...new Set(stretches.flatMap((each) => [each.from, each.to]))].sort((a, b) => a - b);
  const isGate = (along: number) => gates.has(level ? `${along} ${at}` : `${at} ${along}`);
  const runs: SharedRun[] = [];
  for (let i = 1; i < cuts.length; i += 1) {
    const [from, to] = [cuts[i - 1] ?? 0, cuts[i] ?? 0];
    const carries = stretches.filter((each) => each.from <= from && each.to >= to).length;
    if (carries > 0) runs.push({ level, at, from, to, carries, gateAtFrom: isGate(from), gateAtTo: isGate(to) });
  }
  return runs;
}
