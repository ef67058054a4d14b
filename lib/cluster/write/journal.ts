/**
 * Remembers every attempt to write: in memory, and in an append-only file where there is one. An attempt is noted
 * before the first request and again with its outcome, so that one cut off in between is not forgotten. Several starts
 * of this program may share the file: what the others added is taken in before anything is decided upon it.
 */

import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { HistoryEntry } from '#stream';
import { isFields } from '../connect/json-fields.ts';

export type Entry = Omit<HistoryEntry, 'undoable'> & {
  /** Address of the cluster. */
  readonly server?: string;
  /** ISO 8601: when it takes itself back unless it was kept. */
  readonly undoAt?: string;
  /** Noted before its requests were sent; an entry of the same id with the outcomes follows. */
  readonly begun?: true;
};

export interface Journal {
  /** Adds an entry, or puts a later account of the same attempt in its place. False where the file did not take it. */
  add(entry: Entry): boolean;
  find(id: string): Entry | undefined;
  /** Newest first. */
  entries(): readonly Entry[];
  /** The countdown of this entry has ended: it was kept, or taken back. */
  settle(id: string): void;
  isSettled(id: string): boolean;
  /** Takes in what other starts of this program added to the file. */
  catchUp(): void;
  /** Why nothing can be added to the file; undefined where it can, or where there is none. */
  problem(): string | undefined;
}

const KEPT = 200;
/** Of a longer file only the end is read. */
const LONGEST_READ = 16 << 20;

/** `failed` is told when the file cannot be read or written; the attempt is remembered in memory all the same. */
export function openJournal(path: string | undefined, failed: (message: string) => void): Journal {
  const file = path === undefined ? undefined : journalFile(path, failed);
  const known = new Map<string, Entry>();
  const settled = new Set<string>();

  function take(line: unknown): void {
    if (!isFields(line)) return;
    if (typeof line.settled === 'string') settled.add(line.settled);
    if (typeof line.id !== 'string' || !Array.isArray(line.writes)) return;
    known.set(line.id, line as unknown as Entry);
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
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

interface JournalFile {
  /** The lines that were added since the last time. */
  readOn(): unknown[];
  append(line: unknown): boolean;
  problem(): string | undefined;
}

function journalFile(path: string, failed: (message: string) => void): JournalFile {
  let offset: number | undefined;
  const open = () => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return openSync(path, 'a+', 0o600);
  };
  const because = (what: string, error: unknown) => `The journal ${path} cannot be ${what}: ${messageOf(error)}.`;
  return {
    readOn() {
      let text: string;
      try {
        [text, offset] = readFrom(path, offset);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') failed(because('read', error));
        return [];
      }
      return text.split('\n').flatMap((line) => (line === '' ? [] : (parsed(line) ?? garbled(path, failed))));
    },
    append(line) {
      try {
        const file = open();
        try {
          // A line that a crash or a full disk cut off must not swallow this one.
          writeSync(file, `${endsWhole(file) ? '' : '\n'}${JSON.stringify(line)}\n`);
          fsyncSync(file);
        } finally {
          closeSync(file);
        }
        return true;
      } catch (error) {
        failed(because('written', error));
        return false;
      }
    },
    problem() {
      try {
        closeSync(open());
        return undefined;
      } catch (error) {
        return because('written', error);
      }
    },
  };
}

/** Whole lines from `from` on, or of the end of the file, and where they end. */
function readFrom(path: string, from: number | undefined): [text: string, end: number] {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    // A file that became shorter is another one.
    const start = from === undefined || from > size ? Math.max(0, size - LONGEST_READ) : from;
    const bytes = Buffer.alloc(size - start);
    const read = readSync(file, bytes, 0, bytes.length, start);
    const end = bytes.subarray(0, read).lastIndexOf(10) + 1;
    return [bytes.toString('utf8', 0, end), start + end];
  } finally {
    closeSync(file);
  }
}

function endsWhole(file: number): boolean {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  return size === 0 || (readSync(file, last, 0, 1, size - 1) === 1 && last[0] === 10);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** A line cut off by a crash or a full disk tells nothing; the others do. */
function garbled(path: string, failed: (message: string) => void): never[] {
  failed(`The journal ${path} has a line that cannot be read.`);
  return [];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
