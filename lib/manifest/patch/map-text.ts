/** Keys put into a map, taken out of it and given another value, in the text. */

import { isCollection, isNode, isScalar, type Pair, type YAMLMap } from 'yaml';
import { asFields } from '../yaml/plain-value.ts';
import { above, below, indented, replaced, valueInPlace, withoutFirst, withoutLines } from './block-text.ts';
import { flowInsert, flowRemove } from './flow-text.ts';
import type { Place } from './patch-text.ts';
import { colonAfter, isFlow, nodeEnd, pairSpan } from './spans.ts';
import { blockLines, inlineText, scalarText, type TextStyle } from './text-style.ts';

/** Keys of a policy in the order that people write them. */
const ORDER = [
  ['podSelector', 'policyTypes', 'ingress', 'egress'],
  ['from', 'to', 'ports'],
  ['namespaceSelector', 'podSelector', 'ipBlock'],
  ['protocol', 'port', 'endPort'],
  ['key', 'operator', 'values'],
  ['matchLabels', 'matchExpressions'],
  ['cidr', 'except'],
  ['name', 'namespace'],
];

/** Undefined where the value needs lines of its own. */
function inlineOf(value: unknown, style: TextStyle): string | undefined {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : undefined;
  const fields = asFields(value);
  if (fields) return Object.keys(fields).length === 0 ? '{}' : undefined;
  return scalarText(value, null, style);
}

export function setPairValue({ text, style }: Place, map: YAMLMap, pair: Pair, value: unknown): string | undefined {
  const key = isScalar(pair.key) ? pair.key.range : undefined;
  if (!key) return undefined;
  const node = isNode(pair.value) ? pair.value : null;
  const end = node ? nodeEnd(text, node) : undefined;
  const start = end === undefined ? undefined : node?.range?.[0];
  const after = colonAfter(text, key[1]);
  if (isScalar(node) && start !== undefined && end !== undefined && !isCollectionValue(value)) {
    return /^[|>]/.test(text.slice(start)) ? undefined : replaced(text, start, end, scalarText(value, node, style));
  }
  if (isFlow(map) || (isFlow(node) && isCollection(node) && node.items.length > 0 && isCollectionValue(value))) {
    const written = isCollectionValue(value) ? inlineText(value, style) : scalarText(value, node, style);
    return start === undefined || end === undefined
      ? replaced(text, after, after, ` ${written}`)
      : replaced(text, start, end, written);
  }
  const span = pairSpan(text, pair);
  if (!span) return undefined;
  return valueInPlace(text, { after, start, end, column: span.column }, value, inlineOf(value, style), style);
}

const isCollectionValue = (value: unknown): boolean => Array.isArray(value) || asFields(value) !== undefined;

export function insertPair(place: Place, map: YAMLMap, key: string, value: unknown): string | undefined {
  const { text, style } = place;
  if (isFlow(map)) {
    const written = style.json
      ? `${JSON.stringify(key)}: ${JSON.stringify(value)}`
      : `${scalarText(key, null, style)}: ${isCollectionValue(value) ? inlineText(value, style) : scalarText(value, null, style)}`;
    return flowInsert(text, map, map.items.length, written);
  }
  const spans = map.items.map((pair) => pairSpan(text, pair));
  const first = spans[0];
  if (!first) return undefined;
  const lines = indented(blockLines({ [key]: value }, style), first.column);
  const before = map.items.findLastIndex(({ key: own }) => isScalar(own) && comesBefore(String(own.value), key));
  // Before the first only where that one begins a line: a dash would stay with it otherwise.
  if (before < 0 && first.ownLine && rank(key) !== undefined) return above(text, first.start, lines, style);
  const last = spans[before < 0 ? (rank(key) === undefined ? spans.length - 1 : 0) : before];
  return last ? below(text, last.end, lines, style) : undefined;
}

function rank(key: string): number | undefined {
  return ORDER.some((keys) => keys.includes(key)) ? 0 : undefined;
}

function comesBefore(one: string, other: string): boolean {
  return ORDER.some((keys) => keys.includes(one) && keys.indexOf(one) < keys.indexOf(other));
}

export function removePair({ text }: Place, map: YAMLMap, pair: Pair): string | undefined {
  const at = map.items.indexOf(pair);
  if (map.items.length === 1) return undefined;
  if (isFlow(map)) return flowRemove(text, map, at);
  const span = pairSpan(text, pair);
  if (!span) return undefined;
  if (span.ownLine) return withoutLines(text, span.start, span.end);
  const next = map.items[at + 1];
  const following = next && pairSpan(text, next);
  return following ? withoutFirst(text, span, following) : undefined;
}
