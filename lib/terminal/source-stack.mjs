/** A stack in lines of the sources. Maps are read only where something broke: to read them at each start takes time. */

import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { visibleLines } from './visible.mjs';

const PLACE = /(file:\/\/[^\s()]+\.js):(\d+):(\d+)/g;

/**
 * @param {unknown} error
 * @returns {string}
 */
export function sourceStack(error) {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  /** @type {Map<string, SourceMap | undefined>} */
  const maps = new Map();
  const mapOf = (/** @type {string} */ file) => {
    if (!maps.has(file)) maps.set(file, readMap(file));
    return maps.get(file);
  };
  return visibleLines(
    stack.replace(PLACE, (place, url, line, column) => {
      const file = fileURLToPath(url);
      const entry = mapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1);
      if (entry?.originalSource === undefined) return place;
      const source = resolve(dirname(file), entry.originalSource);
      return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    }),
  );
}

/**
 * Undefined where there is none, or none that can be read: a stack must be told all the same.
 * @param {string} file
 */
function readMap(file) {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
  } catch {
    return undefined;
  }
}
