/** Installs the libraries when they are absent or not those of the lockfile. */

import { existsSync, readFileSync } from 'node:fs';
import { ENDS_WITH_US, runChild, wasStopped } from './child.mjs';
import { inRoot, ROOT } from './paths.mjs';
import { progress, Refused, Stopped } from './sentence.mjs';

export async function ensureInstalled() {
  if (isInstalled()) return;
  progress('installing libraries (about a minute)');
  const [command, before] = npmCommand();
  // Not `npm ci`: it refuses a lockfile without the binaries of platforms that the machine that wrote it could not see.
  const flags = [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--include=dev',
    '--loglevel=error',
  ];
  const code = await runChild(command, [...before, ...flags], { cwd: ROOT, stdio: ['ignore', 2, 2] }).catch((error) => {
    throw new Refused(`npm could not be started (${error.message}).`);
  });
  if (wasStopped(code)) throw new Stopped(code);
  if (code !== 0) throw new Refused('The libraries could not be installed; npm says why above.');
}

/** npm itself keeps the list of what it installed and writes it last, so that a broken installation has none. */
function isInstalled() {
  const installed = packagesOf(inRoot('node_modules/.package-lock.json'));
  const wanted = packagesOf(inRoot('package-lock.json'));
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(([path, { version, optional, link }]) => {
    if (path === '') return true;
    // A package of this repository: nothing to fetch, but npm must have put the link in its place.
    if (link) return existsSync(inRoot(path));
    return installed[path] ? installed[path].version === version : optional === true;
  });
}

function packagesOf(lockfile) {
  if (!existsSync(lockfile)) return undefined;
  try {
    return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
  } catch {
    return undefined; // Cut short: install anew.
  }
}

function npmCommand() {
  const own = process.env.npm_execpath;
  return own?.endsWith('.js') && existsSync(own) ? [process.execPath, [...ENDS_WITH_US, own]] : ['npm', []];
}
