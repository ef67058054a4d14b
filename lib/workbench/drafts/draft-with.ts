/** The draft with policies in it: each in the text that has it already, in that of the stored one, or in a new one. */

import { type DraftSet, editText, newEdit, openEdit, type PolicyVersion } from '#draft';
import { type NetworkPolicy, type PolicyId, policyId } from '#engine';
import type { WorkbenchState } from '../state/state.ts';
import { loadManifest } from './load-manifest.ts';
import { idsIn } from './writes.ts';

export async function draftWith(
  policies: readonly NetworkPolicy[],
  state: () => Pick<WorkbenchState, 'draft' | 'reading'>,
  stored: (id: PolicyId) => Promise<PolicyVersion | undefined>,
  newKey: () => string,
): Promise<DraftSet> {
  const { applyTextEdits, editsTowards, parsePolicies, renderPolicy } = await loadManifest();
  const versions = await Promise.all(policies.map((policy) => stored(policyId(policy))));
  const { draft: before, reading } = state();
  let draft = before;
  /** In the manner the text is written; written anew where that cannot be. */
  const rewritten = (text: string, namespace: string, policy: NetworkPolicy): string => {
    const documents = parsePolicies(text, { defaultNamespace: namespace });
    const document = documents.find(({ id }) => id === policyId(policy));
    const edits = document ? editsTowards(text, document, policy) : [];
    return edits.length > 0 || documents.length > 1 ? applyTextEdits(text, edits) : renderPolicy(policy);
  };
  for (const [at, policy] of policies.entries()) {
    const known = draft.edits.find((edit) => edit.action === 'put' && idsIn(edit, reading).includes(policyId(policy)));
    const version = versions[at];
    if (!known && version) draft = openEdit(draft, newKey(), version);
    const edit = known ?? (version && draft.edits.find(({ baseId }) => baseId === version.id));
    if (edit) draft = { ...editText(draft, edit.key, rewritten(edit.text, edit.namespace, policy)), current: edit.key };
    else draft = newEdit(draft, newKey(), policy.metadata.namespace, renderPolicy(policy));
  }
  return draft;
}
