/** Order of plates inside their columns: near those they talk to, without making bands tall. */

import type { Block } from './columns.ts';
import type { Arc } from './rank.ts';

const SWEEPS = 4;
const SWAP_PASSES = 2;
/** Beyond this many plates the swaps cost more than they give. */
const MOST_SWAPPED = 48;
const HEAVIEST = 3;
const HEIGHT_PRICE = 0.02;

/** Column -> rows: index of the block in each row, undefined = empty. */
export type Grid = (number | undefined)[][];

/** `corner`: the first cell of the first column is taken. */
export function orderRows(
  columns: readonly (readonly number[])[],
  blocks: readonly Block[],
  arcs: readonly Arc[],
  corner: boolean,
): Grid {
  const lists = columns.map((column) => [...column]);
  sweep(lists, arcs);
  const first = (c: number) => (corner && c === 0 ? 1 : 0);
  const rows = Math.max(1, ...lists.map((list, c) => list.length + first(c)));
  const grid: Grid = lists.map((list, c) => {
    const cells = new Array<number | undefined>(rows).fill(undefined);
    list.forEach((node, i) => {
      cells[i + first(c)] = node;
    });
    return cells;
  });
  const count = lists.reduce((sum, list) => sum + list.length, 0);
  if (count <= MOST_SWAPPED) improve(grid, blocks, arcs, first);
  return grid;
}

/** Barycentre of the relative rows of neighbours in other columns, to the right and back. */
function sweep(lists: number[][], arcs: readonly Arc[]): void {
  const columnOf = new Map<number, number>();
  lists.forEach((list, c) => {
    for (const node of list) columnOf.set(node, c);
  });
  const neighbours = new Map<number, { node: number; weight: number }[]>();
  const link = (a: number, b: number, weight: number) => {
    if (columnOf.get(a) === undefined || columnOf.get(b) === undefined || columnOf.get(a) === columnOf.get(b)) return;
    const list = neighbours.get(a);
    if (list) list.push({ node: b, weight });
    else neighbours.set(a, [{ node: b, weight }]);
  };
  for (const { from, to, weight } of arcs) {
    link(from, to, weight);
    link(to, from, weight);
  }
  const place = new Map<number, number>();
  const note = (list: readonly number[]) => {
    list.forEach((node, i) => {
      place.set(node, (i + 0.5) / list.length);
    });
  };
  lists.forEach(note);
  for (let s = 0; s < SWEEPS; s += 1) {
    const order = s % 2 === 0 ? lists.map((_, c) => c) : lists.map((_, c) => lists.length - 1 - c);
    for (const c of order) {
      const list = lists[c] ?? [];
      const wish = new Map(list.map((node) => [node, barycentre(node, neighbours, place)]));
      const before = new Map(list.map((node, i) => [node, i]));
      list.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0) || (before.get(a) ?? 0) - (before.get(b) ?? 0));
      note(list);
    }
  }
}

function barycentre(
  node: number,
  neighbours: ReadonlyMap<number, readonly { node: number; weight: number }[]>,
  place: ReadonlyMap<number, number>,
): number {
  let sum = 0;
  let weight = 0;
  for (const each of neighbours.get(node) ?? []) {
    sum += (place.get(each.node) ?? 0) * each.weight;
    weight += each.weight;
  }
  // Rounded, so that sums in another order do not break a tie.
  return Math.round((weight > 0 ? sum / weight : (place.get(node) ?? 0)) * 1e6) / 1e6;
}

function improve(grid: Grid, blocks: readonly Block[], arcs: readonly Arc[], first: (c: number) => number): void {
  let cost = costOf(grid, blocks, arcs);
  for (let pass = 0; pass < SWAP_PASSES; pass += 1) {
    let better = false;
    for (const [c, column] of grid.entries()) {
      for (let i = first(c); i < column.length; i += 1) {
        for (let j = i + 1; j < column.length; j += 1) {
          if (column[i] === column[j]) continue;
          [column[i], column[j]] = [column[j], column[i]];
          const next = costOf(grid, blocks, arcs);
          if (next < cost - 1e-6) {
            cost = next;
            better = true;
          } else [column[i], column[j]] = [column[j], column[i]];
        }
      }
    }
    if (!better) return;
  }
}

function costOf(grid: Grid, blocks: readonly Block[], arcs: readonly Arc[]): number {
  const row = new Map<number, number>();
  const heights: number[] = [];
  for (const column of grid) {
    column.forEach((node, r) => {
      if (node === undefined) return;
      row.set(node, r);
      heights[r] = Math.max(heights[r] ?? 0, blocks[node]?.height ?? 0);
    });
  }
  let cost = HEIGHT_PRICE * heights.reduce((sum, height) => sum + (height ?? 0), 0);
  for (const { from, to, weight } of arcs) {
    const [a, b] = [row.get(from), row.get(to)];
    if (a !== undefined && b !== undefined) cost += Math.min(weight, HEAVIEST) * Math.abs(a - b);
  }
  return cost;
}

/** Utilities go below the last plate of the column that is shortest. Returns the grid with them, rows made equal. */
export function addUtilities(grid: Grid, utilities: readonly number[], blocks: readonly Block[], corner: number): Grid {
  const full = grid.map((column) => [...column]);
  const heightOf = (column: readonly (number | undefined)[], c: number) =>
    column.reduce<number>(
      (sum, node) => sum + (node === undefined ? 0 : (blocks[node]?.height ?? 0)),
      c === 0 ? corner : 0,
    );
  for (const utility of utilities) {
    let shortest = 0;
    full.forEach((column, c) => {
      if (heightOf(column, c) < heightOf(full[shortest] ?? [], shortest)) shortest = c;
    });
    const column = full[shortest];
    if (!column) continue;
    let row = column.length;
    const lowest = shortest === 0 && corner > 0 ? 1 : 0;
    while (row > lowest && column[row - 1] === undefined) row -= 1;
    column[row] = utility;
  }
  const rows = Math.max(1, ...full.map((column) => column.length));
  return full.map((column) => Array.from({ length: rows }, (_, r) => column[r]));
}
