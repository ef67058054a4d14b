/** Items put into a list, taken out of it and given another value, in the text. */

import { isCollection, isMap, isNode, isScalar, type YAMLSeq } from 'yaml';
import { asFields } from '../yaml/plain-value.ts';
import { above, below, indented, replaced, withoutFirst, withoutLines } from './block-text.ts';
import { flowInsert, flowRemove } from './flow-text.ts';
import type { Place } from './patch-text.ts';
import { isFlow, itemSpan, nodeEnd, pairOf, pairSpan } from './spans.ts';
import { lineEnd } from './text-places.ts';
import { blockLines, inlineText, scalarText, type TextStyle } from './text-style.ts';

const isCollectionValue = (value: unknown): boolean => Array.isArray(value) || asFields(value) !== undefined;

function inFlow(value: unknown, style: TextStyle): string {
  return isCollectionValue(value) ? inlineText(value, style) : scalarText(value, null, style);
}

export function insertItem({ text, style }: Place, list: YAMLSeq, at: number, value: unknown): string | undefined {
  if (isFlow(list)) return flowInsert(text, list, at, inFlow(value, style));
  const isLast = at >= list.items.length;
  const beside = itemSpan(text, list, isLast ? list.items.length - 1 : at);
  if (!beside) return undefined;
  const lines = indented(itemLines(value, list, style), beside.column);
  if (isLast) return below(text, beside.end, lines, style);
  return beside.ownLine ? above(text, beside.start, lines, style) : undefined;
}

/** In braces where all the others are. */
function itemLines(value: unknown, list: YAMLSeq, style: TextStyle): readonly string[] {
  const isBraced =
    isCollectionValue(value) && list.items.every((item) => isFlow(item) && isCollection(item) && item.items.length > 0);
  return isBraced ? [`- ${inlineText(value, style)}`] : blockLines([value], { ...style, indentSeq: style.indentSeq });
}

export function setItem({ text, style }: Place, list: YAMLSeq, at: number, value: unknown): string | undefined {
  const item = list.items[at];
  const node = isNode(item) ? item : null;
  const [start, end] = [node?.range?.[0], node ? nodeEnd(text, node) : undefined];
  const isWritten = start !== undefined && end !== undefined;
  if (isScalar(node) && isWritten && !isCollectionValue(value)) {
    return /^[|>]/.test(text.slice(start)) ? undefined : replaced(text, start, end, scalarText(value, node, style));
  }
  if (isFlow(list) || (isFlow(node) && isCollection(node) && node.items.length > 0)) {
    return isWritten ? replaced(text, start, end, inFlow(value, style)) : undefined;
  }
  const span = itemSpan(text, list, at);
  if (!span) return undefined;
  const [first = '-', ...rest] = indented(blockLines([value], style), span.column);
  // What stands behind the last word, a comment mostly, stays behind the first line.
  const last = end ?? span.head + 1;
  const behind = text.slice(last, lineEnd(text, last));
  return replaced(text, span.head, lineEnd(text, last), [first.trimStart() + behind, ...rest].join(style.eol));
}

export function removeItem({ text }: Place, list: YAMLSeq, at: number): string | undefined {
  if (list.items.length === 1) return undefined;
  if (isFlow(list)) return flowRemove(text, list, at);
  const span = itemSpan(text, list, at);
  if (!span) return undefined;
  if (span.ownLine) return withoutLines(text, span.start, span.end);
  const next = itemSpan(text, list, at + 1);
  return next ? withoutFirst(text, span, next) : undefined;
}

/** By a dash before the key, where the key is the last and stands as far in as a dash leaves room for. */
export function partItem({ text }: Place, list: YAMLSeq, at: number, key: string): string | undefined {
  const item = list.items[at];
  const pair = isMap(item) && !isFlow(item) ? pairOf(item, key) : undefined;
  const [dash, own] = [itemSpan(text, list, at), pair && pairSpan(text, pair)];
  if (!isMap(item) || item.items.at(-1) !== pair || !dash || !own?.ownLine) return undefined;
  const room = own.column - dash.column;
  return room < 2 ? undefined : replaced(text, own.head - room, own.head, `-${' '.repeat(room - 1)}`);
}
