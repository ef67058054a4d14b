/** Elements put into braces and brackets and taken out of them. */

import { isNode, isPair, isScalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { replaced } from './block-text.ts';
import { contentEnd, nodeEnd } from './spans.ts';

type Ends = readonly [number, number];

function endsOf(text: string, item: unknown): Ends | undefined {
  if (isPair(item)) {
    const start = isScalar(item.key) ? item.key.range?.[0] : undefined;
    return start === undefined ? undefined : [start, contentEnd(text, item)];
  }
  const range = isNode(item) ? item.range : undefined;
  const end = isNode(item) ? nodeEnd(text, item) : undefined;
  return range && end !== undefined ? [range[0], end] : undefined;
}

/** `at`: the place it then has; the collection is not empty. */
export function flowInsert(
  text: string,
  collection: YAMLMap | YAMLSeq,
  at: number,
  written: string,
): string | undefined {
  const isLast = at >= collection.items.length;
  const beside = endsOf(text, collection.items[isLast ? collection.items.length - 1 : at]);
  if (!beside) return undefined;
  return isLast
    ? replaced(text, beside[1], beside[1], `, ${written}`)
    : replaced(text, beside[0], beside[0], `${written}, `);
}

/** Not where a comment stands between two elements: nobody could say whose it is. */
export function flowRemove(text: string, collection: YAMLMap | YAMLSeq, at: number): string | undefined {
  const { items } = collection;
  const own = endsOf(text, items[at]);
  const next = endsOf(text, items[at + 1]);
  const previous = endsOf(text, items[at - 1]);
  if (!own || !(next || previous)) return undefined;
  const [start, end] = next ? [own[0], next[0]] : [previous?.[1] ?? own[0], own[1]];
  const between = next ? text.slice(own[1], next[0]) : text.slice(start, own[0]);
  return between.includes('#') ? undefined : replaced(text, start, end, '');
}
