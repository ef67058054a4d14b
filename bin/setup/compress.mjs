/** Writes `file.br` and `file.gz` beside what compresses well, once per build, so that no request waits for it. */

import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const gunzippable = promisify(gzip);

/** Pages themselves are left out: each answer carries its own nonce, so they are compressed as they are sent. */
const WORTHWHILE = /\.(js|css|json|svg|txt|map|ttf|wasm)$/;

export async function compressPages(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && WORTHWHILE.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const worker = async () => {
    for (let file = files.pop(); file; file = files.pop()) await compress(file);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

async function compress(file) {
  const raw = await readFile(file);
  if (raw.length < 1024) return;
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length };
  const [small, smaller] = await Promise.all([gunzippable(raw, { level: 9 }), brotli(raw, { params: quality })]);
  await Promise.all([writeFile(`${file}.gz`, small), writeFile(`${file}.br`, smaller)]);
}
