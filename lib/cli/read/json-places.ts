/** Finds lines in JSON text, which its parser does not tell: by walking over the values that are not asked for. */

const SPACE = /[ \t\r\n]*/y;
const SCALAR = /"(?:[^"\\]|\\.)*"|[^,\]}\s]+/sy;

/** Line of a path of names and numbers, or of its nearest existing ancestor; the text must be valid JSON. */
export function jsonLine(text: string, start: number, steps: readonly (string | number)[]): number {
  let at = skipSpace(text, start);
  let found = at;
  for (const step of steps) {
    const next = enter(text, at, step);
    if (!next) break;
    found = next.key;
    at = next.value;
  }
  return lineAt(text, found);
}

export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

function enter(text: string, open: number, step: string | number): { key: number; value: number } | undefined {
  const list = text[open] === '[';
  if (!list && text[open] !== '{') return undefined;
  let at = skipSpace(text, open + 1);
  for (let index = 0; text[at] !== ']' && text[at] !== '}' && at < text.length; index++) {
    const key = at;
    let name: string | number = index;
    if (!list) {
      const end = endOfScalar(text, at);
      name = JSON.parse(text.slice(at, end)) as string;
      at = skipSpace(text, skipSpace(text, end) + 1);
    }
    if (name === step) return { key, value: at };
    at = skipSpace(text, endOfValue(text, at));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return undefined;
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
  SCALAR.lastIndex = at;
  return SCALAR.test(text) ? SCALAR.lastIndex : at + 1;
}

export function skipSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  SPACE.test(text);
  return SPACE.lastIndex;
}

/** The deepest nesting of braces and brackets, looked at no further than `limit`. */
export function deeperThan(text: string, limit: number): boolean {
  let depth = 0;
  for (const [mark] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/gs)) {
    if (mark === '{' || mark === '[') depth++;
    else if (mark === '}' || mark === ']') depth--;
    if (depth > limit) return true;
  }
  return false;
}
