/** Builds the pages when what they are made of has changed since the last build. */

import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compressPages } from './compress.mjs';
import { areInputsUnchanged, writeInputs } from './inputs.mjs';
import { withLock } from './lock.mjs';
import { runLogged } from './logged.mjs';
import { inRoot, ROOT } from './paths.mjs';
import { progress } from './sentence.mjs';

/** What decides how pages are made, and everything that can reach the browser besides modules of lib. */
const SOURCES = [
  'package-lock.json',
  'package.json',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'app',
  'components',
  'public',
];

/** Of lib all that is not listed here: the boundaries keep these out of the browser, and a new module is in from the start. */
const SERVER_MODULES = ['cli', 'cluster', 'enforcement', 'server', 'terminal'];

const INPUTS = '.cache/pages.json';

/** `first` is what must hold before half a minute is spent; it throws where it does not. */
export async function ensurePages(runtime, first = async () => {}) {
  if (await isFresh()) return;
  await first();
  mkdirSync(inRoot('.cache'), { recursive: true });
  await withLock(inRoot('.cache/build.lock'), async () => {
    if (await isFresh()) return;
    progress('building the pages (about half a minute)');
    await buildPages(runtime);
  });
}

/** Builds whether it is needed or not. */
export async function buildPages(runtime) {
  const began = Date.now();
  const sources = listSources();
  mkdirSync(inRoot('.cache'), { recursive: true });
  rmSync(inRoot(INPUTS), { force: true });
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' };
  const command = [inRoot('node_modules/next/dist/bin/next'), 'build'];
  await runLogged('The pages could not be built', '.cache/build.log', runtime, command, { cwd: ROOT, env });
  await compressPages(inRoot('out'));
  await writeInputs(inRoot(INPUTS), sources, { began });
}

async function isFresh() {
  return existsSync(inRoot('out/map.html')) && (await areInputsUnchanged(inRoot(INPUTS), listSources()));
}

function listSources() {
  const modules = readdirSync(inRoot('lib')).filter((name) => !SERVER_MODULES.includes(name));
  return [...SOURCES, ...modules.sort().map((name) => join('lib', name))].flatMap(filesUnder);
}

function filesUnder(path) {
  if (!existsSync(inRoot(path))) return [];
  let entries;
  try {
    entries = readdirSync(inRoot(path), { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    throw error;
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = join(path, entry.name);
      if (entry.isDirectory()) return filesUnder(file);
      return /\.test\.tsx?$/.test(entry.name) ? [] : [file];
    });
}
