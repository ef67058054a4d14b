/** Remembers every attempt to write: in memory, and in an append-only file where there is one. */

import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { HistoryEntry } from '#stream';
import { isFields } from './kubeconfig-file.ts';

export type Entry = Omit<HistoryEntry, 'undoable'>;

export interface Journal {
  add(entry: Entry): void;
  find(id: string): Entry | undefined;
  /** Newest first. */
  entries(): readonly Entry[];
}

const KEPT = 200;

/** `failed` is told when the file cannot be read or written; the attempt is remembered in memory all the same. */
export function openJournal(path: string | undefined, failed: (message: string) => void): Journal {
  let entries = path === undefined ? [] : readEntries(path, failed);
  return {
    add(entry) {
      entries = [entry, ...entries].slice(0, KEPT);
      if (path === undefined) return;
      try {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        appendFileSync(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
      } catch (error) {
        failed(`The journal ${path} cannot be written: ${message(error)}.`);
      }
    },
    find: (id) => entries.find((entry) => entry.id === id),
    entries: () => entries,
  };
}

function readEntries(path: string, failed: (message: string) => void): Entry[] {
  let source: string;
  try {
    source = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      failed(`The journal ${path} cannot be read: ${message(error)}.`);
    return [];
  }
  const entries: Entry[] = [];
  for (const line of source.split('\n').slice(-KEPT - 1)) {
    if (line === '') continue;
    try {
      const entry: unknown = JSON.parse(line);
      if (isFields(entry) && typeof entry.id === 'string' && Array.isArray(entry.writes)) {
        entries.unshift(entry as unknown as Entry);
      }
    } catch {
      // A line cut off by a crash or a full disk tells nothing; the others do.
      failed(`The journal ${path} has a line that cannot be read.`);
    }
  }
  return entries;
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
