/**
 * Remembers every attempt to write: in memory, and in an append-only file where there is one. An attempt is noted
 * before the first request and again with its outcome, so that one cut off in between is not forgotten. Several starts
 * of this program may share the file: what the others added is taken in before anything is decided upon it.
 */

import { isUnknown, type JournalEntry } from './journal-entry.ts';
import { type JournalFile, journalFile } from './journal-file.ts';
import { entryOf, settledBy } from './journal-line.ts';

export interface Journal {
  /** Adds an entry, or puts a later account of the same attempt in its place. False where the file did not take it. */
  add(entry: JournalEntry): boolean;
  find(id: string): JournalEntry | undefined;
  /** Newest first. */
  entries(): readonly JournalEntry[];
  /** The countdown of this entry has ended: it was kept, or taken back. */
  settle(id: string): void;
  isSettled(id: string): boolean;
  /** Takes in what other starts of this program added to the file. */
  catchUp(): void;
  /** Why nothing can be added to the file; undefined where it can, or where there is none. */
  problem(): string | undefined;
}

export interface JournalOptions {
  readonly path: string | undefined;
  /** Now, in milliseconds since 1970. */
  readonly now: () => number;
  /** Told when the file cannot be read or written; the attempt is remembered in memory all the same. */
  readonly failed: (message: string) => void;
}

/** Entries that are over: of these the oldest go. */
const KEPT = 200;
/** Longer than any countdown, and the tries after it. */
const RECENT_MS = 2 * 3_600_000;

export function openJournal({ path, now, failed }: JournalOptions): Journal {
  const isRecent = (line: unknown) => Date.parse(entryOf(line)?.time ?? '') > now() - RECENT_MS;
  const file: JournalFile | undefined = path === undefined ? undefined : journalFile(path, failed, isRecent);
  const known = new Map<string, JournalEntry>();
  const settled = new Set<string>();

  /** Something is still to come of it. */
  function isOpen({ id, undoAt, writes, undoes }: JournalEntry): boolean {
    if (undoAt !== undefined && !settled.has(id)) return true;
    if (undoes !== undefined && known.get(undoes)?.undoAt !== undefined && !settled.has(undoes)) return true;
    return writes.some(isUnknown);
  }

  function take(line: unknown): void {
    const ended = settledBy(line);
    if (ended !== undefined) settled.add(ended);
    const entry = entryOf(line);
    if (!entry) {
      if (ended === undefined) failed(`The journal ${path ?? ''} has a line that is no entry.`);
      return;
    }
    known.set(entry.id, entry);
    if (known.size > KEPT) forgetOne();
  }

  function forgetOne(): void {
    for (const [id, entry] of known) {
      if (isOpen(entry)) continue;
      known.delete(id);
      settled.delete(id);
      return;
    }
  }

  function catchUp(): void {
    for (const line of file?.readOn() ?? []) take(line);
  }

  function append(line: unknown): boolean {
    take(line);
    return file?.append(line) ?? true;
  }

  catchUp();
  return {
    add: append,
    settle(id) {
      if (!settled.has(id) && known.get(id)?.undoAt !== undefined) append({ settled: id });
    },
    isSettled: (id) => settled.has(id),
    find: (id) => known.get(id),
    entries: () => [...known.values()].reverse(),
    catchUp,
    problem: () => file?.problem(),
  };
}
