/** Remembers every attempt to write: in memory, and in an append-only file where there is one. */

import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { HistoryEntry } from '#stream';
import { isFields } from './kubeconfig-file.ts';

export type Entry = Omit<HistoryEntry, 'undoable'> & {
  /** ISO 8601: when it takes itself back unless it was kept. */
  readonly undoAt?: string;
};

export interface Journal {
  add(entry: Entry): void;
  find(id: string): Entry | undefined;
  /** Newest first. */
  entries(): readonly Entry[];
  /** The countdown of this entry has ended: it was kept, or taken back. */
  settle(id: string): void;
  /** Entries whose countdown has not ended, also those of an earlier run of this program. */
  unsettled(): readonly Entry[];
}

const KEPT = 200;

/** `failed` is told when the file cannot be read or written; the attempt is remembered in memory all the same. */
export function openJournal(path: string | undefined, failed: (message: string) => void): Journal {
  const known = path === undefined ? { entries: [], settled: [] } : readEntries(path, failed);
  let { entries } = known;
  const settled = new Set<string>(known.settled);
  function append(line: unknown): void {
    if (path === undefined) return;
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: 0o600 });
    } catch (error) {
      failed(`The journal ${path} cannot be written: ${message(error)}.`);
    }
  }
  return {
    add(entry) {
      entries = [entry, ...entries].slice(0, KEPT);
      append(entry);
    },
    settle(id) {
      if (settled.has(id) || !entries.some((entry) => entry.id === id && entry.undoAt !== undefined)) return;
      settled.add(id);
      append({ settled: id });
    },
    unsettled: () => entries.filter(({ id, undoAt }) => undoAt !== undefined && !settled.has(id)),
    find: (id) => entries.find((entry) => entry.id === id),
    entries: () => entries,
  };
}

interface Known {
  readonly entries: Entry[];
  readonly settled: readonly string[];
}

function readEntries(path: string, failed: (message: string) => void): Known {
  let source: string;
  try {
    source = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      failed(`The journal ${path} cannot be read: ${message(error)}.`);
    return { entries: [], settled: [] };
  }
  const entries: Entry[] = [];
  const settled: string[] = [];
  for (const line of source.split('\n').slice(-2 * KEPT)) {
    if (line === '') continue;
    try {
      const entry: unknown = JSON.parse(line);
      if (isFields(entry) && typeof entry.settled === 'string') settled.push(entry.settled);
      if (isFields(entry) && typeof entry.id === 'string' && Array.isArray(entry.writes)) {
        entries.unshift(entry as unknown as Entry);
      }
    } catch {
      // A line cut off by a crash or a full disk tells nothing; the others do.
      failed(`The journal ${path} has a line that cannot be read.`);
    }
  }
  return { entries: entries.slice(0, KEPT), settled };
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
