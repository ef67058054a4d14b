/**
 * Paths to places in a YAML document. Understands our own paths and the server's: `spec.ingress[0].from[1]`,
 * `.spec.ingress`, `metadata.labels[foo/bar]`, `.metadata.labels.foo/bar`.
 */

import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';

export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** The node that a path ends at, with its key; `rest` is what could not be followed. */
interface Found {
  readonly node: Node | null;
  readonly key?: Node;
  readonly rest: string;
}

/**
 * Where a path is. Of a scalar the value, of a collection its key; with `key` always the key. Where the path leads
 * nowhere: its nearest existing ancestor.
 */
export function locate(document: Document, path: string, prefer: 'value' | 'key' = 'value'): TextSpan {
  const found = follow(document, path.replace(/^\./, ''));
  return spanOf(found, document, prefer) ?? firstSpan(document);
}

function follow(document: Document, path: string): Found {
  let found: Found = { node: document.contents as Node | null, rest: path };
  for (let steps = 0; found.rest !== '' && steps < 200; steps++) {
    const next = step(resolve(found.node, document), found.rest, document);
    if (!next) break;
    found = next;
  }
  return found;
}

function step(node: Node | null, rest: string, document: Document): Found | undefined {
  if (isSeq(node)) {
    const index = /^\[([0-9]+)\]\.?/.exec(rest);
    const item = index ? node.items[Number(index[1])] : undefined;
    if (!index || item === undefined) return undefined;
    return { node: item as Node, rest: rest.slice(index[0].length) };
  }
  if (!isMap(node)) return undefined;
  let best: { pair: Pair; used: number } | undefined;
  for (const pair of node.items) {
    const used = isScalar(pair.key) ? keyLength(String(pair.key.value), rest) : 0;
    // Of a key that stands twice the last counts.
    if (used > 0 && used >= (best?.used ?? 0)) best = { pair, used };
  }
  if (!best) return stepIntoMerged(node, rest, document);
  return { node: best.pair.value as Node | null, key: best.pair.key as Node, rest: rest.slice(best.used) };
}

/** What `<<` brings into a map stands where its anchor is. */
function stepIntoMerged(map: YAMLMap, rest: string, document: Document): Found | undefined {
  for (const { key, value } of map.items) {
    if (!isScalar(key) || key.value !== '<<') continue;
    const merged = resolve(value as Node | null, document);
    const sources = isSeq(merged) ? merged.items.map((item) => resolve(item as Node, document)) : [merged];
    for (const source of sources) {
      // One level: merged maps that merge others are rare, and may go in circles.
      const pair = isMap(source)
        ? source.items.findLast(({ key: own }) => isScalar(own) && keyLength(String(own.value), rest) > 0)
        : undefined;
      if (pair && isScalar(pair.key)) {
        const used = keyLength(String(pair.key.value), rest);
        return { node: pair.value as Node | null, key: pair.key, rest: rest.slice(used) };
      }
    }
  }
  return undefined;
}

/** Characters of `rest` that the key takes up with the dot after it; 0 when it does not stand there. */
function keyLength(key: string, rest: string): number {
  if (rest.startsWith(`[${key}]`)) return key.length + (rest[key.length + 2] === '.' ? 3 : 2);
  if (key === '' || !rest.startsWith(key)) return 0;
  const after = rest[key.length];
  if (after === undefined || after === '[') return key.length;
  return after === '.' ? key.length + 1 : 0;
}

/** The node an alias stands for; resolved one level, a chain of aliases is not possible in YAML. */
function resolve(node: Node | null, document: Document): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}

function spanOf(found: Found, document: Document, prefer: 'value' | 'key'): TextSpan | undefined {
  const { node, key } = found;
  const isLeaf = isScalar(node) || isAlias(node);
  if (isLeaf && found.rest === '' && !(prefer === 'key' && key)) {
    const span = rangeOf(node);
    if (span && span.end > span.start) return span;
  }
  if (key) return rangeOf(key);
  if (isMap(node) && !node.flow && node !== document.contents) return firstLine(node.items[0]) ?? rangeOf(node);
  return node && node !== document.contents ? rangeOf(node) : undefined;
}

/** The first `key: value` of an item of a list, when it fits on a line; else its key. */
function firstLine(pair: Pair | undefined): TextSpan | undefined {
  const key = rangeOf(pair?.key as Node | undefined);
  const value = isScalar(pair?.value) ? rangeOf(pair.value) : undefined;
  return key && value && value.end > value.start ? { start: key.start, end: value.end } : key;
}

function firstSpan(document: Document): TextSpan {
  const contents = document.contents as Node | null;
  if (isMap(contents)) return firstLine(contents.items[0]) ?? rangeOf(contents) ?? documentSpan(document);
  return rangeOf(contents) ?? documentSpan(document);
}

function documentSpan(document: Document): TextSpan {
  const [start, end] = document.range ?? [0, 0];
  return { start, end: Math.min(end, start + 1) };
}

function rangeOf(node: Node | null | undefined): TextSpan | undefined {
  return node?.range ? { start: node.range[0], end: node.range[1] } : undefined;
}
