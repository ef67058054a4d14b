/**
 * The difference of two lists of connections, of any two snapshots. Ranges of addresses that the two lists cut
 * differently are cut alike first, and put together again where they changed alike.
 */

import { formatAddress, type Position, parseAddress } from '../sets/address.ts';
import { type ConnectionSet, equal, nothing } from '../sets/connection-set.ts';
import type { ConnectionRow } from './connection-list.ts';

export interface ChangedRow {
  readonly source: string;
  readonly destination: string;
  readonly before: ConnectionSet;
  readonly after: ConnectionSet;
  /** Present where not every pair of pods has these ports, on the side named. */
  readonly partial?: { readonly before: boolean; readonly after: boolean };
  /** Present where a policy of a kind that is not judged may say otherwise, before or after. */
  readonly unknown?: true;
}

export interface ListDiff {
  /** Rows of the list after, and of the one before: marked partial as they are there. */
  readonly added: readonly ConnectionRow[];
  readonly removed: readonly ConnectionRow[];
  readonly changed: readonly ChangedRow[];
}

/** A change with the marks of the rows it comes from. */
interface Change extends Omit<ChangedRow, 'partial'> {
  readonly partial: { readonly before: boolean; readonly after: boolean };
}

export function diffConnections(before: readonly ConnectionRow[], after: readonly ConnectionRow[]): ListDiff {
  const changes = [...internalChanges(before, after), ...externalChanges(before, after)];
  const row = ({ source, destination }: Change, ports: ConnectionSet, partial: boolean): ConnectionRow => ({
    source,
    destination,
    ports,
    ...(partial ? { partial } : {}),
  });
  const isNone = (ports: ConnectionSet) => Object.keys(ports).length === 0;
  const [added, removed] = [changes.filter((one) => isNone(one.before)), changes.filter((one) => isNone(one.after))];
  return {
    added: added.map((change) => row(change, change.after, change.partial.after)),
    removed: removed.map((change) => row(change, change.before, change.partial.before)),
    changed: changes
      .filter((change) => !isNone(change.before) && !isNone(change.after))
      .map(({ partial, ...change }) => (partial.before || partial.after ? { ...change, partial } : change)),
  };
}

type Range = readonly [first: Position, last: Position];

/** A range, where the text is one; names of pods and workloads hold a slash. */
function rangeOf(end: string): Range | undefined {
  if (end.includes('/')) return undefined;
  const [first, last] = end.split('-').map(parseAddress);
  return first === undefined || last === undefined ? undefined : [first, last];
}

const NOTHING = { ports: nothing, partial: false };

/** One source after the other: two lists of millions of rows are no small thing. */
function internalChanges(before: readonly ConnectionRow[], after: readonly ConnectionRow[]): Change[] {
  const [old, now] = [bySource(before), bySource(after)];
  const sources = [...new Set([...old.keys(), ...now.keys()])].sort(compare);
  return sources.flatMap((source) => changesFrom(source, old.get(source) ?? [], now.get(source) ?? []));
}

function bySource(rows: readonly ConnectionRow[]): Map<string, ConnectionRow[]> {
  const sources = new Map<string, ConnectionRow[]>();
  for (const row of rows) {
    if (rangeOf(row.source) || rangeOf(row.destination)) continue;
    const own = sources.get(row.source);
    if (own) own.push(row);
    else sources.set(row.source, [row]);
  }
  return sources;
}

function changesFrom(source: string, before: readonly ConnectionRow[], after: readonly ConnectionRow[]): Change[] {
  const old = new Map(before.map((row) => [row.destination, row]));
  const changes: Change[] = [];
  for (const row of after) {
    const was = stateOf(old.get(row.destination));
    old.delete(row.destination);
    if (!isSame(was, stateOf(row))) changes.push(toChange(source, row.destination, was, stateOf(row)));
  }
  for (const row of old.values()) changes.push(toChange(source, row.destination, stateOf(row), NOTHING));
  return changes.sort((a, b) => compare(a.destination, b.destination));
}

const stateOf = (row: ConnectionRow | undefined): State =>
  row ? { ports: row.ports, partial: row.partial === true } : NOTHING;

function toChange(source: string, destination: string, was: State, is: State): Change {
  const partial = { before: was.partial, after: is.partial };
  return { source, destination, before: was.ports, after: is.ports, partial };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface State {
  readonly ports: ConnectionSet;
  readonly partial: boolean;
}

interface Stretch extends State {
  readonly range: Range;
}

/** Rows with outside, by the end inside and the direction. */
function byInnerEnd(rows: readonly ConnectionRow[]): Map<string, Stretch[]> {
  const ends = new Map<string, Stretch[]>();
  for (const { source, destination, ports, partial = false } of rows) {
    const into = rangeOf(source);
    const range = into ?? rangeOf(destination);
    if (!range) continue;
    const key = into ? `< ${destination}` : `> ${source}`;
    const own = ends.get(key) ?? [];
    own.push({ range, ports, partial });
    ends.set(key, own);
  }
  return ends;
}

function externalChanges(before: readonly ConnectionRow[], after: readonly ConnectionRow[]): Change[] {
  const [old, now] = [byInnerEnd(before), byInnerEnd(after)];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((key) =>
    changedStretches(old.get(key) ?? [], now.get(key) ?? []).map(({ range, was, is }) => {
      const outside = `${formatAddress(range[0])}-${formatAddress(range[1])}`;
      const inside = key.slice(2);
      const [source, destination] = key.startsWith('<') ? [outside, inside] : [inside, outside];
      return toChange(source, destination, was, is);
    }),
  );
}

function changedStretches(old: readonly Stretch[], now: readonly Stretch[]) {
  const cuts = new Set([...old, ...now].flatMap(({ range: [first, last] }) => [first, last + 1n]));
  const sorted = [...cuts].sort((a, b) => (a < b ? -1 : 1));
  const at = (stretches: readonly Stretch[], position: Position) =>
    stretches.find(({ range: [first, last] }) => first <= position && position <= last) ?? NOTHING;
  const out: { range: [Position, Position]; was: State; is: State }[] = [];
  sorted.forEach((first, index) => {
    const next = sorted[index + 1];
    if (next === undefined) return;
    const [was, is] = [at(old, first), at(now, first)];
    if (isSame(was, is)) return;
    const previous = out.at(-1);
    const joins =
      previous?.range[1] === first - 1n &&
      formatAddress(first).includes(':') === formatAddress(first - 1n).includes(':');
    if (previous && joins && isSame(previous.was, was) && isSame(previous.is, is)) previous.range[1] = next - 1n;
    else out.push({ range: [first, next - 1n], was, is });
  });
  return out;
}

const isSame = (a: State, b: State): boolean => a.partial === b.partial && equal(a.ports, b.ports);
