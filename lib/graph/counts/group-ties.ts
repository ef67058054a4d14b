/** How strongly groups are tied, for choosing their places: pairs that rules admit between them. */

import type { Grouping } from '../grouping/grouping.ts';
import { placeLines } from './namespace-lines.ts';
import type { PairFold } from './pair-fold.ts';
import { type Rails, withoutRails } from './rails.ts';

export interface GroupTies {
  readonly from: string;
  readonly to: string;
  readonly pairs: number;
}

export function tiesBetween(fold: PairFold, whole: Grouping, rails: Rails): GroupTies[] {
  const grouping = withoutRails(whole, rails);
  const { namespaces } = fold.census;
  const ties = new Map<string, { from: string; to: string; pairs: number }>();
  for (const { from, to, pairs, place } of placeLines(fold, grouping, new Set([...rails.top, ...rails.foot])).lines) {
    if (place !== 'line') continue;
    const [a = '', b = ''] = [from, to].map((at) => grouping.groupOf.get(namespaces[at] ?? ''));
    const key = `${a}\n${b}`;
    const tie = ties.get(key) ?? { from: a, to: b, pairs: 0 };
    tie.pairs += pairs;
    ties.set(key, tie);
  }
  return [...ties.values()].sort((a, b) => (a.from < b.from || (a.from === b.from && a.to < b.to) ? -1 : 1));
}
