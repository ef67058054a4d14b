/** Where strips stand inside their plate: callers in the left inner column, called ones in the right. */

import { byCodeUnit } from '../model/by-code-unit.ts';
import type { Plate, StripId } from '../model/map-model.ts';
import type { Call } from './calls.ts';
import type { Slot } from './plate-figures.ts';
import { ranks } from './rank.ts';

/** So many strips that have nothing to do with each other stay in one column. */
const ONE_COLUMN = 3;

export function slotsIn(plate: Plate, calls: readonly Call[]): Map<StripId, Slot> {
  const ids = plate.strips.map((strip) => strip.id).sort(byCodeUnit);
  const index = new Map(ids.map((id, i) => [id, i]));
  const arcs = calls.flatMap((call) => {
    const [from, to] = [index.get(call.source), index.get(call.destination)];
    return from === undefined || to === undefined ? [] : [{ from, to, weight: call.weight }];
  });
  const rank = ranks(ids.length, arcs);
  const related = new Set(arcs.flatMap((arc) => [arc.from, arc.to]));
  const left = ids.flatMap((_, i) => (related.has(i) && rank[i] === 0 ? [i] : []));
  const right = ids.flatMap((_, i) => (related.has(i) && (rank[i] ?? 0) > 0 ? [i] : []));
  const rows = new Map<number, Slot>();
  left.forEach((node, row) => {
    rows.set(node, { column: 0, row });
  });
  const rightRows = new Set<number>();
  for (const node of right) {
    const callers = arcs.filter((arc) => arc.to === node).map((arc) => rows.get(arc.from));
    const wish = callers.find((slot) => slot?.column === 0)?.row;
    const row = wish !== undefined && !rightRows.has(wish) ? wish : firstFree(rightRows);
    rightRows.add(row);
    rows.set(node, { column: 1, row });
  }
  const unrelated = ids.flatMap((_, i) => (related.has(i) ? [] : [i]));
  placeUnrelated(unrelated, left.length, rightRows, rows, ids.length <= ONE_COLUMN);
  return new Map(ids.map((id, i) => [id, rows.get(i) ?? { column: 0, row: 0 }]));
}

function placeUnrelated(
  nodes: readonly number[],
  leftCount: number,
  rightRows: Set<number>,
  rows: Map<number, Slot>,
  oneColumn: boolean,
): void {
  let leftRow = leftCount;
  for (const node of nodes) {
    if (oneColumn || leftRow <= rightRows.size) {
      rows.set(node, { column: 0, row: leftRow });
      leftRow += 1;
    } else {
      const row = firstFree(rightRows);
      rightRows.add(row);
      rows.set(node, { column: 1, row });
    }
  }
}

function firstFree(taken: ReadonlySet<number>): number {
  let row = 0;
  while (taken.has(row)) row += 1;
  return row;
}
