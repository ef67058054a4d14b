/** An act on a form as an edit of its text. */

import type { PatchOp } from '../patch/patch-op.ts';
import { lineEdit, patchText } from '../patch/patch-text.ts';
import type { TextEdit } from '../problems/problem.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { MAX_ALIASES } from '../yaml/yaml-dialect.ts';
import { opsOfAct } from './act-ops.ts';
import type { FormAct } from './form-act.ts';

/**
 * `start`: where the document begins, as its range says.
 * @returns one edit, none where the text says it already, or undefined where it has to be typed: the text does not
 * parse, has no such place, or says it by reference.
 */
export function editByAct(text: string, start: number, act: FormAct): readonly TextEdit[] | undefined {
  const document = readYaml(text).documents.find(({ range }) => range[0] === start);
  if (!document || document.errors.length > 0) return undefined;
  const ops = opsOfAct(document.toJS({ maxAliasCount: MAX_ALIASES }), act);
  const after = ops && (patchText(text, start, ops) ?? patchText(text, start, ops.flatMap(inTwoSteps)));
  if (after === undefined) return undefined;
  const edit = lineEdit(text, after);
  return edit ? [edit] : [];
}

/** What no dash can part is taken out and written anew. */
function inTwoSteps(op: PatchOp): readonly PatchOp[] {
  if (op.op !== 'part') return [op];
  const [at = 0] = op.path.slice(-1);
  const next = [...op.path.slice(0, -1), Number(at) + 1];
  return [
    { op: 'insert', path: next, value: { [op.key]: op.value } },
    { op: 'remove', path: [...op.path, op.key] },
  ];
}
