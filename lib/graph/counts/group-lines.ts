/** Lines between groups, from the namespace lines that cross. */

import type { Grouping } from '../grouping/grouping.ts';
import type { NamespaceLine } from './namespace-lines.ts';
import { type BetweenUnits, pairsBetween } from './pairs-between.ts';

export interface GroupLine {
  /** Indices of the groups. */
  readonly from: number;
  readonly to: number;
  readonly pairs: number;
  /** How many namespace lines it stands for. */
  readonly namespaceLines: number;
  /** Whether every pair of workloads is allowed, by whatever way. */
  readonly share: 'all' | 'some';
}

/** Sorted by from, then to. */
export function groupLines(
  lines: readonly NamespaceLine[],
  namespaces: readonly string[],
  { groups, groupOf }: Grouping,
  between: BetweenUnits,
): GroupLine[] {
  const index = new Map(groups.map(({ id }, at) => [id, at]));
  const unit = namespaces.map((name) => index.get(groupOf.get(name) ?? '') ?? -1);
  const found = new Map<number, { from: number; to: number; pairs: number; namespaceLines: number }>();
  for (const { from, to, pairs, place } of lines) {
    if (place !== 'line') continue;
    const [a = -1, b = -1] = [unit[from], unit[to]];
    const key = a * groups.length + b;
    const line = found.get(key) ?? { from: a, to: b, pairs: 0, namespaceLines: 0 };
    line.pairs += pairs;
    line.namespaceLines++;
    found.set(key, line);
  }
  return [...found.values()]
    .sort((a, b) => a.from - b.from || a.to - b.to)
    .map((line) => ({ ...line, share: isAll(line, between) ? 'all' : 'some' }));
}

function isAll({ from, to }: { readonly from: number; readonly to: number }, between: BetweenUnits): boolean {
  const possible = (between.workloads[from] ?? 0) * (between.workloads[to] ?? 0);
  return possible > 0 && pairsBetween(between, from, to) >= possible;
}
