/** Builds the pages when what they are made of has changed since the last build. */

import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChild, wasStopped } from './child.mjs';
import { compressPages } from './compress.mjs';
import { withLock } from './lock.mjs';
import { inRoot, ROOT } from './paths.mjs';
import { progress, Refused, Stopped } from './sentence.mjs';

/** Everything that can reach the browser, and how it is made. The server's rooms are run as they are. */
const SOURCES = [
  'package-lock.json',
  'package.json',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'app',
  'components',
  'public',
  'lib/engine',
  'lib/manifest',
  'lib/draft',
  'lib/graph',
  'lib/stream',
  'lib/workbench',
];

const STAMP = '.cache/built';
const LOG = '.cache/build.log';

/** `first` is what must hold before half a minute is spent; it throws where it does not. */
export async function ensureBuilt(runtime, first = async () => {}) {
  if (isFresh()) return;
  await first();
  mkdirSync(inRoot('.cache'), { recursive: true });
  await withLock(inRoot('.cache/build.lock'), async () => {
    if (isFresh()) return;
    progress('building the pages (about half a minute)');
    await build(runtime);
  });
}

/** Builds whether it is needed or not. */
export async function build(runtime) {
  const sources = hashSources();
  mkdirSync(inRoot('.cache'), { recursive: true });
  rmSync(inRoot(STAMP), { force: true });
  const code = await runNext(runtime);
  if (wasStopped(code)) throw new Stopped(code);
  if (code !== 0) {
    process.stderr.write(readFileSync(inRoot(LOG), 'utf8'));
    throw new Refused('The pages could not be built; the build says why above.');
  }
  await compressPages(inRoot('out'));
  writeFileSync(inRoot(STAMP), sources);
}

function isFresh() {
  if (!existsSync(inRoot(STAMP)) || !existsSync(inRoot('out/map.html'))) return false;
  return readFileSync(inRoot(STAMP), 'utf8') === hashSources();
}

/** Content, not times: a checkout gives every file the time of now. */
function hashSources() {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesUnder(source)) hash.update(`${file}\0`).update(readFileSync(inRoot(file)));
  }
  return hash.digest('hex');
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

/** What it prints is of interest only when it fails. */
async function runNext(runtime) {
  const log = openSync(inRoot(LOG), 'w');
  const next = inRoot('node_modules/next/dist/bin/next');
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' };
  try {
    return await runChild(runtime, [next, 'build'], { cwd: ROOT, env, stdio: ['ignore', log, log] });
  } finally {
    closeSync(log);
  }
}
