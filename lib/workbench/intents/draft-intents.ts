/** Acts on the draft. Every one goes through the keeper, which stores it and sends it to the analyst. */

import {
  type DraftSet,
  deleteEdit,
  discardEdit,
  editText,
  type LeftBecause,
  newEdit,
  openEdit,
  type PolicyVersion,
  rebaseEdit,
  showEdit,
} from '#draft';
import { type NetworkPolicy, type PolicyId, policyId } from '#engine';
import type { DraftKeeper } from '../drafts/draft-keeper.ts';
import { loadManifest } from '../drafts/load-manifest.ts';
import { beginPolicy } from '../drafts/new-policy.ts';
import { idsIn, storedVersion } from '../drafts/writes.ts';
import type { Ports } from '../state/ports.ts';
import type { Intents } from '../state/state.ts';
import type { GetState, SetState } from '../state/state-access.ts';

type DraftIntents = Pick<
  Intents,
  | 'openPolicy'
  | 'newPolicy'
  | 'deletePolicy'
  | 'draftPolicies'
  | 'draftFix'
  | 'edit'
  | 'showEdit'
  | 'rewrite'
  | 'discard'
  | 'restore'
  | 'openStrange'
  | 'dismissNotice'
  | 'rebase'
  | 'takeMerged'
  | 'partEdit'
  | 'draftText'
>;

export function draftIntents(get: GetState, set: SetState, ports: Ports, keeper: DraftKeeper): DraftIntents {
  const take = (draft: DraftSet, act: LeftBecause | 'typed' = 'typed', draftOpen = true) => {
    const left = keeper.take(draft, act, { draftOpen });
    // Typing has an undo of its own, under the hand.
    const told = left.filter(({ because }) => act !== 'typed' || because === 'deletion');
    if (told[0]) set({ notice: { type: 'left', because: told[0].because, edits: told.map(({ edit }) => edit) } });
  };
  const withStored = async (id: PolicyId, act: (stored: PolicyVersion) => void) => {
    const stored = await storedPolicy(get, id);
    if (stored) act(stored);
  };
  return {
    openPolicy: async (id) => {
      // A drafted text may name a policy that is stored nowhere, or another than the one it began from.
      const { draft, reading } = get();
      const drafted = draft.edits.find((edit) => edit.action === 'put' && idsIn(edit, reading).includes(id));
      if (drafted) take(showEdit(draft, drafted.key));
      else await withStored(id, (stored) => take(openEdit(get().draft, ports.newKey(), stored)));
    },
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
      const stored = await storedPolicy(get, policyId(policy));
      // As it stands now: typing did not wait.
      const { draft } = get();
      const same = draft.edits.find((edit) => edit.text === text);
      if (same) take(showEdit(draft, same.key));
      else if (stored) take(cureStored(draft, ports.newKey(), stored, text));
      else take(newEdit(draft, ports.newKey(), policy.metadata.namespace, text));
    },
    newPolicy: (namespace, workload) => take(beginPolicy(ports.newKey(), { namespace, workload }, get())),
    partEdit: async (key) => {
      const { partText } = await loadManifest();
      const { draft } = get();
      const edit = draft.edits.find((candidate) => candidate.key === key);
      const parts = edit?.action === 'put' ? partText(edit.text, edit.namespace) : undefined;
      const [first, ...others] = parts?.policies ?? [];
      if (!first || !parts) return;
      const begun = others.reduce(
        (all, { namespace, text }) => newEdit(all, ports.newKey(), namespace, text),
        editText(draft, key, first.text),
      );
      take(showEdit(begun, key), 'replaced');
      const { setAside, leftOut, policies } = parts;
      set({ notice: { type: 'parted', policies: policies.length, setAside, leftOut } });
    },
    draftText: async (text, namespace) => {
      const { partText } = await loadManifest();
      const parts = partText(text, namespace);
      // The whole text is kept where it holds more than is taken over.
      const texts = parts && parts.leftOut.length === 0 ? parts.policies : [{ text, namespace }];
      take(texts.reduce((all, part) => newEdit(all, ports.newKey(), part.namespace, part.text), get().draft));
      if (parts && texts === parts.policies) {
        set({ notice: { type: 'parted', policies: texts.length, setAside: parts.setAside, leftOut: [] } });
      }
    },
    edit: (key, text) => take(editText(get().draft, key, text)),
    showEdit: (key) => take(showEdit(get().draft, key)),
    rewrite: (key, text) => take(editText(get().draft, key, text), 'replaced'),
    discard: (key) => {
      const draft = discardEdit(get().draft, key);
      take(draft, 'discarded', draft.edits.length > 0);
    },
    restore: (keys) => {
      const edits = get().bin.flatMap(({ edit }) => (keys.includes(edit.key) ? [edit] : []));
      keeper.takeBack(edits, { draftOpen: true, notice: undefined });
      if (edits[0]) take(showEdit(get().draft, edits[0].key));
    },
    openStrange: (name) => {
      const strange = get().keeping.strange.find((candidate) => candidate.name === name);
      if (strange) take(newEdit(get().draft, ports.newKey(), 'default', strange.text));
    },
    dismissNotice: () => set({ notice: undefined }),
    rebase: async (key) => {
      const edit = get().draft.edits.find((candidate) => candidate.key === key);
      if (!edit?.baseId) return;
      const stored = await storedPolicy(get, edit.baseId);
      take(rebaseEdit(get().draft, key, stored?.base ?? null, stored?.text ?? ''));
    },
    takeMerged: async (key, text, version) => {
      const edit = get().draft.edits.find((candidate) => candidate.key === key);
      const stored = edit?.baseId && (await storedPolicy(get, edit.baseId));
      if (!stored || stored.base?.resourceVersion !== version) return false;
      take(editText(rebaseEdit(get().draft, key, stored.base, stored.text), key, text), 'replaced');
      return true;
    },
  };
}

function cureStored(draft: DraftSet, key: string, stored: PolicyVersion, text: string): DraftSet {
  const opened = openEdit(draft, key, stored);
  const edit = opened.edits.find((candidate) => candidate.key === opened.current);
  return edit && edit.text === edit.baseText ? editText(opened, edit.key, text) : opened;
}

/** The draft left in the browser by an earlier visit to the same cluster, or by other tabs. */
export function restoreInto(get: GetState, set: SetState, keeper: DraftKeeper): void {
  const isOther = keeper.openCluster();
  const { draft, draftOpen, selection } = get();
  // Whoever came by a link to something wants to see that; the header leads back to the draft. And an address may say
  // that a draft is open which was applied meanwhile.
  const wantsDraft = draftOpen || (isOther && !selection);
  if (draftOpen !== (wantsDraft && draft.edits.length > 0)) set({ draftOpen: !draftOpen });
}

/** As it stands now, not as it stood when the library was asked for. */
export async function storedPolicy(get: GetState, id: PolicyId): Promise<PolicyVersion | undefined> {
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
