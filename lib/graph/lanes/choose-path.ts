/**
 * Which streets a line takes. One upright run where both gates open to the same street; else up to one level street
 * between two upright ones; two level streets only between inner streets of far bands.
 */

import type { Streets } from '../model/geometry.ts';
import type { Line, Lines } from './lines.ts';
import { capacity, isInner, LANE_PITCH, laneRange, levelStreet } from './streets.ts';

const NEW_STREET = 24;
const SHARED_STREET = 0.6;
const BUSY_FROM = 0.6;
const BUSY = 160;
const FULL = 300;

/** Level streets weighed and lane conflicts tested: the measure of work that does not depend on the machine. */
export interface Work {
  ops: number;
}

/** How many nets use each stretch of each channel so far. */
export class LaneTraffic {
  private readonly streets: Streets;
  private readonly loads: readonly Uint16Array[];
  private readonly capacities: readonly number[];
  private readonly users = new Set<number>();
  readonly work: Work;

  constructor(streets: Streets, work: Work) {
    this.streets = streets;
    this.work = work;
    this.loads = streets.channels.map(() => new Uint16Array(Math.max(streets.columns, streets.bands, 1)));
    this.capacities = streets.channels.map((_, channel) => capacity(laneRange(streets, channel), LANE_PITCH));
  }

  uses(net: number, channel: number): boolean {
    return this.users.has(net * this.loads.length + channel);
  }

  /** Price of one more lane in the fullest of the cells `from` to `to`. */
  crowding(net: number, channel: number, from: number, to: number): number {
    if (this.uses(net, channel)) return 0;
    const loads = this.loads[channel];
    const room = this.capacities[channel] ?? 1;
    let most = 0;
    for (let cell = from; cell <= to; cell += 1) most = Math.max(most, loads?.[cell] ?? 0);
    const share = most / room;
    return (share > BUSY_FROM ? BUSY * (share - BUSY_FROM) : 0) + (most >= room ? FULL : 0);
  }

  add(line: Line): void {
    line.path.forEach((channel, i) => {
      const key = line.net * this.loads.length + channel;
      if (this.users.has(key)) return;
      this.users.add(key);
      const [from, to] = this.cells(line, i);
      const loads = this.loads[channel];
      if (loads) for (let cell = from; cell <= to; cell += 1) loads[cell] = (loads[cell] ?? 0) + 1;
    });
  }

  private cells(line: Line, run: number): readonly [number, number] {
    const { columns } = this.streets;
    const before = line.path[run - 1];
    const after = line.path[run + 1];
    if ((line.path[run] ?? 0) > 2 * columns) return columnsBetween(columns, before ?? 0, after ?? 0);
    const level = (channel: number) => channel - 2 * columns - 1;
    if (before === undefined && after === undefined) return ordered(line.source.band, line.target.band);
    if (before === undefined) return bandsToStreet(line.source.band, level(after ?? 0));
    if (after === undefined) return bandsToStreet(line.target.band, level(before));
    const [from, to] = ordered(level(before), level(after));
    return [from, Math.max(from, to - 1)];
  }
}

function ordered(a: number, b: number): readonly [number, number] {
  return a < b ? [a, b] : [b, a];
}

function bandsToStreet(band: number, street: number): readonly [number, number] {
  return street <= band ? [street, band] : [band, street - 1];
}

/** Columns that a level run between two upright channels passes. */
function columnsBetween(columns: number, a: number, b: number): readonly [number, number] {
  const first = (channel: number) => (isInner(columns, channel) ? channel - columns - 1 : channel);
  const last = (channel: number) => (isInner(columns, channel) ? channel - columns - 1 : channel - 1);
  const [from, to] = [Math.min(first(a), first(b)), Math.max(last(a), last(b))];
  return [Math.max(0, from), Math.max(0, to)];
}

export function choosePaths(all: Lines, streets: Streets, traffic: LaneTraffic, beyond: number): void {
  for (const line of all.lines) {
    if (line.path.length > 0) continue;
    line.path = choosePath(line, all.sides[line.net] ?? 'target', streets, traffic, beyond);
    traffic.add(line);
  }
}

function choosePath(
  line: Line,
  side: 'source' | 'target',
  streets: Streets,
  traffic: LaneTraffic,
  beyond: number,
): readonly number[] {
  const a = line.source.right;
  const b = line.target.left;
  if (a === b) return line.source.y === line.target.y ? [] : [a];
  const { columns } = streets;
  const [low, high] = ordered(line.source.band, line.target.band);
  const levels = levelsFor(line, streets, Math.max(0, low - beyond), Math.min(streets.bands, high + 1 + beyond));
  if (levels.length === 0) return viaTwoLevels(line, streets, traffic);
  let best: readonly number[] = [];
  let bestCost = Number.POSITIVE_INFINITY;
  let bestTie = 0;
  for (const level of levels) {
    const channel = levelStreet(columns, level);
    const cost = oneLevelCost(line, level, channel, streets, traffic);
    const toward = middle(streets, channel) - (side === 'target' ? line.source.y : line.target.y);
    const tie = Math.abs(toward);
    if (cost < bestCost - 1e-6 || (cost < bestCost + 1e-6 && tie < bestTie - 1e-6)) {
      best = [a, channel, b];
      bestCost = cost;
      bestTie = tie;
    }
  }
  return best;
}

/** From an inner street only the two level streets at its plate can be reached. */
function levelsFor(line: Line, streets: Streets, low: number, high: number): number[] {
  let from = low;
  let to = high;
  if (isInner(streets.columns, line.source.right)) {
    from = Math.max(from, line.source.band);
    to = Math.min(to, line.source.band + 1);
  }
  if (isInner(streets.columns, line.target.left)) {
    from = Math.max(from, line.target.band);
    to = Math.min(to, line.target.band + 1);
  }
  const levels: number[] = [];
  for (let level = from; level <= to; level += 1) levels.push(level);
  return levels;
}

function middle(streets: Streets, channel: number): number {
  const span = streets.channels[channel];
  return span ? (span.from + span.to) / 2 : 0;
}

function oneLevelCost(line: Line, level: number, channel: number, streets: Streets, traffic: LaneTraffic): number {
  const { source, target, net } = line;
  const y = middle(streets, channel);
  const upright = Math.abs(source.y - y) + Math.abs(target.y - y);
  return (
    upright +
    levelCost(line.net, channel, source.right, target.left, streets, traffic) +
    traffic.crowding(net, source.right, ...bandsToStreet(source.band, level)) +
    traffic.crowding(net, target.left, ...bandsToStreet(target.band, level))
  );
}

function levelCost(net: number, channel: number, a: number, b: number, streets: Streets, traffic: LaneTraffic): number {
  traffic.work.ops += 1;
  const length = Math.abs(middle(streets, a) - middle(streets, b));
  const crowding = traffic.crowding(net, channel, ...columnsBetween(streets.columns, a, b));
  return (traffic.uses(net, channel) ? length * SHARED_STREET : length + NEW_STREET) + crowding;
}

function viaTwoLevels(line: Line, streets: Streets, traffic: LaneTraffic): readonly number[] {
  const { source, target, net } = line;
  const { columns } = streets;
  let best: readonly number[] = [];
  let bestCost = Number.POSITIVE_INFINITY;
  for (const first of [source.band, source.band + 1]) {
    for (const second of [target.band, target.band + 1]) {
      const [h1, h2] = [levelStreet(columns, first), levelStreet(columns, second)];
      const [y1, y2] = [middle(streets, h1), middle(streets, h2)];
      const upright = Math.abs(source.y - y1) + Math.abs(y1 - y2) + Math.abs(y2 - target.y);
      const [from, to] = ordered(first, second);
      for (let v = 0; v <= columns; v += 1) {
        const cost =
          upright +
          levelCost(net, h1, source.right, v, streets, traffic) +
          levelCost(net, h2, v, target.left, streets, traffic) +
          traffic.crowding(net, v, from, Math.max(from, to - 1));
        if (cost < bestCost - 1e-6) {
          best = [source.right, h1, v, h2, target.left];
          bestCost = cost;
        }
      }
    }
  }
  return best;
}
