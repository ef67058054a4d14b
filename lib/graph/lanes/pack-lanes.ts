/**
 * Lanes of one channel, packed anew. Two stacks keep merged tails before the gates they end at apart from lines that only
 * leave gates. Between columns stacks start at the margins with short spans outside; in inner, level and outermost
 * streets they grow from the middle with long spans inside.
 */

import type { Streets } from '../model/geometry.ts';
import type { Work } from './choose-path.ts';
import { type LaneItem, overlaps } from './items.ts';
import { capacity, isInner, isLevel, LANE_PITCH, laneRange, TIGHT_PITCH } from './streets.ts';

export function packChannel(items: readonly LaneItem[], streets: Streets, channel: number, work: Work): void {
  if (items.length === 0) return;
  const range = laneRange(streets, channel);
  const stacks = packStacks(items, streets, channel, work);
  for (const pitch of [LANE_PITCH, TIGHT_PITCH]) {
    if (stacks.first.length + stacks.second.length > capacity(range, pitch)) continue;
    setStacks(stacks, streets, channel, pitch);
    return;
  }
  const lanes = stack([...items].sort(byPlace), work);
  const room = capacity(range, TIGHT_PITCH);
  if (lanes.length > room) {
    bundle(lanes, room, range.from);
    return;
  }
  const pitch = lanes.length > 1 ? Math.min(LANE_PITCH, (range.to - range.from) / (lanes.length - 1)) : 0;
  lanes.forEach((lane, i) => {
    setLane(lane, range.from + i * pitch);
  });
}

/** Number of lanes a channel would take if it were wide enough: for choosing its width. */
export function lanesNeeded(items: readonly LaneItem[], work: Work): number {
  const first = items.filter((item) => item.first);
  const second = items.filter((item) => !item.first);
  return stack([...first].sort(bySpan), work).length + stack([...second].sort(bySpan), work).length;
}

interface Stacks {
  readonly first: readonly LaneItem[][];
  readonly second: readonly LaneItem[][];
}

function growsFromMiddle(columns: number, channel: number): boolean {
  return isLevel(columns, channel) || isInner(columns, channel) || channel === 0 || channel === columns;
}

function packStacks(items: readonly LaneItem[], streets: Streets, channel: number, work: Work): Stacks {
  const order = growsFromMiddle(streets.columns, channel) ? (a: LaneItem, b: LaneItem) => bySpan(b, a) : bySpan;
  const of = (first: boolean) => stack(items.filter((item) => item.first === first).sort(order), work);
  return { first: of(true), second: of(false) };
}

function setStacks({ first, second }: Stacks, streets: Streets, channel: number, pitch: number): void {
  const { columns } = streets;
  const range = laneRange(streets, channel);
  if (!growsFromMiddle(columns, channel)) {
    first.forEach((lane, i) => {
      setLane(lane, range.to - i * pitch);
    });
    second.forEach((lane, i) => {
      setLane(lane, range.from + i * pitch);
    });
    return;
  }
  const [low, high] = isLevel(columns, channel) ? [first, second] : [second, first];
  const middle = (range.from + range.to) / 2;
  const wished = middle - (Math.max(1, low.length) - 1) * pitch;
  const start = Math.max(range.from, Math.min(wished, range.to - (low.length + high.length - 1) * pitch));
  low.forEach((lane, i) => {
    setLane(lane, start + (low.length - 1 - i) * pitch);
  });
  high.forEach((lane, i) => {
    setLane(lane, start + (low.length + i) * pitch);
  });
}

function byPlace(a: LaneItem, b: LaneItem): number {
  return a.from - b.from || a.to - b.to || a.net - b.net;
}

function bySpan(a: LaneItem, b: LaneItem): number {
  return a.to - a.from - (b.to - b.from) || byPlace(a, b);
}

/** First fit: each item takes the first lane where it meets nobody. */
function stack(items: readonly LaneItem[], work: Work): LaneItem[][] {
  const lanes: LaneItem[][] = [];
  for (const item of items) {
    const lane = lanes.find((others) => insert(others, item, work));
    if (!lane) lanes.push([item]);
  }
  return lanes;
}

/** Puts an item into a lane, which is kept in order of place; false when it meets one that is there. */
function insert(lane: LaneItem[], item: LaneItem, work: Work): boolean {
  let low = 0;
  let high = lane.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lane[middle]?.from ?? 0) < item.from) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [lane[low - 1], lane[low]];
  work.ops += 1;
  if ((before && overlaps(item, before)) || (after && overlaps(item, after))) return false;
  lane.splice(low, 0, item);
  return true;
}

function setLane(lane: readonly LaneItem[], at: number): void {
  for (const item of lane) item.at = at;
}

/** The heaviest lanes stay apart; the rest share the last one. */
function bundle(lanes: LaneItem[][], room: number, start: number): void {
  const weight = (lane: readonly LaneItem[]) => lane.reduce((sum, item) => sum + item.runs.length, 0);
  const kept = new Set([...lanes].sort((a, b) => weight(b) - weight(a)).slice(0, Math.max(0, room - 1)));
  let next = 0;
  for (const lane of lanes) {
    if (!kept.has(lane)) continue;
    setLane(lane, start + next * TIGHT_PITCH);
    next += 1;
  }
  const rest = lanes.filter((lane) => !kept.has(lane)).flat();
  setLane(rest, start + next * TIGHT_PITCH);
  for (const item of rest) item.shared = rest.some((other) => overlaps(item, other));
}
