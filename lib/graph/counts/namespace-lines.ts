/** The lines of a fold with their place: where the map shows their pairs. */

import type { Grouping } from '../grouping/grouping.ts';
import type { PairFold } from './pair-fold.ts';

/** `open`: the bracket of a namespace that is open to everyone. They add up to all pairs that are allowed. */
export interface PlaceSum {
  readonly open: number;
  readonly rails: number;
  readonly namespace: number;
  readonly group: number;
  readonly lines: number;
  /** With an end that is not in view; 0 while all namespaces are. */
  readonly beyond: number;
}

/** Pairs of two namespaces that rules admit, without those that an open door tells. */
export interface NamespaceLine {
  /** Indices of the census. */
  readonly from: number;
  readonly to: number;
  readonly pairs: number;
  /** Pairs there could be. */
  readonly of: number;
  readonly place: 'rail' | 'group' | 'line';
}

export interface PlacedLines {
  readonly sum: PlaceSum;
  readonly total: number;
  readonly lines: readonly NamespaceLine[];
}

/** `rails`: namespaces that stand on rails. */
export function placeLines(fold: PairFold, { groupOf }: Grouping, rails: ReadonlySet<string>): PlacedLines {
  const { namespaces, each } = fold.census;
  const size = namespaces.length;
  const group = namespaces.map((name) => groupOf.get(name));
  const isRail = namespaces.map((name) => rails.has(name));
  const inView = namespaces.map((_, at) => group[at] !== undefined || isRail[at] === true);
  const sum = { open: 0, rails: 0, namespace: 0, group: 0, lines: 0, beyond: 0 };
  const lines: NamespaceLine[] = [];
  for (const [key, { door, rule }] of fold.lines) {
    const [from, to] = [Math.floor(key / size), key % size];
    if (!inView[from] || !inView[to]) {
      sum.beyond += door + rule;
      continue;
    }
    if (from === to) {
      sum.namespace += door + rule;
      continue;
    }
    sum.open += door;
    if (rule === 0) continue;
    const place = isRail[from] || isRail[to] ? 'rail' : group[from] === group[to] ? 'group' : 'line';
    sum[place === 'rail' ? 'rails' : place === 'group' ? 'group' : 'lines'] += rule;
    lines.push({ from, to, pairs: rule, of: (each[from]?.workloads ?? 0) * (each[to]?.workloads ?? 0), place });
  }
  lines.sort((a, b) => a.from - b.from || a.to - b.to);
  const whole = unlistedPairs(fold, () => true);
  const seen = unlistedPairs(fold, (at) => inView[at] === true);
  sum.open += seen.across;
  sum.namespace += seen.within;
  sum.beyond += whole.across + whole.within - seen.across - seen.within;
  const total = sum.open + sum.rails + sum.namespace + sum.group + sum.lines + sum.beyond;
  return { sum, total, lines };
}

/** Pairs that no policy closes at either end: free senders times doors without a policy, but none with itself. */
function unlistedPairs({ census: { each } }: PairFold, isAsked: (at: number) => boolean) {
  let [senders, doors, within, own] = [0, 0, 0, 0];
  each.forEach((one, at) => {
    if (!isAsked(at)) return;
    senders += one.senders;
    doors += one.unisolated;
    own += one.senders * one.unisolated;
    within += one.openWithin;
  });
  return { across: senders * doors - own, within };
}
