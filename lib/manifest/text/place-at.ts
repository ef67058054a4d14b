/**
 * Where in a YAML text the cursor stands, also while the line does not parse: by indentation, as a person reads it.
 * Block style over lines, flow style within them.
 */

export interface TextPlace {
  /**
   * Keys and indices from the top of the document. Of a `value` with its key; of a `key` the map or list item it would
   * stand in.
   */
  readonly path: readonly (string | number)[];
  readonly of: 'key' | 'value';
  /** What is typed already begins here; after the quote where it is quoted. */
  readonly start: number;
  /** Where the word under the cursor ends, which may be after the cursor. */
  readonly end: number;
  readonly quoted: boolean;
  /** A text of several lines may stand here: block style, and nothing but a comment follows on the line. */
  readonly mayBreak: boolean;
  /** Column of what is typed, from 0. */
  readonly column: number;
  /** Number of the document in the text, of those divided by `---`. */
  readonly document: number;
}

interface Level {
  readonly column: number;
  readonly key?: string | undefined;
  readonly index?: number;
}

/** Undefined in a comment. */
export function placeAt(text: string, offset: number): TextPlace | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const levels: Level[] = [];
  const above = text.slice(0, lineStart).split('\n').slice(0, -1);
  const open = { document: 0, scalar: -1 };
  for (const line of above) readLine(line, levels, open);
  const before = text.slice(lineStart, offset);
  if (isInComment(before) || (open.scalar >= 0 && indentOf(before) > open.scalar)) return undefined;
  const { column, rest, levels: around } = enterLine(before, levels);
  return placeInLine({ text, offset, rest, column, levels: around, document: open.document });
}

/** Takes a whole line in: where the next one would stand is in `levels` then. */
function readLine(line: string, levels: Level[], open: { document: number; scalar: number }): void {
  if (/^---(\s|$)/.test(line)) {
    levels.length = 0;
    open.scalar = -1;
    open.document++;
    return;
  }
  const plain = withoutComment(line);
  if (plain.trim() === '' || (open.scalar >= 0 && indentOf(line) > open.scalar)) return;
  open.scalar = -1;
  const { rest, column, levels: next } = enterLine(plain, levels);
  const { key, value } = keyOf(rest) ?? {};
  levels.splice(0, levels.length, ...next);
  if (key === undefined) return;
  setKey(levels, column, key);
  if (/^[|>][-+\d]*$/.test((value ?? '').trim())) open.scalar = column;
}

/** Goes through indentation and dashes to where the words of a line begin. */
function enterLine(line: string, outer: readonly Level[]): { column: number; rest: string; levels: Level[] } {
  let levels = [...outer];
  let column = indentOf(line);
  let rest = line.slice(column);
  for (let dash = DASH.exec(rest); dash; dash = DASH.exec(rest)) {
    levels = levels.filter((level) => level.column <= column);
    const top = levels.at(-1);
    if (top?.column === column && top.index !== undefined) levels.splice(-1, 1, { column, index: top.index + 1 });
    else levels.push({ column, index: 0 });
    column += dash[0].length;
    rest = rest.slice(dash[0].length);
  }
  levels = levels.filter((level) => level.column <= column);
  // A key at the depth of the dashes above it ends their list.
  if (levels.at(-1)?.column === column && levels.at(-1)?.index !== undefined) levels.pop();
  return { column, rest, levels };
}

const DASH = /^-(?:[ ]+|$)/;

function setKey(levels: Level[], column: number, key: string | undefined): void {
  if (levels.at(-1)?.column === column) levels.pop();
  levels.push({ column, key });
}

interface Line {
  readonly text: string;
  readonly offset: number;
  /** From the first word of the line to the cursor. */
  readonly rest: string;
  readonly column: number;
  readonly levels: readonly Level[];
  readonly document: number;
}

function placeInLine({ text, offset, rest, column, levels, document }: Line): TextPlace {
  const after = /^[^\n]*/.exec(text.slice(offset))?.[0] ?? '';
  const wordEnd = offset + (/^[^\s:,\]}"'#]*/.exec(after)?.[0].length ?? 0);
  const isLast = withoutComment(` ${after}`).trim() === '';
  const of = (path: TextPlace['path'], kind: TextPlace['of'], typed: string, isBlock: boolean): TextPlace => {
    const quoted = /^["']/.test(typed);
    const start = offset - typed.length + (quoted ? 1 : 0);
    const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    const mayBreak = isBlock && isLast && !quoted;
    return { path, of: kind, start, end: wordEnd, quoted, mayBreak, column: start - lineStart, document };
  };
  const pair = keyOf(rest);
  const onTop = levels.at(-1)?.column === column ? levels.slice(0, -1) : levels;
  const path = pathOf(onTop);
  if (!pair) {
    const flow = rest.startsWith('{') || rest.startsWith('[') ? inFlow(rest) : undefined;
    return flow ? of([...path, ...flow.path], flow.of, flow.typed, false) : of(path, 'key', rest, true);
  }
  const value = pair.value.trimStart();
  const flow = value.startsWith('{') || value.startsWith('[') ? inFlow(value) : undefined;
  if (flow) return of([...path, pair.key, ...flow.path], flow.of, flow.typed, false);
  return of([...path, pair.key], 'value', value, true);
}

interface FlowLevel {
  readonly isMap: boolean;
  key?: string | undefined;
  index: number;
}

/** Within braces and brackets up to the cursor; undefined where they are closed again. */
function inFlow(text: string): (Pick<TextPlace, 'path' | 'of'> & { typed: string }) | undefined {
  const levels: FlowLevel[] = [];
  let quote = '';
  let word = 0;
  for (let at = 0; at < text.length; at++) {
    const mark = text.charAt(at);
    const top = levels.at(-1);
    if (quote) quote = mark === quote ? '' : quote;
    else if (mark === '"' || mark === "'") quote = mark;
    else if (mark === '{' || mark === '[') levels.push({ isMap: mark === '{', index: 0 });
    else if (mark === '}' || mark === ']') levels.pop();
    else if (mark === ',' && top) {
      top.index++;
      top.key = undefined;
    } else if (mark === ':' && top?.isMap && /^(\s|$)/.test(text.slice(at + 1))) {
      top.key = unquoted(text.slice(word, at).trim());
    } else continue;
    if (!quote && !/["']/.test(mark)) word = at + 1;
  }
  const top = levels.at(-1);
  if (!top) return undefined;
  const path = levels.flatMap(({ isMap, key, index }) => (isMap ? (key ?? []) : index));
  const isValue = top.isMap && top.key !== undefined;
  return { path, of: isValue ? 'value' : 'key', typed: text.slice(word).trimStart() };
}

function pathOf(levels: readonly Level[]): TextPlace['path'] {
  return levels.flatMap(({ key, index }): readonly (string | number)[] => {
    if (index !== undefined) return [index];
    return key === undefined ? [] : [key];
  });
}

function keyOf(text: string): { key: string; value: string } | undefined {
  const quoted = /^("[^"]*"|'[^']*')\s*:(?=\s|$)(.*)$/.exec(text);
  if (quoted) return { key: unquoted(quoted[1] ?? ''), value: quoted[2] ?? '' };
  const at = /^["'{[]/.test(text) ? -1 : text.search(/:(\s|$)/);
  return at < 0 ? undefined : { key: text.slice(0, at).trimEnd(), value: text.slice(at + 1) };
}

function unquoted(text: string): string {
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text;
}

function indentOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}

function withoutComment(line: string): string {
  return /^\s*#/.test(line) ? '' : line.replace(/\s#.*$/, '');
}

function isInComment(before: string): boolean {
  return before !== withoutComment(before) && !/["'][^"']*#[^"']*$/.test(before);
}
