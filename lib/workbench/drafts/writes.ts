/** The writes that a draft stands for, each with the version its author saw. */

import type { BaseVersion, Edit } from '#draft';
import { type PolicyId, policyId } from '#engine';
import type { PolicyWrite, ScreenSnapshot } from '#stream';
import type { WorkbenchState } from '../state/state.ts';
import { loadManifest } from './load-manifest.ts';

/** Edits that would change something: a delete, or a text that differs from the one it began from. */
export function changedEdits(edits: readonly Edit[]): readonly Edit[] {
  return edits.filter((edit) => edit.action === 'delete' || edit.text !== edit.baseText);
}

/** How many policies the edits are about: each document of a text is one, and a text that cannot be read counts as one. */
export function policyCount(edits: readonly Edit[], { reading }: Pick<WorkbenchState, 'reading'>): number {
  return edits.reduce((sum, edit) => sum + Math.max(1, idsIn(edit, reading).length), 0);
}

/** The policies that the text of an edit names, as far as it is read. */
export function idsIn({ key, action, baseId }: Edit, reading: WorkbenchState['reading']): readonly PolicyId[] {
  if (action === 'delete') return baseId ? [baseId] : [];
  const documents = reading.edits.find((candidate) => candidate.key === key)?.documents ?? [];
  return documents.flatMap(({ id }) => id ?? []);
}

/** A value of a type that no server can decode: it would be refused whole, with an error and no reason on its line. */
export const WRONG_TYPE = 'policy/wrong-type';

/** Whether the texts as they stand are read, and every document that would be sent names its policy and decodes. */
export function isReadable({ draft, reading, turn }: Pick<WorkbenchState, 'draft' | 'reading' | 'turn'>): boolean {
  if (reading.turn !== turn) return false;
  return changedEdits(draft.edits).every((edit) => {
    if (edit.action === 'delete') return true;
    const documents = reading.edits.find((candidate) => candidate.key === edit.key)?.documents ?? [];
    return documents.length > 0 && documents.every(({ id, problems }) => id && !problems.some(isWrongType));
  });
}

const isWrongType = ({ code }: { readonly code: string }) => code === WRONG_TYPE;

/**
 * One write a document. The base is the version the edit began from; for a document that names another stored policy
 * it is that policy as it stands now, which the review then shows as changed.
 */
export async function writesOf(edits: readonly Edit[], snapshot: ScreenSnapshot): Promise<readonly PolicyWrite[]> {
  return (await writesByEdit(edits, snapshot)).flatMap(({ writes }) => writes);
}

/** Why the writes cannot go out together; undefined where they can. Of two texts of one policy only one can be stored. */
export function writtenTwice(writes: readonly PolicyWrite[]): string | undefined {
  const ids = writes.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  return twice === undefined ? undefined : `The draft has ${twice} twice; discard one of the two.`;
}

export interface EditWrites {
  readonly edit: Edit;
  readonly writes: readonly PolicyWrite[];
}

export async function writesByEdit(edits: readonly Edit[], snapshot: ScreenSnapshot): Promise<readonly EditWrites[]> {
  const { parsePolicies } = await loadManifest();
  const writesFor = (edit: Edit): readonly PolicyWrite[] => {
    if (edit.action === 'delete') {
      return edit.baseId && edit.base ? [{ action: 'delete', id: edit.baseId, base: edit.base }] : [];
    }
    return parsePolicies(edit.text, { defaultNamespace: edit.namespace }).flatMap((document) => {
      const { id } = document;
      if (!id) return [];
      const base = id === edit.baseId ? edit.base : storedVersion(snapshot, id);
      return [{ action: 'put' as const, id, object: withNamespace(document.json, edit.namespace), base }];
    });
  };
  return changedEdits(edits).map((edit) => ({ edit, writes: writesFor(edit) }));
}

export function storedVersion(snapshot: ScreenSnapshot, id: PolicyId): BaseVersion | null {
  const stored = snapshot.policies.find((policy) => policyId(policy) === id);
  const { uid, resourceVersion } = stored?.metadata ?? {};
  return uid && resourceVersion ? { uid, resourceVersion } : null;
}

/** The draft's own JSON, with the namespace that the editor showed where the text left it out. */
function withNamespace(json: unknown, namespace: string): unknown {
  if (typeof json !== 'object' || json === null) return json;
  const metadata = (json as { metadata?: object }).metadata;
  return { ...json, metadata: { namespace, ...metadata } };
}
