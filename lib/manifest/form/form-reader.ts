/** What the readers of the parts of a form share: where a node stands, and what becomes a node of text. */

import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type LineCounter,
  type Pair,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { contentEnd, isShared, itemSpan, nodeEnd, pairSpan } from '../patch/spans.ts';
import { columnOf, commentsAbove, isFirstOnLine, lineStart } from '../patch/text-places.ts';
import { MAX_ALIASES } from '../yaml/yaml-dialect.ts';
import type { FormPlace, TextNode, TextReason } from './policy-form.ts';

/** An entry of a map or an item of a list, with the path to it. */
export interface Entry {
  readonly node: unknown;
  readonly place: FormPlace;
  readonly comment?: string;
}

export class FormReader {
  readonly #text: string;
  readonly #document: Document.Parsed;
  readonly #lines: LineCounter;
  readonly #used = new Set<string>();

  constructor(text: string, document: Document.Parsed, lines: LineCounter) {
    this.#text = text;
    this.#document = document;
    this.#lines = lines;
    visit(document, { Alias: (_, { source }) => void this.#used.add(source) });
  }

  /** The entry under a key; undefined where there is none. One given twice counts as one that cannot be shown. */
  entry(map: YAMLMap | undefined, key: string, path: string): Entry | TextNode | undefined {
    const found = (map?.items ?? []).filter((pair) => isScalar(pair.key) && String(pair.key.value) === key);
    const [pair] = found;
    if (!pair) return undefined;
    const own = path === '' ? key : `${path}.${key}`;
    const entry = this.#entryOf(pair, own);
    return found.length > 1 ? this.asText(entry, 'given-twice') : entry;
  }

  /** Entries of a map of free keys: labels. */
  entries(map: YAMLMap, path: string): readonly (readonly [string, Entry])[] {
    return map.items.map((pair) => {
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      return [key, this.#entryOf(pair, `${path}[${key}]`)] as const;
    });
  }

  /** Fields beside those that are known. */
  others(map: YAMLMap | undefined, known: readonly string[], path: string): readonly TextNode[] {
    return (map?.items ?? []).flatMap((pair) => {
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      return known.includes(key) ? [] : [this.asText(this.#entryOf(pair, `${path}.${key}`), 'unknown-field')];
    });
  }

  items(list: YAMLSeq, path: string): readonly Entry[] {
    return list.items.map((node, at) => {
      const span = itemSpan(this.#text, list, at);
      const [start, end] = isNode(node) ? [node.range?.[0] ?? 0, nodeEnd(this.#text, node)] : [0, undefined];
      const from = span?.head ?? start;
      const comment = span?.ownLine ? this.#commentAbove(span.head) : undefined;
      const place = this.#place(`${path}[${at}]`, from, Math.max(end ?? 0, from + 1));
      return { node, place, ...(comment && { comment }) };
    });
  }

  asText({ node, place }: Entry, reason: TextReason): TextNode {
    const text = this.#text.slice(place.start, place.end);
    return { kind: 'text', reason, place, text, value: this.value(node) };
  }

  /** Why an entry cannot be shown, whatever it holds; undefined where it can. */
  isReference({ node }: Entry): boolean {
    if (isShared(node, this.#used)) return true;
    return isMap(node) && node.items.some(({ key }) => isScalar(key) && key.value === '<<');
  }

  value(node: unknown): unknown {
    if (!isNode(node)) return null;
    const own = isAlias(node) ? node.resolve(this.#document) : node;
    return own ? own.toJS(this.#document, { maxAliasCount: MAX_ALIASES }) : null;
  }

  /** Undefined for anything but a plain list. */
  static list(node: unknown): YAMLSeq | undefined {
    return isSeq(node) ? node : undefined;
  }

  static isNull(node: unknown): boolean {
    return node === null || node === undefined || (isScalar(node) && node.value === null);
  }

  #entryOf(pair: Pair, path: string): Entry {
    const start = isScalar(pair.key) ? (pair.key.range?.[0] ?? 0) : 0;
    const span = pairSpan(this.#text, pair);
    const comment = span?.ownLine ? this.#commentAbove(span.head) : undefined;
    const place = this.#place(path, start, contentEnd(this.#text, pair));
    return { node: pair.value, place, ...(comment && { comment }) };
  }

  #commentAbove(head: number): string | undefined {
    if (!isFirstOnLine(this.#text, head)) return undefined;
    const line = lineStart(this.#text, head);
    const start = commentsAbove(this.#text, line, columnOf(this.#text, head));
    if (start === line) return undefined;
    return this.#text
      .slice(start, line)
      .split(/\r?\n/)
      .map((one) => one.replace(/^\s*#\s?/, ''))
      .join(' ')
      .trim();
  }

  #place(path: string, start: number, end: number): FormPlace {
    const lineOf = (offset: number) => this.#lines.linePos(offset).line;
    return { path, start, end, line: lineOf(start), endLine: lineOf(Math.max(start, end - 1)) };
  }
}
