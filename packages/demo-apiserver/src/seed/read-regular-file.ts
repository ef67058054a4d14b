/** The bytes of a file: not of a pipe or a device, which may never end, and not of more than a manifest ever holds. */

import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

const FILE_LIMIT = 64 * 1024 * 1024;

/** What was opened is asked, for a name may lead to something else a moment later; nothing is waited for in opening. */
export function readRegularFile(path: string): Buffer {
  const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const facts = fstatSync(handle);
    if (!facts.isFile()) throw new Error(`${basename(path)} is no file`);
    if (facts.size > FILE_LIMIT) throw new Error('the file is larger than 64 MiB');
    return readFileSync(handle);
  } finally {
    closeSync(handle);
  }
}
