/** Where an edit stands: what it is called, against what it was made, and whether it can be sent. */

import type { Edit } from '#draft';
import { parsePolicyKey } from '#engine';
import type { EditReading, WorkbenchState } from '#workbench';
import { changedEdits, idsIn, isReading, storedVersion, WRONG_TYPE } from '#workbench';

export interface EditTitle {
  readonly namespace: string;
  readonly name: string;
  /** Documents in the text besides the first. */
  readonly more: number;
}

export function titleOf(edit: Edit, reading: EditReading | undefined): EditTitle {
  const ids = reading?.documents.flatMap((document) => document.id ?? []) ?? [];
  const id = ids[0] ?? edit.baseId;
  const { namespace = edit.namespace, name } =
    id === undefined
      ? { namespace: inText(edit.text, 'namespace'), name: inText(edit.text, 'name') }
      : parsePolicyKey(id);
  return { namespace, name: name || 'unnamed', more: Math.max(0, ids.length - 1) };
}

const LINES = {
  name: /^metadata:[^\n]*\n(?:[ \t][^\n]*\n)*?[ \t]+name:[ \t]*["']?([^\s"'#]+)/m,
  namespace: /^metadata:[^\n]*\n(?:[ \t][^\n]*\n)*?[ \t]+namespace:[ \t]*["']?([^\s"'#]+)/m,
} as const;

/** While a text does not parse its title must not jump: name and namespace are taken from their lines as they stand. */
function inText(text: string, field: keyof typeof LINES): string | undefined {
  return LINES[field].exec(text)?.[1];
}

export type EditWord = 'new' | 'edited' | 'deletes' | 'unchanged';

/** A new text may name a policy that is stored: then it is an edit of that one, whatever it began as. */
export function wordOf(edit: Edit, { reading, snapshot }: Pick<WorkbenchState, 'reading' | 'snapshot'>): EditWord {
  if (edit.action === 'delete') return 'deletes';
  if (edit.base !== null) return edit.text === edit.baseText ? 'unchanged' : 'edited';
  return snapshot && idsIn(edit, reading).some((id) => storedVersion(snapshot, id)) ? 'edited' : 'new';
}

/** Against what is stored now: `changed` and `gone` since the edit began. */
export type BaseState = 'current' | 'changed' | 'gone';

export function baseStateOf(edit: Edit, { snapshot }: Pick<WorkbenchState, 'snapshot'>): BaseState {
  if (!snapshot || !edit.baseId || !edit.base) return 'current';
  const stored = storedVersion(snapshot, edit.baseId);
  if (!stored || stored.uid !== edit.base.uid) return 'gone';
  return stored.resourceVersion === edit.base.resourceVersion ? 'current' : 'changed';
}

/** Why the draft cannot be reviewed now, as a sentence; undefined when it can. */
export function reviewHindrance(state: WorkbenchState): string | undefined {
  const { snapshot, session, draft, reading, link, health } = state;
  const edits = changedEdits(draft.edits);
  if (state.preview) return 'A preview is shown that is not in the draft.';
  if (!snapshot) return 'No cluster is read yet.';
  if (session?.readOnly) return 'This studio was started read-only.';
  if (edits.length === 0) return 'Nothing is changed yet.';
  if (snapshot?.cluster.mode === 'files')
    return 'These are files: there is no cluster to apply to. Export the draft instead.';
  if (link.state !== 'open') return 'Our own server does not answer; what is on screen may be old.';
  if (health?.kinds.networkpolicies.state === 'stale') {
    return 'The cluster does not answer: nothing is applied until it is live.';
  }
  if (isReading({ snapshot })) return 'Pods are still being read: the effect is not known whole.';
  for (const edit of edits) {
    if (edit.action === 'delete') continue;
    if (edit.text.trim() === '') return 'The text is empty.';
    const documents = reading.edits.find((candidate) => candidate.key === edit.key)?.documents ?? [];
    if (documents.length === 0) return 'The text is being read.';
    const unread = documents.find((document) => !document.id);
    const line = unread?.problems[0]?.range.line;
    const { name } = titleOf(edit, undefined);
    if (unread) return `${name} cannot be read${line ? `: see line ${line}` : ''}.`;
    const wrong = documents.flatMap(({ problems }) => problems).find(({ code }) => code === WRONG_TYPE);
    if (wrong) return `${name} has a value of the wrong type: see line ${wrong.range.line}.`;
  }
  return mayNotApply(state);
}

/** From access reviews: unknown is not a no, the server has the last word. */
function mayNotApply({ session, draft, reading }: WorkbenchState): string | undefined {
  const may = session?.mayApply;
  if (may === undefined || may === 'all') return undefined;
  for (const edit of changedEdits(draft.edits)) {
    const { namespace } = titleOf(
      edit,
      reading.edits.find((candidate) => candidate.key === edit.key),
    );
    if (!may.includes(namespace)) return `${session?.user ?? 'You'} may not write policies in ${namespace}.`;
  }
  return undefined;
}
