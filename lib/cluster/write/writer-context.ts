/** What the acts of one writer share: whom they act for, and what is remembered between them. */

import { randomUUID } from 'node:crypto';
import type { ClusterConnection } from '../connect/connection.ts';
import { guardReads } from '../read/rights/guard-reads.ts';
import type { Clock, Random } from '../time/clock.ts';
import type { CarryContext } from './carry/carry-out.ts';
import { canBeUndone } from './carry/undo-write.ts';
import type { FailedUndos } from './failed-undos.ts';
import type { HeldPreviews } from './held-previews.ts';
import type { Countdowns } from './journal/countdowns.ts';
import type { Journal } from './journal/journal.ts';
import { isDone, isUnknown, type JournalEntry, type RecordedWrite } from './journal/journal-entry.ts';
import { onPinnedCluster, type PinnedCluster } from './pinned-cluster.ts';
import type { ContentByVersion } from './policy/content-by-version.ts';
import type { KnownCluster } from './preview/isolates-anew.ts';
import type { Whereabouts } from './whereabouts.ts';
import { WriteProblem } from './writer.ts';

export interface WriterOptions {
  readonly connection: ClusterConnection;
  readonly clock: Clock;
  readonly random: Random;
  readonly readOnly: boolean;
  readonly clusterName: string;
  /** Of the cluster that answers now, as far as it is known. */
  readonly clusterUid: () => string | undefined;
  readonly contentByVersion: ContentByVersion;
  /** What the screens show of the cluster; undefined before it was read. */
  readonly known: () => KnownCluster | undefined;
  readonly journalPath?: string | undefined;
  /** What `failedUndos` says is another thing than before. */
  readonly changed: () => void;
  readonly log: (event: string, message: string, level?: 'warn' | 'error') => void;
}

export interface WriterContext {
  readonly options: WriterOptions;
  readonly journal: Journal;
  readonly previews: HeldPreviews;
  readonly countdowns: Countdowns;
  readonly failedUndos: FailedUndos;
}

export function mustBeWritable({ options }: WriterContext): void {
  if (options.readOnly) throw new WriteProblem('read-only', 403, 'This program was started read-only.');
}

/** For writing: one server and one credential until the work is done. */
export function onCluster<T>({ options }: WriterContext, work: (cluster: PinnedCluster) => Promise<T>): Promise<T> {
  return onPinnedCluster({ connection: options.connection, ...guardOf(options) }, work);
}

function guardOf({ readOnly }: WriterOptions) {
  return readOnly ? { guard: guardReads } : {};
}

export function carryContext({ options }: WriterContext, { client, transport }: PinnedCluster): CarryContext {
  return { client, transport, clock: options.clock, random: options.random };
}

type Attempt = Pick<JournalEntry, 'action' | 'writes'> &
  Partial<Pick<JournalEntry, 'id' | 'undoes' | 'byCountdown' | 'undoAt'>>;

/** The entry of an attempt before its first request. */
export function openAttempt(
  { options }: WriterContext,
  { uid, user, server }: Whereabouts,
  attempt: Attempt,
): JournalEntry {
  return {
    id: randomUUID(),
    time: options.clock.date().toISOString(),
    ...(user === undefined ? {} : { user }),
    cluster: { name: options.clusterName, ...(uid === undefined ? {} : { uid }) },
    server,
    ...attempt,
    begun: true,
  };
}

/** Puts the account with the outcomes in the journal. */
export function closeAttempt({ options, journal }: WriterContext, { begun: _, ...entry }: JournalEntry): JournalEntry {
  for (const { after, outcome } of entry.writes) {
    if (after && outcome !== 'unknown') options.contentByVersion.recordVersion(after);
  }
  journal.add(entry);
  return entry;
}

/** What no later undo of this took back; what is unknown may yet turn out to be there. */
export function leftToUndo({ options, journal }: WriterContext, entry: JournalEntry): RecordedWrite[] {
  if (options.readOnly || entry.begun) return [];
  const undone = journal.entries().flatMap(({ undoes, writes }) => (undoes === entry.id ? writes.filter(isDone) : []));
  return entry.writes.filter(
    (write) => (canBeUndone(write) || isUnknown(write)) && !undone.some(({ id }) => id === write.id),
  );
}

/** Whether an entry is of the cluster that answers; where that may not be asked, its address must do. */
export function isOfThisCluster({ cluster, server }: JournalEntry, now: Whereabouts): boolean {
  if (cluster.uid !== undefined && now.uid !== undefined) return cluster.uid === now.uid;
  return server === undefined || server === now.server;
}
