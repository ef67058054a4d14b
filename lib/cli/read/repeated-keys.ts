/** Keys that stand in one object twice, of which a JSON parser says nothing and a server does. */

import { endOfText, skipSpace } from './json-places.ts';

export interface RepeatedKey {
  readonly name: string;
  readonly offset: number;
}

/** Of the valid JSON text from `start` to `end`. */
export function repeatedKeys(text: string, start: number, end: number): readonly RepeatedKey[] {
  const repeated: RepeatedKey[] = [];
  /** Of each object around the place; undefined for a list. */
  const open: (Set<string> | undefined)[] = [];
  for (let at = start; at < end; at++) {
    const mark = text[at];
    if (mark === '{') open.push(new Set());
    else if (mark === '[') open.push(undefined);
    else if (mark === '}' || mark === ']') open.pop();
    else if (mark === '"') {
      const close = endOfText(text, at);
      const keys = open.at(-1);
      if (keys && text[skipSpace(text, close)] === ':') {
        const source = text.slice(at + 1, close - 1);
        const name = source.includes('\\') ? (JSON.parse(text.slice(at, close)) as string) : source;
        if (keys.has(name)) repeated.push({ name, offset: at });
        keys.add(name);
      }
      at = close - 1;
    }
  }
  return repeated;
}
