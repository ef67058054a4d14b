/**
 * The name under which a browser finds this server: one of `localhost`, which browsers lead to this machine, that nobody
 * else knows. What a browser keeps by origin (drafts, keys, service workers) and by host (cookies) cannot be prepared,
 * overwritten or read by another server of this machine. It stays the same from start to start, so that what a browser
 * keeps is found again.
 */

import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Random } from './secret.ts';

const NAME = /^np-[a-z2-7]{32}\.localhost$/;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

export function newHostName(random: Random): string {
  const letters = [...random(32)].map((byte) => LETTERS[byte % LETTERS.length]);
  return `np-${letters.join('')}.localhost`;
}

/** The name kept in this file, or a new one that is kept there, readable by this user alone. */
export function keptHostName(file: string, random: Random): string {
  const kept = readKept(file);
  if (kept !== undefined) return kept;
  const name = newHostName(random);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${name}\n`, { mode: 0o600, flag: 'wx' });
    return name;
  } catch {
    // Another start was faster; or nothing can be kept, and the name is as good for this start alone.
    return readKept(file) ?? name;
  }
}

function readKept(file: string): string | undefined {
  try {
    const name = readFileSync(file, 'utf8').trim();
    if (!NAME.test(name)) return undefined;
    chmodSync(file, 0o600);
    return name;
  } catch {
    return undefined;
  }
}
