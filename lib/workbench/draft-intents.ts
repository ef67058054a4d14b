/** Acts on the draft. Every one is kept in the browser's storage at once and sent to the analyst. */

import {
  type DraftSet,
  deleteEdit,
  discardEdit,
  draftFromText,
  draftToText,
  editText,
  newEdit,
  openEdit,
  rebaseEdit,
  type StoredPolicy,
  showEdit,
} from '#draft';
import { type NetworkPolicy, type PolicyId, policyId } from '#engine';
import { newPolicyText } from '#manifest';
import type { ScreenSnapshot } from '#stream';
import { loadManifest } from './load-manifest.ts';
import type { Ports } from './ports.ts';
import type { Intents } from './state.ts';
import type { GetState, SetState } from './state-access.ts';
import { storedVersion } from './writes.ts';

type DraftIntents = Pick<
  Intents,
  | 'openPolicy'
  | 'newPolicy'
  | 'deletePolicy'
  | 'draftPolicies'
  | 'draftFix'
  | 'edit'
  | 'showEdit'
  | 'discard'
  | 'rebase'
>;

export function draftIntents(get: GetState, set: SetState, ports: Ports): DraftIntents {
  const take = (draft: DraftSet, draftOpen = true) => {
    // The analyst first: it reads while the rest of the page takes the draft in.
    const turn = postDraft(draft, ports);
    set({ draft, draftOpen, turn });
    saveDraft(get, ports);
  };
  const withStored = async (id: PolicyId, act: (stored: StoredPolicy) => void) => {
    const stored = await storedPolicy(get, id);
    if (stored) act(stored);
  };
  return {
    openPolicy: (id) => withStored(id, (stored) => take(openEdit(get().draft, ports.newKey(), stored))),
    deletePolicy: (id) => withStored(id, (stored) => take(deleteEdit(get().draft, ports.newKey(), stored))),
    draftPolicies: async (policies) => {
      const { renderPolicy } = await loadManifest();
      const begin = (draft: DraftSet, policy: NetworkPolicy) =>
        newEdit(draft, ports.newKey(), policy.metadata.namespace, renderPolicy(policy));
      if (policies.length > 0) take(policies.reduce(begin, get().draft));
    },
    draftFix: async (policy) => {
      const { renderPolicy } = await loadManifest();
      const text = renderPolicy(policy);
      const { draft } = get();
      const same = draft.edits.find((edit) => edit.text === text);
      const stored = await storedPolicy(get, policyId(policy));
      if (same) take(showEdit(draft, same.key));
      else if (stored) take(cureStored(draft, ports.newKey(), stored, text));
      else take(newEdit(draft, ports.newKey(), policy.metadata.namespace, text));
    },
    newPolicy: (namespace) => {
      const text = newPolicyText(namespace, freeName(get(), namespace));
      take(newEdit(get().draft, ports.newKey(), namespace, text));
    },
    edit: (key, text) => take(editText(get().draft, key, text)),
    showEdit: (key) => take(showEdit(get().draft, key)),
    discard: (key) => {
      const draft = discardEdit(get().draft, key);
      take(draft, draft.edits.length > 0);
    },
    rebase: async (key) => {
      const edit = get().draft.edits.find((candidate) => candidate.key === key);
      if (!edit?.baseId) return;
      const stored = await storedPolicy(get, edit.baseId);
      take(rebaseEdit(get().draft, key, stored?.base ?? null, stored?.text ?? ''));
    },
  };
}

function cureStored(draft: DraftSet, key: string, stored: StoredPolicy, text: string): DraftSet {
  const opened = openEdit(draft, key, stored);
  const edit = opened.edits.find((candidate) => candidate.key === opened.current);
  return edit && edit.text === edit.baseText ? editText(opened, edit.key, text) : opened;
}

/** The draft left in the browser by an earlier visit to the same cluster. */
export function restoreInto(get: GetState, set: SetState, ports: Ports): void {
  const text = ports.storage.load(clusterKey(get().snapshot));
  const kept = text === undefined ? undefined : draftFromText(text);
  // What was typed before the first snapshot came is newer than what was kept.
  if (kept && get().draft.edits.length === 0) {
    // Whoever came by a link to something wants to see that; the header leads back to the draft.
    const wantsDraft = get().draftOpen || !get().selection;
    set({ draft: kept, draftOpen: kept.edits.length > 0 && wantsDraft });
  }
  // An address may say that a draft is open which was applied meanwhile.
  if (get().draft.edits.length === 0 && get().draftOpen) set({ draftOpen: false });
  sendDraft(get, set, ports);
}

export function saveDraft(get: GetState, ports: Ports): void {
  const { snapshot, draft } = get();
  if (snapshot) ports.storage.save(clusterKey(snapshot), draftToText(draft));
}

/** Every text gets a turn of its own, so that a reading can be held against the text it belongs to. */
export function sendDraft(get: GetState, set: SetState, ports: Ports): void {
  set({ turn: postDraft(get().draft, ports) });
}

function postDraft({ edits }: DraftSet, ports: Ports): number {
  const turn = ports.nextTurn();
  ports.postToAnalyst({ type: 'draft', turn, edits });
  return turn;
}

/** Name and server, not the uid: a demo started anew is the same place to its user. */
function clusterKey(snapshot: ScreenSnapshot | undefined): string {
  return snapshot ? `${snapshot.cluster.mode}/${snapshot.cluster.name}` : 'none';
}

/** As it stands now, not as it stood when the library was asked for. */
async function storedPolicy(get: GetState, id: PolicyId): Promise<StoredPolicy | undefined> {
  const { renderPolicy } = await loadManifest();
  const { snapshot } = get();
  const policy = snapshot?.policies.find((candidate) => policyId(candidate) === id);
  if (!snapshot || !policy) return undefined;
  return {
    id,
    namespace: policy.metadata.namespace,
    base: storedVersion(snapshot, id),
    text: renderPolicy(policy),
  };
}

function freeName(state: ReturnType<GetState>, namespace: string): string {
  const taken = new Set(state.snapshot?.policies.map(policyId));
  const drafted = state.draft.edits.map((edit) => edit.text).join('\n');
  for (let count = 1; ; count++) {
    const name = count === 1 ? 'new-policy' : `new-policy-${count}`;
    if (!taken.has(`${namespace}/${name}`) && !drafted.includes(`name: ${name}\n`)) return name;
  }
}
