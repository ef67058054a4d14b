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
    const { size } = fstatSync(handle);
    if (size > LARGEST) return Buffer.alloc(LARGEST + 1);
    return readFileSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** `readFileSync(0)` fails on a pipe that is slower than we are. */
function readStandardInput(): Buffer {
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const read = readWhenThere(chunk);
    if (read === 0 || size > LARGEST) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, read));
    size += read;
  }
}

function readWhenThere(chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(0, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}
