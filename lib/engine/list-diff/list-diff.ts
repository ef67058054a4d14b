/**
 * The difference of two lists of connections, of any two snapshots. Ranges of addresses that the two lists cut
 * differently are cut alike first, and put together again where they changed alike.
 */

import type { ConnectionRow } from '../answers/connection-list.ts';
import type { ConnectionSet } from '../sets/connection-set.ts';
import { RangeDiffs } from './range-diff.ts';
import { isRange, RowStates, type State } from './row-states.ts';

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
  const states = new RowStates();
  const changes = internalChanges(before, after, states).concat(externalChanges(before, after, states));
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

/** One source after the other: two lists of millions of rows are no small thing. */
function internalChanges(
  before: readonly ConnectionRow[],
  after: readonly ConnectionRow[],
  states: RowStates,
): Change[] {
  const [old, now] = [bySource(before), bySource(after)];
  const sources = [...new Set([...old.keys(), ...now.keys()])].sort(compare);
  return sources.flatMap((source) => changesFrom(source, old.get(source) ?? [], now.get(source) ?? [], states));
}

function bySource(rows: readonly ConnectionRow[]): Map<string, ConnectionRow[]> {
  const sources = new Map<string, ConnectionRow[]>();
  for (const row of rows) {
    if (isRange(row.source) || isRange(row.destination)) continue;
    const own = sources.get(row.source);
    if (own) own.push(row);
    else sources.set(row.source, [row]);
  }
  return sources;
}

function changesFrom(
  source: string,
  before: readonly ConnectionRow[],
  after: readonly ConnectionRow[],
  states: RowStates,
): Change[] {
  const old = new Map(before.map((row) => [row.destination, row]));
  const changes: Change[] = [];
  for (const row of after) {
    const [was, is] = [states.of(old.get(row.destination)), states.of(row)];
    old.delete(row.destination);
    if (was !== is) changes.push(toChange(source, row.destination, was, is));
  }
  for (const row of old.values()) changes.push(toChange(source, row.destination, states.of(row), states.none));
  return changes.sort((a, b) => compare(a.destination, b.destination));
}

function toChange(source: string, destination: string, was: State, is: State): Change {
  const partial = { before: was.partial, after: is.partial };
  return { source, destination, before: was.ports, after: is.ports, partial };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Rows with outside, by the end inside and the direction. */
function byInnerEnd(rows: readonly ConnectionRow[]): Map<string, ConnectionRow[]> {
  const ends = new Map<string, ConnectionRow[]>();
  for (const row of rows) {
    const into = isRange(row.source);
    if (!into && !isRange(row.destination)) continue;
    const key = into ? `< ${row.destination}` : `> ${row.source}`;
    const own = ends.get(key);
    if (own) own.push(row);
    else ends.set(key, [row]);
  }
  return ends;
}

function externalChanges(
  before: readonly ConnectionRow[],
  after: readonly ConnectionRow[],
  states: RowStates,
): Change[] {
  const [old, now] = [byInnerEnd(before), byInnerEnd(after)];
  const diffs = new RangeDiffs(states);
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((key) =>
    diffs.between(old.get(key) ?? [], now.get(key) ?? []).map(({ outside, was, is }) => {
      const inside = key.slice(2);
      const [source, destination] = key.startsWith('<') ? [outside, inside] : [inside, outside];
      return toChange(source, destination, was, is);
    }),
  );
}
