/**
 * Lanes of one channel, packed anew. Two stacks keep trunks before the gates they end at apart from lines that only
 * leave gates. Between columns stacks start at the margins with short spans outside; in inner, level and outermost
 * streets they grow from the middle with long spans inside.
 */

import type { Work } from './choose-path.ts';
import type { Streets } from './geometry.ts';
import { type Item, meets } from './items.ts';
import { capacity, isInner, isLevel, LANE_PITCH, laneRange, TIGHT_PITCH } from './streets.ts';

export function packChannel(items: readonly Item[], streets: Streets, channel: number, work: Work): void {
  if (items.length === 0) return;
  const range = laneRange(streets, channel);
  for (const pitch of [LANE_PITCH, TIGHT_PITCH]) {
    if (packStacks(items, streets, channel, pitch, work)) return;
  }
  const lanes = stack([...items].sort(byPlace), work);
  const room = capacity(range, TIGHT_PITCH);
  const pitch = Math.min(LANE_PITCH, lanes.length > 1 ? (range.to - range.from) / (lanes.length - 1) : LANE_PITCH);
  if (lanes.length <= room) {
    lanes.forEach((lane, i) => {
      setLane(lane, range.from + i * pitch);
    });
    return;
  }
  bundle(lanes, room, range.from);
}

/** Number of lanes a channel would take if it were wide enough: for choosing its width. */
export function lanesNeeded(items: readonly Item[], work: Work): number {
  const first = items.filter((item) => item.first);
  const second = items.filter((item) => !item.first);
  return stack([...first].sort(bySpan), work).length + stack([...second].sort(bySpan), work).length;
}

function packStacks(items: readonly Item[], streets: Streets, channel: number, pitch: number, work: Work): boolean {
  const { columns } = streets;
  const range = laneRange(streets, channel);
  const level = isLevel(columns, channel);
  const fromMiddle = level || isInner(columns, channel) || channel === 0 || channel === columns;
  const order = fromMiddle ? (a: Item, b: Item) => bySpan(b, a) : bySpan;
  const first = stack(items.filter((item) => item.first).sort(order), work);
  const second = stack(items.filter((item) => !item.first).sort(order), work);
  const count = first.length + second.length;
  if (count > capacity(range, pitch)) return false;
  if (!fromMiddle) {
    first.forEach((lane, i) => {
      setLane(lane, range.to - i * pitch);
    });
    second.forEach((lane, i) => {
      setLane(lane, range.from + i * pitch);
    });
    return true;
  }
  const [low, high] = level ? [first, second] : [second, first];
  const middle = (range.from + range.to) / 2;
  const wished = middle - (Math.max(1, low.length) - 1) * pitch;
  const start = Math.max(range.from, Math.min(wished, range.to - (count - 1) * pitch));
  low.forEach((lane, i) => {
    setLane(lane, start + (low.length - 1 - i) * pitch);
  });
  high.forEach((lane, i) => {
    setLane(lane, start + (low.length + i) * pitch);
  });
  return true;
}

function byPlace(a: Item, b: Item): number {
  return a.from - b.from || a.to - b.to || a.net - b.net;
}

function bySpan(a: Item, b: Item): number {
  return a.to - a.from - (b.to - b.from) || byPlace(a, b);
}

/** First fit: each item takes the first lane where it meets nobody. */
function stack(items: readonly Item[], work: Work): Item[][] {
  const lanes: Item[][] = [];
  for (const item of items) {
    const lane = lanes.find((others) =>
      others.every((other) => {
        work.ops += 1;
        return !meets(item, other);
      }),
    );
    if (lane) lane.push(item);
    else lanes.push([item]);
  }
  return lanes;
}

function setLane(lane: readonly Item[], at: number): void {
  for (const item of lane) item.at = at;
}

/** The heaviest lanes stay apart; the rest share the last one. */
function bundle(lanes: Item[][], room: number, start: number): void {
  const weight = (lane: readonly Item[]) => lane.reduce((sum, item) => sum + item.runs.length, 0);
  const kept = new Set([...lanes].sort((a, b) => weight(b) - weight(a)).slice(0, Math.max(0, room - 1)));
  let next = 0;
  for (const lane of lanes) {
    if (!kept.has(lane)) continue;
    setLane(lane, start + next * TIGHT_PITCH);
    next += 1;
  }
  const rest = lanes.filter((lane) => !kept.has(lane)).flat();
  setLane(rest, start + next * TIGHT_PITCH);
  for (const item of rest) item.shared = rest.some((other) => meets(item, other));
}
