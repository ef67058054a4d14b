/** Namespaces -> groups, in the way that was chosen or in the one that suits the cluster best. */

import { labelName } from '#engine';
import { foundGroups, type WeightedLine } from './found-groups.ts';
import { type GroupBy, groupByLabel, labelOf } from './group-by.ts';
import { type Grouping, groupedBy, type NamespaceNamed } from './grouping.ts';
import { labelCandidates } from './label-candidates.ts';
import { prefixes } from './name-prefix.ts';

/** Between namespaces, by name: the pairs that rules admit. */
export interface NamedLine {
  readonly from: string;
  readonly to: string;
  readonly pairs: number;
}

/** Ways that put namespaces together at all, the best first; `none` is always one. */
export function waysToGroup(namespaces: readonly NamespaceNamed[], lines: () => readonly NamedLine[]): GroupBy[] {
  const ways: GroupBy[] = labelCandidates(namespaces).map(({ key }) => groupByLabel(key));
  for (const by of ['prefix', 'found'] as const) if (isUseful(makeGrouping(by, namespaces, lines))) ways.push(by);
  return [...ways, 'none'];
}

/** At least two groups, which hold at least half of the namespaces, and fewer groups than half of them. */
function isUseful({ groups }: Grouping): boolean {
  const own = groups.filter(({ kind }) => kind !== 'rest');
  const held = own.reduce((sum, { namespaces }) => sum + namespaces.length, 0);
  const all = groups.reduce((sum, { namespaces }) => sum + namespaces.length, 0);
  return own.length > 1 && held * 2 >= all && own.length * 2 <= held;
}

/** `lines` are asked for only where groups are found from them. */
export function makeGrouping(
  by: GroupBy,
  namespaces: readonly NamespaceNamed[],
  lines: () => readonly NamedLine[],
): Grouping {
  const names = namespaces.map(({ name }) => name);
  const key = labelOf(by);
  if (key !== undefined) {
    const values = new Map(namespaces.map(({ name, labels }) => [name, ownValue(labels, key)]));
    return groupedBy(by, names, (name) => values.get(name), same, `no ${labelName(key)}`);
  }
  if (by === 'prefix') {
    const found = prefixes(names);
    return groupedBy(by, names, (name) => found.get(name), same, 'no prefix');
  }
  if (by === 'found') return foundGrouping(names, lines());
  return groupedBy(by, names, () => undefined, same, 'all namespaces');
}

const same = (key: string) => key;

/** A value that is empty names nothing. */
function ownValue(labels: NamespaceNamed['labels'], key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] || undefined : undefined;
}

function foundGrouping(names: readonly string[], lines: readonly NamedLine[]): Grouping {
  const sorted = [...names].sort();
  const index = new Map(sorted.map((name, at) => [name, at]));
  const weighted = lines.flatMap(({ from, to, pairs }): WeightedLine[] => {
    const [a, b] = [index.get(from), index.get(to)];
    return a === undefined || b === undefined ? [] : [{ from: a, to: b, weight: 1 + Math.log2(pairs) }];
  });
  weighted.sort((a, b) => a.from - b.from || a.to - b.to);
  const group = foundGroups(sorted.length, weighted);
  const busiest = busiestOf(group, weighted);
  const keyOf = (name: string) => {
    const of = group[index.get(name) ?? -1] ?? -1;
    return of < 0 ? undefined : sorted[busiest.get(of) ?? of];
  };
  return groupedBy('found', sorted, keyOf, (key) => `around ${key}`, 'no group');
}

/** The member of each group with the most lines to its own: the group is named after it. */
function busiestOf(group: Int32Array, lines: readonly WeightedLine[]): ReadonlyMap<number, number> {
  const load = new Map<number, number>();
  for (const { from, to, weight } of lines) {
    if (group[from] !== group[to]) continue;
    for (const end of [from, to]) load.set(end, (load.get(end) ?? 0) + weight);
  }
  const best = new Map<number, number>();
  group.forEach((of, at) => {
    const known = best.get(of);
    if (of >= 0 && (known === undefined || (load.get(at) ?? 0) > (load.get(known) ?? 0))) best.set(of, at);
  });
  return best;
}
