/**
 * The difference of two lists of connections, of any two snapshots. Ranges of addresses that the two lists cut
 * differently are cut alike first, and put together again where they changed alike.
 */

import { formatAddress, type Position, parseAddress } from './address.ts';
import type { ConnectionRow } from './connection-list.ts';
import { type ConnectionSet, equal, nothing } from './connection-set.ts';

export interface ChangedRow {
  readonly source: string;
  readonly destination: string;
  readonly before: ConnectionSet;
  readonly after: ConnectionSet;
}

export interface ListDiff {
  readonly added: readonly ConnectionRow[];
  readonly removed: readonly ConnectionRow[];
  readonly changed: readonly ChangedRow[];
}

export function diffConnections(before: readonly ConnectionRow[], after: readonly ConnectionRow[]): ListDiff {
  const changes = [...internalChanges(before, after), ...externalChanges(before, after)];
  const row = ({ source, destination }: ChangedRow, ports: ConnectionSet): ConnectionRow => ({
    source,
    destination,
    ports,
  });
  const isNone = (ports: ConnectionSet) => Object.keys(ports).length === 0;
  return {
    added: changes.filter((change) => isNone(change.before)).map((change) => row(change, change.after)),
    removed: changes.filter((change) => isNone(change.after)).map((change) => row(change, change.before)),
    changed: changes.filter((change) => !isNone(change.before) && !isNone(change.after)),
  };
}

type Range = readonly [first: Position, last: Position];

/** A range, where the text is one; names of pods and workloads hold a slash. */
function rangeOf(end: string): Range | undefined {
  if (end.includes('/')) return undefined;
  const [first, last] = end.split('-').map(parseAddress);
  return first === undefined || last === undefined ? undefined : [first, last];
}

function internalChanges(before: readonly ConnectionRow[], after: readonly ConnectionRow[]): ChangedRow[] {
  const pairs = new Map<string, { source: string; destination: string; before: ConnectionSet; after: ConnectionSet }>();
  const collect = (rows: readonly ConnectionRow[], when: 'before' | 'after') => {
    for (const { source, destination, ports } of rows) {
      if (rangeOf(source) || rangeOf(destination)) continue;
      const key = `${source} ${destination}`;
      const pair = pairs.get(key) ?? { source, destination, before: nothing, after: nothing };
      pair[when] = ports;
      pairs.set(key, pair);
    }
  };
  collect(before, 'before');
  collect(after, 'after');
  const changes = [...pairs.values()].filter((pair) => !equal(pair.before, pair.after));
  return changes.sort((a, b) => compare(a.source, b.source) || compare(a.destination, b.destination));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Stretch {
  readonly range: Range;
  readonly ports: ConnectionSet;
}

/** Rows with outside, by the end inside and the direction. */
function byInnerEnd(rows: readonly ConnectionRow[]): Map<string, Stretch[]> {
  const ends = new Map<string, Stretch[]>();
  for (const { source, destination, ports } of rows) {
    const into = rangeOf(source);
    const range = into ?? rangeOf(destination);
    if (!range) continue;
    const key = into ? `< ${destination}` : `> ${source}`;
    const own = ends.get(key) ?? [];
    own.push({ range, ports });
    ends.set(key, own);
  }
  return ends;
}

function externalChanges(before: readonly ConnectionRow[], after: readonly ConnectionRow[]): ChangedRow[] {
  const [old, now] = [byInnerEnd(before), byInnerEnd(after)];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((key) =>
    changedStretches(old.get(key) ?? [], now.get(key) ?? []).map(({ range, was, is }) => {
      const outside = `${formatAddress(range[0])}-${formatAddress(range[1])}`;
      const inside = key.slice(2);
      const [source, destination] = key.startsWith('<') ? [outside, inside] : [inside, outside];
      return { source, destination, before: was, after: is };
    }),
  );
}

function changedStretches(old: readonly Stretch[], now: readonly Stretch[]) {
  const cuts = new Set([...old, ...now].flatMap(({ range: [first, last] }) => [first, last + 1n]));
  const sorted = [...cuts].sort((a, b) => (a < b ? -1 : 1));
  const at = (stretches: readonly Stretch[], position: Position) =>
    stretches.find(({ range: [first, last] }) => first <= position && position <= last)?.ports ?? nothing;
  const out: { range: [Position, Position]; was: ConnectionSet; is: ConnectionSet }[] = [];
  sorted.forEach((first, index) => {
    const next = sorted[index + 1];
    if (next === undefined) return;
    const [was, is] = [at(old, first), at(now, first)];
    if (equal(was, is)) return;
    const previous = out.at(-1);
    const joins =
      previous?.range[1] === first - 1n &&
      formatAddress(first).includes(':') === formatAddress(first - 1n).includes(':');
    if (previous && joins && equal(previous.was, was) && equal(previous.is, is)) previous.range[1] = next - 1n;
    else out.push({ range: [first, next - 1n], was, is });
  });
  return out;
}
