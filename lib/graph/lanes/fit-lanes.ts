/** Lanes of one channel when others already have theirs: each item takes the nearest free coordinate to its wish. */

import type { Span, Streets } from '../model/geometry.ts';
import type { Work } from './choose-path.ts';
import { type LaneItem, overlaps } from './items.ts';
import { isInner, isLevel, laneRange, TIGHT_PITCH } from './streets.ts';

/** Sums of lane offsets are not exact. */
const ROUNDING = 1e-6;

/** A new item that no earlier one can tell where to go: mergedTails before the plate, others after it, else the middle. */
export function preferredLane(item: LaneItem, streets: Streets): number {
  const { columns } = streets;
  const range = laneRange(streets, item.channel);
  const outer = item.channel === 0 || item.channel === columns;
  if (isLevel(columns, item.channel) || isInner(columns, item.channel) || outer) return (range.from + range.to) / 2;
  return item.first ? range.to : range.from;
}

export function isFree(item: LaneItem, at: number, gap: number, placed: readonly LaneItem[], work: Work): boolean {
  return placed.every((other) => {
    work.ops += 1;
    return Math.abs(other.at - at) >= gap - ROUNDING || !overlaps(item, other);
  });
}

/** Places an item among those that have a lane; the gaps are tried in turn. Without room it shares. */
export function fitItem(
  item: LaneItem,
  wish: number,
  gaps: readonly number[],
  placed: readonly LaneItem[],
  range: Span,
  work: Work,
): void {
  for (const gap of gaps) {
    const at = nearestFree(item, wish, gap, placed, range, work);
    if (at !== undefined) {
      item.at = at;
      return;
    }
  }
  item.at = Math.max(range.from, Math.min(range.to, wish));
  item.shared = true;
  for (const other of placed) {
    if (Math.abs(other.at - item.at) < TIGHT_PITCH && overlaps(item, other)) other.shared = true;
  }
}

function nearestFree(
  item: LaneItem,
  wish: number,
  gap: number,
  placed: readonly LaneItem[],
  range: Span,
  work: Work,
): number | undefined {
  const near = placed.filter((other) => overlaps(item, other));
  const tries = [wish, range.from, range.to];
  for (const other of near) tries.push(other.at - gap, other.at + gap);
  const inRange = tries.filter((at) => at >= range.from - ROUNDING && at <= range.to + ROUNDING);
  inRange.sort((a, b) => Math.abs(a - wish) - Math.abs(b - wish) || a - b);
  return inRange.find((at) => isFree(item, at, gap, near, work));
}
