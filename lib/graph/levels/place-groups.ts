/**
 * Which cell of the grid each group takes: groups that may talk stand side by side, senders left of receivers. Starts from
 * the order of ids and swaps places while the whole gets shorter, in an order that a fixed seed gives: the same cluster,
 * the same map.
 */

import { byCodeUnit } from '../model/by-code-unit.ts';
import type { Viewport } from '../model/geometry.ts';
import type { GridCell } from './memory.ts';

/** From one group to another, by index. */
export interface GroupTie {
  readonly from: number;
  readonly to: number;
  readonly pairs: number;
}

export interface Grid {
  readonly columns: number;
  readonly rows: number;
}

/** Width by height that a plate with its half of the streets should have: for cells in rows, or for strips in a column. */
const WISHED_ASPECT = { cells: 1.15, strips: 0.75 } as const;
const EMPTY_CELL = 0.06;

/** Columns and rows whose cells come nearest to the wished shape when they fill the viewport. */
export function gridFor(count: number, { width, height }: Viewport, of: keyof typeof WISHED_ASPECT = 'cells'): Grid {
  let best = { columns: 1, rows: Math.max(1, count), cost: Number.POSITIVE_INFINITY };
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.max(1, Math.ceil(count / columns));
    const off = Math.abs(Math.log(((width / columns) * rows) / height / WISHED_ASPECT[of]));
    const cost = off + EMPTY_CELL * (columns * rows - count);
    if (cost < best.cost - 1e-9) best = { columns, rows, cost };
  }
  return { columns: best.columns, rows: best.rows };
}

const SEED = 20_111;
const STARTS = 3;

/** `ids`: of the groups by index; `last`: groups that take the last cells, whatever they talk to. */
export function placeGroups(
  ids: readonly string[],
  ties: readonly GroupTie[],
  grid: Grid,
  last: ReadonlySet<string>,
): GridCell[] {
  const sorted = ids.map((_, at) => at).sort((a, b) => byCodeUnit(ids[a] ?? '', ids[b] ?? ''));
  const free = sorted.filter((at) => !last.has(ids[at] ?? ''));
  const fixed = sorted.filter((at) => last.has(ids[at] ?? ''));
  const near = nearOf(ids.length, ties);
  // Groups stand without holes between them: only the last row may not be full.
  const slots = free.length;
  const next = numbersFrom(SEED);
  let best: { board: Int32Array; cost: number } | undefined;
  for (let start = 0; start < STARTS; start++) {
    const board = Int32Array.from({ length: slots }, (_, slot) => free[slot] ?? -1);
    if (start > 0) shuffle(board, next);
    improve(board, near, grid.columns, next);
    const cost = wholeCost(board, near, grid.columns);
    if (best === undefined || cost < best.cost - 1e-9) best = { board, cost };
  }
  const cells: GridCell[] = ids.map(() => ({ column: 0, row: 0 }));
  const put = (at: number, slot: number) => {
    cells[at] = { column: slot % grid.columns, row: Math.floor(slot / grid.columns) };
  };
  best?.board.forEach((at, slot) => {
    if (at >= 0) put(at, slot);
  });
  fixed.forEach((at, n) => {
    put(at, slots + n);
  });
  return cells;
}

interface Near {
  readonly other: number;
  readonly weight: number;
  readonly sends: boolean;
}

function nearOf(count: number, ties: readonly GroupTie[]): readonly (readonly Near[])[] {
  const near = Array.from({ length: count }, (): Near[] => []);
  for (const { from, to, pairs } of ties) {
    if (from === to || pairs <= 0) continue;
    const weight = 1 + Math.log2(pairs);
    near[from]?.push({ other: to, weight, sends: true });
    near[to]?.push({ other: from, weight, sends: false });
  }
  for (const list of near) list.sort((a, b) => a.other - b.other || Number(a.sends) - Number(b.sends));
  return near;
}

/** To the next column costs nothing, back costs most: lines leave to the right and come in from the left. */
export function distance(fromColumn: number, fromRow: number, toColumn: number, toRow: number): number {
  const across = toColumn - fromColumn;
  const column = across > 0 ? (across - 1) * 0.8 : across === 0 ? 1.3 : 1.6 + (-across - 1) * 0.8;
  return column + 0.9 * Math.abs(toRow - fromRow);
}

function costAt(
  at: number,
  slot: number,
  slotOf: Int32Array,
  near: readonly (readonly Near[])[],
  columns: number,
): number {
  const [column, row] = [slot % columns, Math.floor(slot / columns)];
  let cost = 0;
  for (const { other, weight, sends } of near[at] ?? []) {
    const there = slotOf[other] ?? -1;
    if (there < 0) continue;
    const [c, r] = [there % columns, Math.floor(there / columns)];
    cost += weight * (sends ? distance(column, row, c, r) : distance(c, r, column, row));
  }
  return cost;
}

/** Every two slots in turn, by difference, until no swap helps. */
function improve(board: Int32Array, near: readonly (readonly Near[])[], columns: number, next: () => number): void {
  const slotOf = new Int32Array(near.length).fill(-1);
  board.forEach((at, slot) => {
    if (at >= 0) slotOf[at] = slot;
  });
  const order = Int32Array.from(board, (_, slot) => slot);
  for (let pass = 0, better = true; better && pass < 40; pass++) {
    better = false;
    shuffle(order, next);
    for (const a of order) for (const b of order) if (a < b && swap(board, slotOf, a, b, near, columns)) better = true;
  }
}

function swap(
  board: Int32Array,
  slotOf: Int32Array,
  a: number,
  b: number,
  near: readonly (readonly Near[])[],
  columns: number,
): boolean {
  const [x = -1, y = -1] = [board[a], board[b]];
  if (x < 0 && y < 0) return false;
  const cost = () =>
    (x < 0 ? 0 : costAt(x, slotOf[x] ?? 0, slotOf, near, columns)) +
    (y < 0 ? 0 : costAt(y, slotOf[y] ?? 0, slotOf, near, columns));
  const before = cost();
  move(board, slotOf, x, b);
  move(board, slotOf, y, a);
  if (cost() < before - 1e-9) return true;
  move(board, slotOf, x, a);
  move(board, slotOf, y, b);
  return false;
}

function move(board: Int32Array, slotOf: Int32Array, at: number, slot: number): void {
  board[slot] = at;
  if (at >= 0) slotOf[at] = slot;
}

function wholeCost(board: Int32Array, near: readonly (readonly Near[])[], columns: number): number {
  const slotOf = new Int32Array(near.length).fill(-1);
  board.forEach((at, slot) => {
    if (at >= 0) slotOf[at] = slot;
  });
  let cost = 0;
  slotOf.forEach((slot, at) => {
    if (slot >= 0) cost += costAt(at, slot, slotOf, near, columns);
  });
  return cost;
}

function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 3;
  };
}

function shuffle(list: Int32Array, next: () => number): void {
  for (let at = list.length - 1; at > 0; at--) {
    const other = next() % (at + 1);
    [list[at], list[other]] = [list[other] ?? 0, list[at] ?? 0];
  }
}
