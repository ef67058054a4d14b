/** A file of JSON lines that several programs append to, readable by its owner alone. */

import {
  chmodSync,
  closeSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

export interface JournalFile {
  /** The lines that were added since the last time. */
  readOn(): unknown[];
  append(line: unknown): boolean;
  /** Why nothing can be added; undefined where it can. */
  problem(): string | undefined;
}

/** Of a longer file only the end is read. */
const READ_BYTES = 16 << 20;
/** As long as what is read begins with something younger than any countdown may be, more of it is read, up to this. */
const MOST_READ_BYTES = 256 << 20;
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
const OTHERS = 0o077;

/** `failed` is told what cannot be read or written. `isRecent` says whether lines before this one may matter still. */
export function journalFile(
  path: string,
  failed: (message: string) => void,
  isRecent: (line: unknown) => boolean,
): JournalFile {
  let offset: number | undefined;
  const because = (what: string, error: unknown) => `The journal ${path} cannot be ${what}: ${messageOf(error)}.`;
  const wholeLine = (line: string): unknown[] => {
    const value = parsed(line);
    // A line cut off by a crash or a full disk tells nothing; the others do.
    if (value === undefined) failed(`The journal ${path} has a line that cannot be read.`);
    return value === undefined ? [] : [value];
  };
  return {
    readOn() {
      let text: string;
      try {
        [text, offset] = readFrom(path, offset, isRecent);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') failed(because('read', error));
        return [];
      }
      return text.split('\n').flatMap((line) => (line === '' ? [] : wholeLine(line)));
    },
    append(line) {
      try {
        const file = openTight(path);
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
        closeSync(openTight(path));
        return undefined;
      } catch (error) {
        return because('written', error);
      }
    },
  };
}

/** Policies may say what is not for everybody: a file or a folder made too open by others is closed again. */
function openTight(path: string): number {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  if ((statSync(folder).mode & OTHERS) !== 0) chmodSync(folder, FOLDER_MODE);
  const file = openSync(path, 'a+', FILE_MODE);
  const stat = fstatSync(file);
  if (stat.isFile() && (stat.mode & OTHERS) !== 0) fchmodSync(file, FILE_MODE);
  return file;
}

/** Whole lines from `from` on, or of the end of the file, and where they end. */
function readFrom(
  path: string,
  from: number | undefined,
  isRecent: (line: unknown) => boolean,
): [text: string, end: number] {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    // A file that became shorter is another one.
    if (from !== undefined && from <= size) return readPart(file, from, size);
    for (let most = READ_BYTES; ; most *= 2) {
      const start = Math.max(0, size - most);
      const part = readPart(file, start, size);
      if (start === 0 || most >= MOST_READ_BYTES || !isRecent(firstWhole(part[0]))) return part;
    }
  } finally {
    closeSync(file);
  }
}

function readPart(file: number, start: number, size: number): [text: string, end: number] {
  const bytes = Buffer.alloc(size - start);
  const read = readSync(file, bytes, 0, bytes.length, start);
  const end = bytes.subarray(0, read).lastIndexOf(10) + 1;
  return [bytes.toString('utf8', 0, end), start + end];
}

/** The first line of a part is seldom whole. */
function firstWhole(text: string): unknown {
  const begin = text.indexOf('\n') + 1;
  const end = text.indexOf('\n', begin);
  return end < 0 ? undefined : parsed(text.slice(begin, end));
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
