/**
 * A net's connected stretch of one channel: what gets one lane. Ends are conservative: a run that turns into a street
 * blocks that street's whole width, one that ends at a gate blocks half a strip on both sides. So lanes of one channel
 * do not depend on lanes of another, and channels can be done in any order.
 */

import type { Span, Stop, Streets } from '../model/geometry.ts';
import type { Line, Lines } from './lines.ts';
import { isLevel } from './streets.ts';

export interface LaneItem {
  readonly channel: number;
  readonly net: number;
  from: number;
  to: number;
  /** Runs of lines in it: which line, which part of its path. */
  readonly runs: { readonly line: Line; readonly run: number }[];
  /** Upright: reaches an ingress gate. Level: more lines leave it upwards than downwards. */
  first: boolean;
  /** The lane. */
  at: number;
  /** Shares its lane with other nets for want of room. */
  shared: boolean;
}

interface Run extends Span {
  readonly line: Line;
  readonly run: number;
}

/** Items by channel, each list in the order of nets and then of places. */
export function buildItems(all: Lines, streets: Streets): LaneItem[][] {
  const runs: Run[][] = streets.channels.map(() => []);
  for (const line of all.lines) {
    line.path.forEach((channel, run) => {
      runs[channel]?.push({ line, run, ...reach(line, run, streets, all.half) });
    });
  }
  return runs.map((list, channel) => mergeRuns(list, channel, streets));
}

function reach(line: Line, run: number, streets: Streets, half: number): Span {
  const a = blocked(line.source, line.path[run - 1], streets, half);
  const b = blocked(line.target, line.path[run + 1], streets, half);
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}

function blocked(gate: Stop, street: number | undefined, streets: Streets, half: number): Span {
  const span = street === undefined ? undefined : streets.channels[street];
  return span ?? { from: gate.y - half, to: gate.y + half };
}

function mergeRuns(runs: Run[], channel: number, streets: Streets): LaneItem[] {
  runs.sort((a, b) => a.line.net - b.line.net || a.from - b.from || a.to - b.to);
  const items: LaneItem[] = [];
  let last: LaneItem | undefined;
  for (const { line, run, from, to } of runs) {
    if (!last || last.net !== line.net || from > last.to) {
      last = { channel, net: line.net, from, to, runs: [], first: false, at: 0, shared: false };
      items.push(last);
    }
    last.to = Math.max(last.to, to);
    last.runs.push({ line, run });
  }
  for (const item of items) item.first = goesFirst(item, streets);
  return items;
}

function goesFirst(item: LaneItem, streets: Streets): boolean {
  if (!isLevel(streets.columns, item.channel)) {
    return item.runs.some(({ line, run }) => run === line.path.length - 1);
  }
  const here = streets.channels[item.channel]?.from ?? 0;
  let up = 0;
  for (const { line, run } of item.runs) {
    up += direction(line.source, line.path[run - 2], here, streets);
    up += direction(line.target, line.path[run + 2], here, streets);
  }
  return up > 0;
}

/** 1 when the line leaves a level street upwards on that side, else -1. */
function direction(gate: Stop, level: number | undefined, here: number, streets: Streets): number {
  const y = level === undefined ? gate.y : (streets.channels[level]?.from ?? 0);
  return y < here ? 1 : -1;
}

export function overlaps(a: LaneItem, b: LaneItem): boolean {
  return a.net !== b.net && a.from <= b.to && b.from <= a.to;
}
