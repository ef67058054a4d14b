/**
 * What something was built of, and whether it is still the same. Content decides, for a checkout gives every file the
 * time of now; but a file whose time and size are those that were noted is not read again.
 */

import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';

/** `more` is kept as it is. What was written after `began` may not be what was built of: it counts as changed. */
export async function writeInputs(file, paths, { began, ...more }) {
  const files = [];
  for (const path of paths) {
    const found = statSync(inRoot(path), { throwIfNoEntry: false });
    // One that went while it was built counts as changed too.
    const { mtimeMs, size } = found ?? { mtimeMs: 0, size: 0 };
    files.push([path, size, mtimeMs, found && mtimeMs < began ? await hashOf(path) : '']);
  }
  save(file, { ...more, files });
}

/** Whether it was built of `paths`, where they are given, as they are. False also where nothing readable was noted. */
export async function areInputsUnchanged(file, paths) {
  const noted = load(file);
  if (!noted || (paths && !isSameList(paths, noted.files))) return false;
  let isTouched = false;
  const files = [];
  for (const [path, size, mtimeMs, hash] of noted.files) {
    const now = statSync(inRoot(path), { throwIfNoEntry: false });
    if (!now) return false;
    const isSame = now.size === size && now.mtimeMs === mtimeMs && hash !== '';
    if (!isSame && (await hashOf(path)) !== hash) return false;
    if (!isSame) isTouched = true;
    files.push([path, now.size, now.mtimeMs, hash]);
  }
  if (isTouched) save(file, { ...noted, files });
  return true;
}

function isSameList(paths, files) {
  return paths.length === files.length && paths.every((path, at) => files[at][0] === path);
}

/** To load the library takes longer than all the rest, and it is seldom needed. */
async function hashOf(path) {
  const { createHash } = await import('node:crypto');
  return createHash('sha256')
    .update(readFileSync(inRoot(path)))
    .digest('base64url');
}

function load(file) {
  try {
    const noted = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(noted.files) ? noted : undefined;
  } catch {
    return undefined;
  }
}

/** Whole or not at all, for another start may be reading it. A folder that cannot be written to is no reason to stop. */
function save(file, value) {
  const made = `${file}.${process.pid}`;
  try {
    writeFileSync(made, JSON.stringify(value));
    renameSync(made, file);
  } catch (error) {
    if (error.code !== 'EACCES' && error.code !== 'EROFS') throw error;
  }
}
