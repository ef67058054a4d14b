/** No folder holds more source files than a reader can take in at once; tests stand beside them and do not count. */

import { readdirSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { inRoot, ROOT } from '../setup/paths.mjs';

const MOST_FILES = 25;
const FOLDERS = ['app', 'bench', 'bin', 'components', 'e2e', 'harness', 'lib', 'packages'];
const SOURCE = /\.(ts|tsx|mjs|css)$/;
const NOT_COUNTED = /\.(test|spec|bench)\.tsx?$|[/](node_modules|dist|fixtures)[/]/;

const counts = new Map();
for (const folder of FOLDERS) {
  for (const entry of readdirSync(inRoot(folder), { recursive: true, withFileTypes: true })) {
    const path = relative(ROOT, `${entry.parentPath}/${entry.name}`);
    if (!entry.isFile() || !SOURCE.test(path) || NOT_COUNTED.test(path)) continue;
    counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  }
}
const full = [...counts].filter(([, count]) => count > MOST_FILES);
for (const [folder, count] of full) console.log(`${folder} holds ${count} files; ${MOST_FILES} are the most.`);
console.log(`${counts.size} folders`);
process.exitCode = full.length > 0 || counts.size < FOLDERS.length ? 1 : 0;
