/**
 * Reads the YAML that kubectl and people mostly write: block mappings and sequences, scalars, literal blocks, flow
 * collections on one line. Many times faster than a whole reader, and it never guesses: at anything else (anchors, tags,
 * folded blocks, comments in odd places, every fault) it gives up, and the whole reader decides.
 */

import type { PlainScalars } from './plain-scalar.ts';
import { chompLines, GIVEN_UP, unquote } from './scalar-text.ts';

/** The line a key or an item stands on, counted from 1, by the container it is in. */
export type Places = Map<object, Map<string | number, number>>;

const DEEPEST = 200;
const [TAB, NEWLINE, SPACE, QUOTE, HASH] = [9, 10, 32, 34, 35] as const;
const [APOSTROPHE, COMMA, DASH, COLON, EQUALS, QUESTION] = [39, 44, 45, 58, 61, 63] as const;
const [OPEN_LIST, CLOSE_LIST, BAR, OPEN_MAP, CLOSE_MAP] = [91, 93, 124, 123, 125] as const;
/** `#&*!|>%@`` and brackets: no plain scalar begins with them. */
const INDICATORS = new Set([...'#&*!|>%@`,[]{}"\''].map((mark) => mark.charCodeAt(0)));
/** What a whole reader may take for a line's end or refuse. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const ODD = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff]|\r(?!\n)|[\ud800-\udfff]/u;

/** The value of the one document in the text, or undefined where the whole reader has to look. */
export function readQuickly(text: string, scalars: PlainScalars, places?: Places): { value: unknown } | undefined {
  if (ODD.test(text)) return undefined;
  const plain = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
  try {
    return { value: new QuickReader(plain, scalars, places).document() };
  } catch (error) {
    if (error === GIVEN_UP) return undefined;
    throw error;
  }
}

class QuickReader {
  readonly #text: string;
  readonly #scalars: PlainScalars;
  readonly #places: Places | undefined;
  #depth = 0;
  /** The last line of a plain scalar ended with a comment. */
  #commented = false;
  /** The line being read: its number, indent, where it goes on, and its end without the newline. */
  #line = 0;
  #indent = -1;
  #at = 0;
  #end = -1;

  constructor(text: string, scalars: PlainScalars, places: Places | undefined) {
    this.#text = text;
    this.#scalars = scalars;
    this.#places = places;
  }

  document(): unknown {
    this.#nextLine();
    if (this.#indent === 0 && this.#text.startsWith('---', this.#at)) {
      if (!this.#isOver(this.#at + 3)) throw GIVEN_UP;
      this.#nextLine();
    }
    if (this.#indent < 0) return null;
    const value = this.#block(this.#indent);
    if (this.#indent >= 0) throw GIVEN_UP;
    return value;
  }

  /** Goes to the next line that holds something; an indent of -1 is the end of the text. */
  #nextLine(): void {
    const text = this.#text;
    for (;;) {
      const start = this.#end + 1;
      if (start >= text.length) {
        this.#indent = -1;
        this.#at = this.#end = text.length;
        return;
      }
      this.#startLine(start);
      const first = text.charCodeAt(this.#at);
      if (first === TAB) throw GIVEN_UP;
      if (this.#at < this.#end && first !== HASH) return;
    }
  }

  #startLine(start: number): void {
    const text = this.#text;
    const newline = text.indexOf('\n', start);
    this.#end = newline < 0 ? text.length : newline;
    this.#line++;
    let at = start;
    while (text.charCodeAt(at) === SPACE) at++;
    this.#at = at;
    this.#indent = at - start;
  }

  /** Whether nothing but white space and a comment follows on the line. */
  #isOver(from: number): boolean {
    const text = this.#text;
    let at = from;
    while (at < this.#end && text.charCodeAt(at) === SPACE) at++;
    if (at >= this.#end) return true;
    return text.charCodeAt(at) === HASH && at > from;
  }

  #isItem(): boolean {
    const next = this.#text.charCodeAt(this.#at + 1);
    return (
      this.#text.charCodeAt(this.#at) === DASH &&
      (next === SPACE || next === NEWLINE || this.#at + 1 >= this.#text.length)
    );
  }

  #block(indent: number): unknown {
    if (++this.#depth > DEEPEST) throw GIVEN_UP;
    const value = this.#isItem() ? this.#sequence(indent) : this.#mapping(indent);
    this.#depth--;
    return value;
  }

  #note(container: object, key: string | number): void {
    if (!this.#places) return;
    const own = this.#places.get(container);
    if (own) own.set(key, this.#line);
    else this.#places.set(container, new Map([[key, this.#line]]));
  }

  #sequence(indent: number): unknown[] {
    const items: unknown[] = [];
    while (this.#indent === indent && this.#isItem()) {
      this.#note(items, items.length);
      const dash = this.#at++;
      this.#skipSpaces();
      if (this.#isOver(this.#at) || this.#text.charCodeAt(this.#at) === HASH) {
        this.#nextLine();
        items.push(this.#indent > indent ? this.#block(this.#indent) : null);
        continue;
      }
      const column = indent + this.#at - dash;
      if (this.#isItem() || this.#keyEnd() >= 0) {
        this.#indent = column;
        items.push(this.#block(column));
      } else items.push(this.#scalar(indent));
    }
    if (this.#indent > indent) throw GIVEN_UP;
    return items;
  }

  #mapping(indent: number): Record<string, unknown> {
    const fields: Record<string, unknown> = {};
    while (this.#indent === indent && !this.#isItem()) {
      const end = this.#keyEnd();
      if (end < 0) throw GIVEN_UP;
      const key = this.#key(end);
      if (Object.hasOwn(fields, key)) throw GIVEN_UP;
      this.#note(fields, key);
      this.#at = end + 1;
      this.#skipSpaces();
      fields[key] = this.#value(indent);
    }
    if (this.#indent > indent) throw GIVEN_UP;
    return fields;
  }

  #value(indent: number): unknown {
    if (!this.#isOver(this.#at) && this.#text.charCodeAt(this.#at) !== HASH) return this.#scalar(indent);
    this.#nextLine();
    if (this.#indent > indent || (this.#indent === indent && this.#isItem())) return this.#block(this.#indent);
    return null;
  }

  /** Offset of the colon after a key on this line, or -1 where there is none. */
  #keyEnd(): number {
    const text = this.#text;
    const first = text.charCodeAt(this.#at);
    if (first === QUOTE || first === APOSTROPHE) {
      const close = this.#closingQuote(this.#at, first);
      if (close < 0) return -1;
      return text.charCodeAt(close + 1) === COLON && this.#endsKey(close + 2) ? close + 1 : -1;
    }
    if (INDICATORS.has(first)) return -1;
    for (let at = this.#at; at < this.#end; at++) {
      const code = text.charCodeAt(at);
      if (code === COLON && this.#endsKey(at + 1)) return at;
      if (code === HASH && text.charCodeAt(at - 1) === SPACE) return -1;
    }
    return -1;
  }

  #endsKey(at: number): boolean {
    const code = this.#text.charCodeAt(at);
    if (code === TAB) throw GIVEN_UP;
    return at >= this.#end || code === SPACE;
  }

  #key(end: number): string {
    const source = this.#text.slice(this.#at, end);
    const first = source.charCodeAt(0);
    if (source.length > 1000 || end === this.#at) throw GIVEN_UP;
    const quoted = first === QUOTE || first === APOSTROPHE;
    if (!quoted && (/^[-?]\s|\s$|\t/.test(source) || first === QUESTION || first === EQUALS)) throw GIVEN_UP;
    const key = quoted ? unquote(source) : this.#scalars.resolve(source);
    if (typeof key !== 'string' || key === '__proto__' || key === '<<') throw GIVEN_UP;
    return key;
  }

  #skipSpaces(): void {
    while (this.#text.charCodeAt(this.#at) === SPACE) this.#at++;
    if (this.#text.charCodeAt(this.#at) === TAB) throw GIVEN_UP;
  }

  /** Offset of the quote that closes the one at `open`, on this line; -1 without. */
  #closingQuote(open: number, quote: number): number {
    const text = this.#text;
    for (let at = open + 1; at < this.#end; at++) {
      const code = text.charCodeAt(at);
      if (code === 92 && quote === QUOTE) at++;
      else if (code === quote) {
        if (quote === APOSTROPHE && text.charCodeAt(at + 1) === APOSTROPHE) at++;
        else return at;
      }
    }
    return -1;
  }

  /** A value that begins on this line; leaves the reader on the next line. `indent`: of the container. */
  #scalar(indent: number): unknown {
    const first = this.#text.charCodeAt(this.#at);
    if (first === QUOTE || first === APOSTROPHE) return this.#quoted(indent, first);
    if (first === BAR) return this.#literal(indent);
    if (first === OPEN_LIST || first === OPEN_MAP) return this.#flowLine();
    if (INDICATORS.has(first) || first === EQUALS || this.#isItem()) throw GIVEN_UP;
    if ((first === QUESTION || first === COLON) && !/\S/.test(this.#text[this.#at + 1] ?? '')) throw GIVEN_UP;
    return this.#plain(indent);
  }

  #plain(indent: number): unknown {
    const parts = [this.#plainLine()];
    let line = this.#line;
    this.#nextLine();
    while (this.#indent > indent) {
      const blank = this.#line - line - 1;
      // Between two lines of one scalar no comment may stand, and blank lines count.
      if (blank > 0 || this.#commented) throw GIVEN_UP;
      parts.push(this.#plainLine());
      line = this.#line;
      this.#nextLine();
    }
    return parts.length === 1 ? this.#scalars.resolve(parts[0] ?? '') : parts.join(' ');
  }

  #plainLine(): string {
    const line = this.#text.slice(this.#at, this.#end);
    const comment = line.indexOf(' #');
    const source = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
    if (source.includes('\t') || source.includes(': ') || source.endsWith(':')) throw GIVEN_UP;
    this.#commented = comment >= 0;
    return source;
  }

  #quoted(indent: number, quote: number): string {
    const close = this.#closingQuote(this.#at, quote);
    if (close >= 0) {
      if (!this.#isOver(close + 1)) throw GIVEN_UP;
      const value = unquote(this.#text.slice(this.#at, close + 1));
      this.#nextLine();
      return value;
    }
    return this.#quotedLines(indent, quote);
  }

  /** Line breaks within quotes fold to a space, as kubectl wraps long messages. */
  #quotedLines(indent: number, quote: number): string {
    const parts = [this.#text.slice(this.#at + 1, this.#end).trimEnd()];
    for (;;) {
      const start = this.#end + 1;
      if (start >= this.#text.length || (parts.at(-1) ?? '').endsWith('\\')) throw GIVEN_UP;
      this.#startLine(start);
      if (this.#at >= this.#end || this.#indent <= indent || this.#text.charCodeAt(this.#at) === TAB) throw GIVEN_UP;
      const close = this.#closingQuote(this.#at - 1, quote);
      if (close < 0) {
        parts.push(this.#text.slice(this.#at, this.#end).trimEnd());
        continue;
      }
      parts.push(this.#text.slice(this.#at, close));
      if (!this.#isOver(close + 1)) throw GIVEN_UP;
      this.#nextLine();
      const mark = String.fromCharCode(quote);
      return unquote(`${mark}${parts.join(' ')}${mark}`);
    }
  }

  #literal(indent: number): string {
    const header = this.#text.slice(this.#at, this.#end).trimEnd();
    const chomp = /^\|([-+]?)$/.exec(header)?.[1];
    if (chomp === undefined) throw GIVEN_UP;
    const lines: string[] = [];
    let own = -1;
    let start = this.#end + 1;
    for (; start < this.#text.length; start = this.#end + 1) {
      this.#startLine(start);
      const isBlank = this.#at >= this.#end;
      if (isBlank && own < 0 && this.#end > start) throw GIVEN_UP;
      if (!isBlank && own < 0) own = this.#indent;
      if (!isBlank && (this.#indent <= indent || this.#indent < own)) {
        if (this.#indent > indent) throw GIVEN_UP;
        break;
      }
      if (own >= 0 && isBlank && this.#end - start > own) throw GIVEN_UP;
      lines.push(isBlank ? '' : this.#text.slice(start + own, this.#end));
    }
    if (own <= indent) throw GIVEN_UP;
    this.#rewind(start);
    return chompLines(lines, chomp);
  }

  /** Reads the line that ended a literal block once more, as an ordinary one. */
  #rewind(start: number): void {
    if (start < this.#text.length) this.#line--;
    this.#end = start - 1;
    this.#nextLine();
  }

  #flowLine(): unknown {
    const value = this.#flow();
    if (!this.#isOver(this.#at)) throw GIVEN_UP;
    this.#nextLine();
    return value;
  }

  #flow(): unknown {
    if (++this.#depth > DEEPEST) throw GIVEN_UP;
    const first = this.#text.charCodeAt(this.#at);
    const value =
      first === OPEN_LIST ? this.#flowList() : first === OPEN_MAP ? this.#flowMap() : this.#flowScalar(first);
    this.#depth--;
    return value;
  }

  #flowList(): unknown[] {
    const items: unknown[] = [];
    this.#at++;
    for (;;) {
      this.#skipSpaces();
      if (this.#text.charCodeAt(this.#at) === CLOSE_LIST) break;
      this.#note(items, items.length);
      items.push(this.#flow());
      if (!this.#comma(CLOSE_LIST)) break;
    }
    this.#at++;
    return items;
  }

  #flowMap(): Record<string, unknown> {
    const fields: Record<string, unknown> = {};
    this.#at++;
    for (;;) {
      this.#skipSpaces();
      if (this.#text.charCodeAt(this.#at) === CLOSE_MAP) break;
      const key = this.#flow();
      if (typeof key !== 'string' || key === '__proto__' || key === '<<' || Object.hasOwn(fields, key)) throw GIVEN_UP;
      const next = this.#text.charCodeAt(this.#at + 1);
      if (this.#text.charCodeAt(this.#at) !== COLON || next !== SPACE) throw GIVEN_UP;
      this.#note(fields, key);
      this.#at++;
      this.#skipSpaces();
      fields[key] = this.#flow();
      if (!this.#comma(CLOSE_MAP)) break;
    }
    this.#at++;
    return fields;
  }

  /** Passes a comma; false at the closing bracket. */
  #comma(close: number): boolean {
    this.#skipSpaces();
    const code = this.#at < this.#end ? this.#text.charCodeAt(this.#at) : -1;
    if (code === close) return false;
    if (code !== COMMA) throw GIVEN_UP;
    this.#at++;
    return true;
  }

  #flowScalar(first: number): unknown {
    if (first === QUOTE || first === APOSTROPHE) {
      const close = this.#closingQuote(this.#at, first);
      if (close < 0) throw GIVEN_UP;
      const value = unquote(this.#text.slice(this.#at, close + 1));
      this.#at = close + 1;
      return value;
    }
    const source = /^[A-Za-z0-9_./-][A-Za-z0-9_./ -]*/.exec(this.#text.slice(this.#at, this.#end))?.[0].trimEnd();
    if (!source || /^[-.]|\s#/.test(source)) throw GIVEN_UP;
    this.#at += source.length;
    this.#skipSpaces();
    const next = this.#text.charCodeAt(this.#at);
    if (next !== COMMA && next !== CLOSE_LIST && next !== CLOSE_MAP && next !== COLON) throw GIVEN_UP;
    return this.#scalars.resolve(source);
  }
}
