/** Where the elements of a collection stand in the text: from their first sign to their last, with their own comments. */

import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { columnOf, commentsAbove, commentsInside, isFirstOnLine, lineEnd, lineStart } from './text-places.ts';

/** An item of a block list or a pair of a block map. */
export interface Span {
  /** Of the dash, or of the key. */
  readonly head: number;
  readonly column: number;
  /** Nothing stands before it on its line. */
  readonly ownLine: boolean;
  /** With the comment lines above that belong to it; `head` where it begins within a line. */
  readonly start: number;
  /** End of its last line, with the comment lines below that belong to it. */
  readonly end: number;
}

export function pairSpan(text: string, pair: Pair): Span | undefined {
  const key = isScalar(pair.key) ? pair.key.range?.[0] : undefined;
  if (key === undefined) return undefined;
  return spanFrom(text, key, contentEnd(text, pair));
}

export function itemSpan(text: string, list: YAMLSeq, at: number): Span | undefined {
  const dash = dashOf(list, at);
  if (dash === undefined) return undefined;
  const item = list.items[at];
  const end = isNode(item) ? nodeEnd(text, item) : undefined;
  return spanFrom(text, dash, Math.max(dash + 1, end ?? 0));
}

function spanFrom(text: string, head: number, content: number): Span {
  const [column, ownLine] = [columnOf(text, head), isFirstOnLine(text, head)];
  const start = ownLine ? commentsAbove(text, lineStart(text, head), column) : head;
  return { head, column, ownLine, start, end: commentsInside(text, lineEnd(text, content), column) };
}

/** Offset of the dash of an item; undefined where it has none. */
function dashOf(list: YAMLSeq, at: number): number | undefined {
  const token = list.srcToken;
  if (token?.type !== 'block-seq') return undefined;
  const dashes = token.items.flatMap(({ start }) => start.find(({ type }) => type === 'seq-item-ind')?.offset ?? []);
  return dashes[at];
}

/** Where the last sign of a key and its value stands. */
export function contentEnd(text: string, { key, value }: Pair): number {
  const end = isNode(value) ? nodeEnd(text, value) : undefined;
  if (end !== undefined) return end;
  return colonAfter(text, isScalar(key) ? (key.range?.[1] ?? 0) : 0);
}

/** After the colon that follows a key. */
export function colonAfter(text: string, keyEnd: number): number {
  const at = text.indexOf(':', keyEnd);
  return at < 0 ? keyEnd : at + 1;
}

/** End of what is written; undefined where nothing is, as of a null without a word. */
export function nodeEnd(text: string, node: Node): number | undefined {
  if (isCollection(node) && !isFlow(node)) {
    const last = node.items.at(-1);
    if (isPair(last)) return contentEnd(text, last);
    if (isNode(last)) return nodeEnd(text, last) ?? afterDash(node as YAMLSeq);
    return node.range?.[1];
  }
  const [start, end] = node.range ?? [0, 0];
  if (start === end) return undefined;
  // A block scalar has its last line end in it.
  return start + text.slice(start, end).trimEnd().length;
}

function afterDash(list: YAMLSeq): number | undefined {
  const dash = dashOf(list, list.items.length - 1);
  return dash === undefined ? undefined : dash + 1;
}

export function isFlow(node: unknown): boolean {
  return (isMap(node) || isSeq(node)) && node.flow === true;
}

/** The one pair with this key; undefined where there is none or several. */
export function pairOf(map: YAMLMap, key: string): Pair | undefined {
  const found = map.items.filter((pair) => isScalar(pair.key) && String(pair.key.value) === key);
  return found.length === 1 ? found[0] : undefined;
}

/** Written somewhere else too, or taken from somewhere else: a change here would be one there. */
export function isShared(node: unknown, used: ReadonlySet<string>): boolean {
  if (isAlias(node)) return true;
  return isNode(node) && 'anchor' in node && typeof node.anchor === 'string' && used.has(node.anchor);
}
