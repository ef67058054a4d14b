/**
 * Which namespaces stand on rails: those outside all groups that rules let reach, or be reached by, half of the groups or
 * more. Their lines would be a web over everything; on a rail they are told in a sentence, and drawn when selected.
 */

import type { Grouping } from '../grouping/grouping.ts';
import type { PairFold } from './pair-fold.ts';

export interface Rails {
  /** Senders. */
  readonly top: readonly string[];
  /** Receivers. */
  readonly foot: readonly string[];
}

const MOST_A_SIDE = 3;
const LEAST_GROUPS = 3;

export function hubsOnRails(fold: PairFold, grouping: Grouping): Rails {
  const { namespaces } = fold.census;
  const own = grouping.groups.filter(({ kind }) => kind !== 'rest');
  const loose = new Set(grouping.groups.flatMap(({ kind, namespaces: list }) => (kind === 'rest' ? list : [])));
  const least = Math.max(LEAST_GROUPS, own.length / 2);
  const degrees = degreesOf(fold, grouping, (name) => loose.has(name));
  const found: { name: string; side: keyof Rails; groups: number }[] = [];
  for (const [at, { into, out }] of degrees) {
    const name = namespaces[at] ?? '';
    const groups = Math.max(into.size, out.size);
    if (groups >= least) found.push({ name, side: out.size >= into.size ? 'top' : 'foot', groups });
  }
  found.sort((a, b) => b.groups - a.groups || (a.name < b.name ? -1 : 1));
  const side = (which: keyof Rails) => found.filter((one) => one.side === which).slice(0, MOST_A_SIDE);
  const names = (which: keyof Rails) =>
    side(which)
      .map(({ name }) => name)
      .sort();
  return { top: names('top'), foot: names('foot') };
}

/** Groups that a namespace reaches by rule, and that reach it. */
function degreesOf(
  { census: { namespaces }, lines }: PairFold,
  { groupOf }: Grouping,
  isAsked: (name: string) => boolean,
) {
  const size = namespaces.length;
  const asked = namespaces.map(isAsked);
  const degrees = new Map<number, { into: Set<string>; out: Set<string> }>();
  const of = (at: number) => {
    const known = degrees.get(at) ?? { into: new Set<string>(), out: new Set<string>() };
    degrees.set(at, known);
    return known;
  };
  for (const [key, { rule }] of lines) {
    if (rule === 0) continue;
    const [from, to] = [Math.floor(key / size), key % size];
    if (asked[from] && !asked[to]) of(from).out.add(groupOf.get(namespaces[to] ?? '') ?? '');
    if (asked[to] && !asked[from]) of(to).into.add(groupOf.get(namespaces[from] ?? '') ?? '');
  }
  return degrees;
}

/** Namespaces on rails are in no group. */
export function withoutRails(grouping: Grouping, { top, foot }: Rails): Grouping {
  const rails = new Set([...top, ...foot]);
  if (rails.size === 0) return grouping;
  const groups = grouping.groups.flatMap((group) => {
    const namespaces = group.namespaces.filter((name) => !rails.has(name));
    return namespaces.length === 0 ? [] : [{ ...group, namespaces }];
  });
  const groupOf = new Map([...grouping.groupOf].filter(([name]) => !rails.has(name)));
  return { ...grouping, groups, groupOf };
}

/** What a rail's sentence counts. */
export interface RailReach {
  readonly namespaces: number;
  readonly groups: number;
}

/** Namespaces and groups that the rail reaches, or that reach it by rule. */
export function railReach(fold: PairFold, { groupOf }: Grouping, name: string, side: keyof Rails): RailReach {
  const { namespaces, namespaceIndex } = fold.census;
  const size = namespaces.length;
  const own = namespaceIndex.get(name) ?? -1;
  const met = new Set<string>();
  for (const [key, { rule }] of fold.lines) {
    const [from, to] = [Math.floor(key / size), key % size];
    if (rule === 0 || from === to) continue;
    const other = side === 'top' ? (from === own ? to : -1) : to === own ? from : -1;
    if (other >= 0) met.add(namespaces[other] ?? '');
  }
  const groups = new Set([...met].flatMap((one) => groupOf.get(one) ?? []));
  return { namespaces: met.size, groups: groups.size };
}
