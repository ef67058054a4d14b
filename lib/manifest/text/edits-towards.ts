/** The edits of a text that make its policy another one: only what differs is written anew, comments stay. */

import type { Document } from 'yaml';
import type { NetworkPolicy } from '#engine';
import type { TextEdit } from '../problems/problem.ts';
import { asFields, asItems, type Fields, member } from '../yaml/plain-value.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { MAX_ALIASES } from '../yaml/yaml-dialect.ts';
import type { PolicyDocument } from './policy-document.ts';

/** What of the policy is written: its spec, or its labels and annotations too. */
export type WrittenParts = 'spec' | 'all';

/** Empty where the text holds it already, or holds aliases, which stand for more than one place. */
export function editsTowards(
  text: string,
  { range }: Pick<PolicyDocument, 'range'>,
  policy: NetworkPolicy,
  parts: WrittenParts = 'spec',
): readonly TextEdit[] {
  const { documents } = readYaml(text);
  const at = documents.findIndex((document) => document.range[0] === range.start);
  const document = documents[at];
  if (!document || document.errors.length > 0) return [];
  // A comment above the first key belongs to the document but stands before its range.
  const start = documents[at - 1]?.range[2] ?? 0;
  const end = document.range[2];
  const before = text.slice(start, end);
  if (/[&*]\w/.test(before)) return [];
  const stored = asFields(document.toJS({ maxAliasCount: MAX_ALIASES }));
  for (const path of PATHS[parts]) changePart(document, path, valueAt(stored, path), valueAt(asFields(policy), path));
  const after = document.toString({
    lineWidth: 0,
    // As the text has it: items below their key or further in, braces with or without spaces.
    indentSeq: !/^( *)(?!- )\S.*:[ \t]*(#.*)?\n\1- /m.test(before),
    flowCollectionPadding: /[{[] /.test(before),
  });
  return [narrowed(start, before, withoutBlankEnds(after))];
}

const PATHS: Readonly<Record<WrittenParts, readonly (readonly string[])[]>> = {
  spec: [['spec']],
  all: [['metadata', 'labels'], ['metadata', 'annotations'], ['spec']],
};

function valueAt(fields: Fields | undefined, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => member(asFields(value), name), fields);
}

function changePart(document: Document, path: readonly string[], from: unknown, to: unknown): void {
  if (to === undefined) document.deleteIn(path);
  else change(document, path, from, to);
}

type Path = readonly (string | number)[];

function change(document: Document, path: Path, from: unknown, to: unknown): void {
  if (JSON.stringify(from) === JSON.stringify(to)) return;
  const [oldFields, newFields] = [asFields(from), asFields(to)];
  if (Array.isArray(from) && Array.isArray(to)) changeList(document, path, asItems(from), asItems(to));
  else if (oldFields && newFields) changeFields(document, path, oldFields, newFields);
  else document.setIn(path, document.createNode(to));
}

function changeFields(document: Document, path: Path, from: Fields, to: Fields): void {
  for (const key of Object.keys(from)) if (!Object.hasOwn(to, key)) document.deleteIn([...path, key]);
  for (const [key, value] of Object.entries(to)) change(document, [...path, key], from[key], value);
}

/** One item more at the end, one less anywhere, or the same number: what fixes do. */
function changeList(document: Document, path: Path, from: readonly unknown[], to: readonly unknown[]): void {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  if (to.length === from.length) {
    for (const [at, item] of to.entries()) change(document, [...path, at], from[at], item);
  } else if (to.length > from.length && from.every((item, at) => same(item, to[at]))) {
    for (const item of to.slice(from.length)) document.addIn(path, document.createNode(item));
  } else if (to.length === from.length - 1) {
    const gone = from.findIndex((item, at) => !same(item, to[at]));
    if (from.toSpliced(gone, 1).every((item, at) => same(item, to[at]))) document.deleteIn([...path, gone]);
    else document.setIn(path, document.createNode(to));
  } else document.setIn(path, document.createNode(to));
}

/** An item that went away leaves its indentation behind. */
function withoutBlankEnds(text: string): string {
  return /[|>][-+]?\d?\s*$/m.test(text) ? text : text.replace(/^[ \t]+$/gm, '');
}

/** Leaves out the lines that are the same at both ends, so that the cursor and the marks of other lines stay. */
function narrowed(start: number, before: string, after: string): TextEdit {
  const [old, next] = [before.split('\n'), after.split('\n')];
  let head = 0;
  while (head < Math.min(old.length, next.length) - 1 && old[head] === next[head]) head++;
  let tail = 0;
  const most = Math.min(old.length, next.length) - head - 1;
  while (tail < most && old[old.length - 1 - tail] === next[next.length - 1 - tail]) tail++;
  const lengthOf = (lines: readonly string[]) => lines.join('\n').length;
  const from = start + (head === 0 ? 0 : lengthOf(old.slice(0, head)) + 1);
  const middle = (lines: readonly string[]) => lines.slice(head, lines.length - tail);
  return { start: from, end: from + lengthOf(middle(old)), text: middle(next).join('\n') };
}
