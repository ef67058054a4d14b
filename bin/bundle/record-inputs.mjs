/** Notes beside the bundles what they were made of, so that the next start can tell whether they are stale. */

import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { writeInputs } from '../setup/inputs.mjs';
import { ROOT } from '../setup/paths.mjs';

/** Besides the modules: what decides how they are bundled. Libraries are those of the lockfile. */
const SETTINGS = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'rolldown.config.mjs',
  'bin/bundle/record-inputs.mjs',
  'bin/bundle/thread-entries.mjs',
];

export function recordInputs() {
  let began = 0;
  return {
    name: 'record-inputs',
    buildStart() {
      began = Date.now();
    },
    async writeBundle({ dir }, bundle) {
      // Also those of which nothing is left: an index that passes names on decides what is bundled.
      const own = [...this.getModuleIds()].filter(isOwnFile).map((id) => relative(ROOT, id));
      const made = Object.keys(bundle);
      removeOld(dir, made);
      await writeInputs(join(dir, 'inputs.json'), [...SETTINGS, ...own], { made, began });
    },
  };
}

/** Modules of Node, and those that a plugin made up, have a name that is no path. */
function isOwnFile(id) {
  return id.startsWith(ROOT) && !id.split(sep).includes('node_modules');
}

/** A server that runs may still load a chunk of its own build: what the last build made stays until the next. */
function removeOld(dir, made) {
  const kept = new Set([...made, ...madeBefore(dir), 'inputs.json']);
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile() && !kept.has(relative(dir, file).split(sep).join('/'))) rmSync(file);
  }
}

function madeBefore(dir) {
  try {
    return JSON.parse(readFileSync(join(dir, 'inputs.json'), 'utf8')).made;
  } catch {
    return [];
  }
}
