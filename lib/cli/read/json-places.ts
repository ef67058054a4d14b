/** Finds lines in JSON text, which its parser does not tell: by walking over the values that are not asked for. */

import type { LineBreaks } from './line-breaks.ts';

/** All a number or a word may be followed by. */
const AFTER_SCALAR = /[,\]}\s]/g;

/** Finds places in one JSON text, again and again: where the items of its lists begin is kept. */
export class JsonPlaces {
  readonly #text: string;
  readonly #start: number;
  readonly #items = new Map<number, readonly number[]>();
  readonly #lines: LineBreaks;

  /** The text must be valid JSON from `start` on. */
  constructor(text: string, start: number, lines: LineBreaks) {
    this.#text = text;
    this.#lines = lines;
    this.#start = skipSpace(text, start);
  }

  /** Line of a path of names and numbers, or of its nearest existing ancestor. */
  line(steps: readonly (string | number)[]): number {
    let at = this.#start;
    let found = at;
    for (const step of steps) {
      const next = typeof step === 'number' ? this.#item(at, step) : member(this.#text, at, step);
      if (!next) break;
      found = next.key;
      at = next.value;
    }
    return this.#lines.lineOf(found);
  }

  #item(open: number, index: number): Place | undefined {
    if (this.#text[open] !== '[') return undefined;
    const known = this.#items.get(open) ?? itemsOf(this.#text, open);
    this.#items.set(open, known);
    const at = known[index];
    return at === undefined ? undefined : { key: at, value: at };
  }
}

interface Place {
  readonly key: number;
  readonly value: number;
}

function itemsOf(text: string, open: number): number[] {
  const items: number[] = [];
  for (let at = skipSpace(text, open + 1); text[at] !== ']' && at < text.length; ) {
    items.push(at);
    at = afterComma(text, at);
  }
  return items;
}

function member(text: string, open: number, name: string): Place | undefined {
  if (text[open] !== '{') return undefined;
  for (let key = skipSpace(text, open + 1); text[key] !== '}' && key < text.length; ) {
    const end = endOfScalar(text, key);
    const value = skipSpace(text, skipSpace(text, end) + 1);
    if (JSON.parse(text.slice(key, end)) === name) return { key, value };
    key = afterComma(text, value);
  }
  return undefined;
}

/** Where the next item or key begins, after the value at `at`. */
function afterComma(text: string, at: number): number {
  const end = skipSpace(text, endOfValue(text, at));
  return text[end] === ',' ? skipSpace(text, end + 1) : end;
}

/** Offset after the value that begins at `at`. */
export function endOfValue(text: string, at: number): number {
  let depth = 0;
  let here = at;
  do {
    const mark = text[here];
    if (mark === '{' || mark === '[') depth++;
    if (mark === '}' || mark === ']') depth--;
    here = mark === undefined || '{}[],:'.includes(mark) ? here + 1 : endOfScalar(text, here);
    if (depth > 0) here = skipSpace(text, here);
  } while (depth > 0 && here < text.length);
  return here;
}

function endOfScalar(text: string, at: number): number {
  if (text[at] === '"') return endOfText(text, at);
  AFTER_SCALAR.lastIndex = at + 1;
  return AFTER_SCALAR.test(text) ? AFTER_SCALAR.lastIndex - 1 : text.length;
}

/** Offset after the quote that closes the one at `open`. */
export function endOfText(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
  return text.length;
}

export function skipSpace(text: string, at: number): number {
  let here = at;
  while (isSpace(text.charCodeAt(here))) here++;
  return here;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

/** Whether braces and brackets nest deeper than that. */
export function deeperThan(text: string, limit: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const mark = text[at];
    if (mark === '"') at = endOfText(text, at) - 1;
    else if (mark === '{' || mark === '[') depth++;
    else if (mark === '}' || mark === ']') depth--;
    if (depth > limit) return true;
  }
  return false;
}
