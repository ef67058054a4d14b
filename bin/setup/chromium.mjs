/** Finds a Chromium for the browser tests, or installs Debian's where that is possible. Nothing is ever downloaded. */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runChild } from './child.mjs';
import { progress, Refused } from './sentence.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Path of a Chromium that starts. Throws Refused with the sentence that says how to get one. */
export async function ensureChromium() {
  const found = findChromium() ?? (process.env.CHROMIUM ? undefined : await installFromApt());
  if (!found) {
    throw new Refused(
      'The browser tests need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM to its path.',
    );
  }
  return found;
}

function findChromium() {
  if (process.env.CHROMIUM) return starts(process.env.CHROMIUM) ? process.env.CHROMIUM : undefined;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...MAC].find(starts);
}

/** Some distributions put a stub there that only tells how to install it. */
function starts(path) {
  if (!existsSync(path)) return false;
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 && /Chrom/.test(stdout);
}

async function installFromApt() {
  const become = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args) => [...become, 'apt-get', ...args];
  const [probe, ...probeArgs] = apt('--version');
  if (spawnSync(probe, probeArgs).status !== 0) return undefined;
  progress('installing Chromium (about a minute)');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', 'chromium']]) {
    const [command, ...rest] = apt('-qq', ...args);
    await runChild(command, rest, { env, stdio: ['ignore', 2, 2] });
  }
  return findChromium();
}
