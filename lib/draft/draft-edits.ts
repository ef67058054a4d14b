/** The acts on a draft set. Each gives a new set; keys are handed in, so that the room stays without randomness. */

import type { PolicyId } from '#engine';
import type { BaseVersion, DraftSet, Edit } from './draft-set.ts';

export interface PolicyVersion {
  readonly id: PolicyId;
  readonly namespace: string;
  readonly base: BaseVersion | null;
  /** YAML of the policy as stored. */
  readonly text: string;
}

export const EMPTY_DRAFT: DraftSet = { edits: [] };

/** Opens a stored policy; the edit that already began from it is shown instead of a second one. */
export function openEdit(draft: DraftSet, key: string, stored: PolicyVersion): DraftSet {
  const open = draft.edits.find((edit) => edit.baseId === stored.id);
  if (open?.action === 'put') return { ...draft, current: open.key };
  const { id: baseId, namespace, base, text } = stored;
  const edit: Edit = { key: open?.key ?? key, action: 'put', baseId, base, baseText: text, text, namespace };
  return open ? { edits: replace(draft, edit), current: edit.key } : add(draft, edit);
}

export function newEdit(draft: DraftSet, key: string, namespace: string, text: string): DraftSet {
  return add(draft, { key, action: 'put', base: null, baseText: '', text, namespace });
}

/** A new policy in a text that nobody typed: it changes nothing as long as it stands as it began. */
export function beginEdit(draft: DraftSet, key: string, namespace: string, text: string): DraftSet {
  return add(draft, { key, action: 'put', base: null, baseText: text, text, namespace });
}

/** Proposes to delete a stored policy; an open edit of it becomes the deletion. */
export function deleteEdit(draft: DraftSet, key: string, stored: PolicyVersion): DraftSet {
  const open = draft.edits.find((edit) => edit.baseId === stored.id);
  const { id: baseId, namespace, base, text } = stored;
  const edit: Edit = { key: open?.key ?? key, action: 'delete', baseId, base, baseText: text, text: '', namespace };
  return open ? { edits: replace(draft, edit), current: edit.key } : add(draft, edit);
}

/** A deletion has no text to type in. */
export function editText(draft: DraftSet, key: string, text: string): DraftSet {
  return change(draft, key, (edit) => (edit.text === text || edit.action === 'delete' ? edit : { ...edit, text }));
}

export function showEdit(draft: DraftSet, key: string): DraftSet {
  return draft.edits.some((edit) => edit.key === key) ? { ...draft, current: key } : draft;
}

/** The edit now starts from today's stored version; its text stays. */
export function rebaseEdit(draft: DraftSet, key: string, base: BaseVersion | null, baseText: string): DraftSet {
  return change(draft, key, (edit) => ({ ...edit, base, baseText }));
}

/** Takes an edit out; its neighbour is shown next. */
export function discardEdit(draft: DraftSet, key: string): DraftSet {
  const index = draft.edits.findIndex((edit) => edit.key === key);
  if (index < 0) return draft;
  const edits = draft.edits.filter((edit) => edit.key !== key);
  const current = draft.current === key ? (edits[index] ?? edits[index - 1])?.key : draft.current;
  return current === undefined ? { edits } : { edits, current };
}

/** Whether it holds a text that stands nowhere else. */
export function hasOwnText({ action, text, baseText }: Edit): boolean {
  return action === 'put' && text !== baseText && text.trim() !== '';
}

function add(draft: DraftSet, edit: Edit): DraftSet {
  return { edits: [...draft.edits, edit], current: edit.key };
}

function replace(draft: DraftSet, edit: Edit): readonly Edit[] {
  return draft.edits.map((existing) => (existing.key === edit.key ? edit : existing));
}

function change(draft: DraftSet, key: string, to: (edit: Edit) => Edit): DraftSet {
  return { ...draft, edits: draft.edits.map((edit) => (edit.key === key ? to(edit) : edit)) };
}
