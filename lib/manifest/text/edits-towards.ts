/** The edits of a text that make its policy another one: only what differs is written anew, comments stay. */

import type { NetworkPolicy } from '#engine';
import { opsTowards } from '../patch/ops-towards.ts';
import { lineEdit, patchText } from '../patch/patch-text.ts';
import type { TextEdit } from '../problems/problem.ts';
import { asFields } from '../yaml/plain-value.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { MAX_ALIASES } from '../yaml/yaml-dialect.ts';
import type { PolicyDocument } from './policy-document.ts';

/** Of the spec alone. Empty where the text holds it already, or where it cannot be changed in place: see `patchText`. */
export function editsTowards(
  text: string,
  { range }: Pick<PolicyDocument, 'range'>,
  { spec }: NetworkPolicy,
): readonly TextEdit[] {
  const document = readYaml(text).documents.find((candidate) => candidate.range[0] === range.start);
  if (!document || document.errors.length > 0) return [];
  const stored = asFields(document.toJS({ maxAliasCount: MAX_ALIASES }));
  const after = patchText(text, range.start, opsTowards(stored?.spec, spec, ['spec']));
  const edit = after === undefined ? undefined : lineEdit(text, after);
  return edit ? [edit] : [];
}
