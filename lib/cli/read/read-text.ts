/** The text of a file or of standard input, within a limit of size. */

import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { decodeText } from '#manifest';
import { whyNot } from './find-files.ts';

const LARGEST = 256 * 1024 * 1024;
const CHUNK = 1 << 20;

/** UTF-8 with or without a mark at its beginning, or a reason why not. */
export function readText(file: string): { readonly text: string } | { readonly fault: string } {
  try {
    const bytes = file === '-' ? readStandardInput() : readNamed(file);
    if (bytes.length > LARGEST) return { fault: `larger than ${LARGEST / 1024 / 1024} MiB` };
    const text = decodeText(bytes);
    return text === undefined ? { fault: 'not UTF-8 text' } : { text };
  } catch (error) {
    return { fault: whyNot(error) };
  }
}

function readNamed(file: string): Buffer {
  const handle = openSync(file, 'r');
  try {
    const facts = fstatSync(handle);
    // A pipe or a device does not say how much it holds, and may never end.
    if (!facts.isFile()) return readToLimit((chunk) => readWhenThere(handle, chunk));
    return facts.size > LARGEST ? Buffer.alloc(LARGEST + 1) : readFileSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** `readFileSync(0)` fails on a pipe that is slower than we are. */
function readStandardInput(): Buffer {
  return readToLimit((chunk) => readWhenThere(0, chunk));
}

function readToLimit(read: (chunk: Buffer) => number): Buffer {
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const length = read(chunk);
    if (length === 0 || size > LARGEST) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, length));
    size += length;
  }
}

function readWhenThere(handle: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(handle, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}
