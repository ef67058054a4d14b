/** The edits of a text that make its policy another one: only what differs is written anew, comments stay. */

import type { NetworkPolicy } from '#engine';
import { opsTowards } from '../patch/ops-towards.ts';
import type { PatchOp } from '../patch/patch-op.ts';
import { lineEdit, patchText } from '../patch/patch-text.ts';
import type { TextEdit } from '../problems/problem.ts';
import { asFields, type Fields, member } from '../yaml/plain-value.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { MAX_ALIASES } from '../yaml/yaml-dialect.ts';
import type { PolicyDocument } from './policy-document.ts';

/** What of the policy is written: its spec, or its labels and annotations too. */
export type WrittenParts = 'spec' | 'all';

/** Empty where the text holds it already, or where it cannot be changed in place: see `patchText`. */
export function editsTowards(
  text: string,
  { range }: Pick<PolicyDocument, 'range'>,
  policy: NetworkPolicy,
  parts: WrittenParts = 'spec',
): readonly TextEdit[] {
  const document = readYaml(text).documents.find((candidate) => candidate.range[0] === range.start);
  if (!document || document.errors.length > 0) return [];
  const stored = asFields(document.toJS({ maxAliasCount: MAX_ALIASES }));
  const ops = PATHS[parts].flatMap((path) => partOps(path, valueAt(stored, path), valueAt(asFields(policy), path)));
  const after = patchText(text, range.start, ops);
  const edit = after === undefined ? undefined : lineEdit(text, after);
  return edit ? [edit] : [];
}

const PATHS: Readonly<Record<WrittenParts, readonly (readonly string[])[]>> = {
  spec: [['spec']],
  all: [['metadata', 'labels'], ['metadata', 'annotations'], ['spec']],
};

function valueAt(fields: Fields | undefined, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => member(asFields(value), name), fields);
}

function partOps(path: readonly string[], from: unknown, to: unknown): readonly PatchOp[] {
  if (to !== undefined) return opsTowards(from, to, path);
  return from === undefined ? [] : [{ op: 'remove', path }];
}
