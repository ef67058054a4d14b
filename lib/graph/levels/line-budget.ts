/** No level draws more lines than can be read: those with the most pairs keep a lane, the gates count the rest. */

import { byCodeUnit } from '../model/by-code-unit.ts';
import type { LineEdge } from './line-marks.ts';

export const MOST_LINES = 150;

export interface Budgeted {
  readonly kept: readonly LineEdge[];
  readonly rest: readonly LineEdge[];
}

export function withinBudget(lines: readonly LineEdge[]): Budgeted {
  if (lines.length <= MOST_LINES) return { kept: lines, rest: [] };
  const sorted = [...lines].sort((a, b) => b.pairs - a.pairs || byCodeUnit(a.edge.id, b.edge.id));
  return { kept: sorted.slice(0, MOST_LINES), rest: sorted.slice(MOST_LINES) };
}
