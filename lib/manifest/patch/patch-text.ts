/**
 * Changes of a value made in its text: only the lines of what changes are written, in the manner of those around them.
 * What was written is read again and held against the same changes of the plain value, so that a text which cannot be
 * changed in place is left alone rather than changed into something else.
 */

import { type Document, isAlias, isMap, isSeq, type Node, visit } from 'yaml';
import type { TextEdit } from '../problems/problem.ts';
import { isPresent } from '../yaml/plain-value.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { MAX_ALIASES } from '../yaml/yaml-dialect.ts';
import { insertItem, partItem, removeItem, setItem } from './list-text.ts';
import { insertPair, removePair, setPairValue } from './map-text.ts';
import { applyOps, type PatchOp, type Path, sameValue } from './patch-op.ts';
import { isShared, pairOf } from './spans.ts';
import { styleOf, type TextStyle } from './text-style.ts';

export interface Place {
  readonly text: string;
  readonly style: TextStyle;
}

/**
 * `start`: where the document begins, as its range says.
 * @returns the text afterwards, or undefined where the text does not allow it: broken, or written by reference.
 */
export function patchText(text: string, start: number, ops: readonly PatchOp[]): string | undefined {
  const at = readYaml(text).documents.findIndex(({ range }) => range[0] === start);
  let now: string | undefined = text;
  for (const op of ops) {
    now = now === undefined ? undefined : patchOnce(now, at, op);
    if (now === undefined) return undefined;
  }
  return now;
}

function patchOnce(text: string, at: number, op: PatchOp): string | undefined {
  const document = readYaml(text, undefined, true).documents[at];
  const before = readValue(document);
  if (!document || before === undefined) return undefined;
  const wanted = applyOps(before.value, [op]);
  if (wanted === undefined) return undefined;
  const after = written({ text, style: styleOf(text, document) }, document, op);
  if (after === undefined) return undefined;
  const documents = readYaml(after).documents;
  const read = readValue(documents[at]);
  return read && sameValue(read.value, wanted) ? after : undefined;
}

function readValue(document: Document.Parsed | undefined): { readonly value: unknown } | undefined {
  if (!document || document.errors.length > 0) return undefined;
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) };
  } catch {
    return undefined;
  }
}

function written(place: Place, document: Document.Parsed, op: PatchOp): string | undefined {
  const used = aliasesIn(document);
  const { parent, rest } = parentOf(document, op.path, used);
  const [step, ...deeper] = rest;
  if (op.op === 'remove' && deeper.length === 0 && op.path.length > 1 && (isMap(parent) || isSeq(parent))) {
    const empty = { op: 'set', path: op.path.slice(0, -1), value: isSeq(parent) ? [] : {} } as const;
    if (parent.items.length === 1) return written(place, document, empty);
  }
  if (step === undefined || isShared(parent, used)) return undefined;
  if (isMap(parent) && typeof step === 'string') {
    const pair = pairOf(parent, step);
    if (pair && isShared(pair.value, used)) return undefined;
    if (op.op === 'part') return undefined;
    if (op.op === 'remove') return pair && deeper.length === 0 ? removePair(place, parent, pair) : undefined;
    const value = deeper.length === 0 && op.op === 'set' ? op.value : wrapped(deeper, op);
    return pair ? setPairValue(place, parent, pair, value) : insertPair(place, parent, step, value);
  }
  if (!isSeq(parent) || typeof step !== 'number') return undefined;
  if (op.op === 'insert' && deeper.length === 0) return insertItem(place, parent, step, op.value);
  if (isShared(parent.items[step], used)) return undefined;
  if (op.op === 'part') return deeper.length === 0 ? partItem(place, parent, step, op.key) : undefined;
  if (op.op === 'remove') return deeper.length === 0 ? removeItem(place, parent, step) : undefined;
  return setItem(place, parent, step, deeper.length === 0 ? op.value : wrapped(deeper, op));
}

/** What an absent, null or empty parent becomes by the change. */
function wrapped(path: Path, op: PatchOp): unknown {
  return applyOps(null, [{ ...op, path }]);
}

/** The deepest collection on the way that is there and not empty; a null or empty one is written anew by its parent. */
function parentOf(document: Document.Parsed, path: Path, used: ReadonlySet<string>): { parent: unknown; rest: Path } {
  let parent: unknown = document.contents as Node | null;
  let rest = path;
  while (rest.length > 1 && !isShared(parent, used)) {
    const next = childOf(parent, rest[0]);
    if (!isPresent(next) || !(isMap(next) || isSeq(next) || isAlias(next)) || isEmpty(next)) break;
    parent = next;
    rest = rest.slice(1);
  }
  return { parent, rest };
}

function isEmpty(node: unknown): boolean {
  return (isMap(node) || isSeq(node)) && node.items.length === 0;
}

function childOf(parent: unknown, step: string | number | undefined): unknown {
  if (isMap(parent) && typeof step === 'string') return pairOf(parent, step)?.value;
  return isSeq(parent) && typeof step === 'number' ? parent.items[step] : undefined;
}

function aliasesIn(document: Document.Parsed): ReadonlySet<string> {
  const used = new Set<string>();
  visit(document, { Alias: (_, { source }) => void used.add(source) });
  return used;
}

/** The lines that differ, as one edit: the cursor and the marks of all other lines stay. */
export function lineEdit(before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined;
  let head = 0;
  while (head < Math.min(before.length, after.length) && before[head] === after[head]) head++;
  const start = before.lastIndexOf('\n', head - 1) + 1;
  let tail = 0;
  const most = Math.min(before.length, after.length) - start;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  // Whole lines: the end is after a line end, or the end of the text.
  let end = before.length - tail;
  while (tail > 0 && (end === 0 || before[end - 1] !== '\n')) {
    end++;
    tail--;
  }
  return { start, end, text: after.slice(start, after.length - tail) };
}
