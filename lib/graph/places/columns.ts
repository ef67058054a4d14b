/** Plates -> columns: ranks folded into as many columns as fit the window best. */

import { byCodeUnit } from '../model/by-code-unit.ts';
import type { Viewport } from '../model/geometry.ts';
import { type Arc, ranks } from './rank.ts';

/** One plate as the folding sees it. */
export interface Block {
  readonly id: string;
  readonly height: number;
  /** Inner columns: 1 or 2. */
  readonly inner: number;
  /** Says nothing of who calls whom: fills up short columns at the bottom. */
  readonly utility: boolean;
}

export interface FoldFigures {
  /** Width of a plate with one and with two inner columns. */
  readonly widths: readonly [number, number];
  readonly street: number;
  readonly level: number;
  readonly viewport: Viewport;
  /** Height of the block that is fixed in the first cell; 0 = none. */
  readonly corner: number;
}

const MOST_COLUMNS = 12;
const OVERFULL = 1.12;
const THRESHOLDS = [1.12, 0.85, 0.6, 0.35, 0.15];
const LARGEST_GAIN = 1.15;

/** Indices of the blocks that are not utilities, by column; arcs are between blocks. */
export function foldColumns(blocks: readonly Block[], arcs: readonly Arc[], figures: FoldFigures): number[][] {
  const groups = rankGroups(blocks, arcs);
  const total = blocks.reduce((sum, block) => sum + (block.utility ? 0 : block.height), figures.corner);
  let best: number[][] = [[]];
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let count = 1; count <= MOST_COLUMNS; count += 1) {
    for (const threshold of THRESHOLDS) {
      const columns = fill(groups, blocks, count, threshold, total / count, figures.corner);
      const score = scoreOf(columns, blocks, arcs, figures);
      if (score > bestScore + 1e-9) {
        best = columns;
        bestScore = score;
      }
    }
  }
  return best;
}

interface Groups {
  readonly ranked: readonly (readonly number[])[];
  /** Blocks without any call. */
  readonly loose: readonly number[];
}

function rankGroups(blocks: readonly Block[], arcs: readonly Arc[]): Groups {
  const plain = arcs.filter((arc) => !blocks[arc.from]?.utility && !blocks[arc.to]?.utility);
  const touched = new Set(plain.flatMap((arc) => [arc.from, arc.to]));
  const rank = ranks(blocks.length, plain);
  const ranked: number[][] = [];
  const loose: number[] = [];
  blocks.forEach((block, i) => {
    if (block.utility) return;
    if (!touched.has(i)) loose.push(i);
    else {
      const level = rank[i] ?? 0;
      while (ranked.length <= level) ranked.push([]);
      ranked[level]?.push(i);
    }
  });
  const byId = (a: number, b: number) => byCodeUnit(blocks[a]?.id ?? '', blocks[b]?.id ?? '');
  for (const group of ranked) group.sort(byId);
  return { ranked: ranked.filter((group) => group.length > 0), loose: loose.sort(byId) };
}

function fill(
  groups: Groups,
  blocks: readonly Block[],
  count: number,
  threshold: number,
  mean: number,
  corner: number,
): number[][] {
  const columns: number[][] = Array.from({ length: count }, () => []);
  const heights = new Array<number>(count).fill(0);
  heights[0] = corner;
  let current = 0;
  const height = (i: number) => blocks[i]?.height ?? 0;
  groups.ranked.forEach((group, g) => {
    if (g > 0 && (heights[current] ?? 0) >= threshold * mean && current < count - 1) current += 1;
    for (const node of group) {
      const filled = heights[current] ?? 0;
      if (filled > 0 && filled + height(node) > OVERFULL * mean && current < count - 1) current += 1;
      columns[current]?.push(node);
      heights[current] = (heights[current] ?? 0) + height(node);
    }
  });
  for (const node of groups.loose) addToShortest(columns, heights, node, height(node));
  return columns;
}

function addToShortest(columns: number[][], heights: number[], node: number, height: number): void {
  let shortest = 0;
  heights.forEach((each, i) => {
    if (each < (heights[shortest] ?? 0)) shortest = i;
  });
  columns[shortest]?.push(node);
  heights[shortest] = (heights[shortest] ?? 0) + height;
}

/** How large the map can be shown, less half the share of calls that do not go right. */
function scoreOf(columns: number[][], blocks: readonly Block[], arcs: readonly Arc[], figures: FoldFigures): number {
  const full = columns.map((column) => [...column]);
  const heights = columns.map((column, c) =>
    column.reduce((sum, i) => sum + (blocks[i]?.height ?? 0), c === 0 ? figures.corner : 0),
  );
  blocks.forEach((block, i) => {
    if (block.utility) addToShortest(full, heights, i, block.height);
  });
  const { viewport, street, level, widths } = figures;
  let width = street;
  let bands = 0;
  full.forEach((column, c) => {
    const wide = column.some((i) => (blocks[i]?.inner ?? 1) > 1);
    width += widths[wide ? 1 : 0] + street;
    bands = Math.max(bands, column.length + (c === 0 && figures.corner > 0 ? 1 : 0));
  });
  let height = level;
  for (let band = 0; band < bands; band += 1) {
    height += level;
    height += Math.max(0, ...full.map((column, c) => bandHeight(column, c, band, blocks, figures.corner)));
  }
  const fit = Math.min(LARGEST_GAIN, viewport.width / width, viewport.height / height);
  return fit * (1 - 0.5 * shareNotRight(columns, arcs));
}

function bandHeight(
  column: readonly number[],
  c: number,
  band: number,
  blocks: readonly Block[],
  corner: number,
): number {
  if (c > 0 || corner === 0) return blocks[column[band] ?? -1]?.height ?? 0;
  return band === 0 ? corner : (blocks[column[band - 1] ?? -1]?.height ?? 0);
}

function shareNotRight(columns: readonly (readonly number[])[], arcs: readonly Arc[]): number {
  const columnOf = new Map<number, number>();
  columns.forEach((column, c) => {
    for (const node of column) columnOf.set(node, c);
  });
  let all = 0;
  let bad = 0;
  for (const { from, to, weight } of arcs) {
    const [a, b] = [columnOf.get(from), columnOf.get(to)];
    if (a === undefined || b === undefined) continue;
    all += weight;
    if (b <= a) bad += weight;
  }
  return all > 0 ? bad / all : 0;
}
