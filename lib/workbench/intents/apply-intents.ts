/** Review, apply, undo, keep: the way of a draft into the cluster. The watch moves the screen, never the answer. */

import { type DraftSet, discardEdit, type Edit, rebaseEdit } from '#draft';
import { policyId } from '#engine';
import type { ApplyAnswer, PolicyWrite, ScreenSnapshot } from '#stream';
import type { DraftKeeper } from '../drafts/draft-keeper.ts';
import { isReadable, storedVersion, writesByEdit, writtenTwice } from '../drafts/writes.ts';
import type { Ports } from '../state/ports.ts';
import type { Applied, Intents, SentEdit } from '../state/state.ts';
import type { GetState, SetState } from '../state/state-access.ts';
import { sentBefore } from './sent-before.ts';

type ApplyIntents = Pick<Intents, 'review' | 'apply' | 'closeReview' | 'undo' | 'keep' | 'countdownEnded' | 'dismiss'>;

/** `whenRead` ends once the texts as they stand are read, and fails where they cannot be. */
export function applyIntents(
  get: GetState,
  set: SetState,
  ports: Ports,
  keeper: DraftKeeper,
  whenRead: () => Promise<void>,
): ApplyIntents {
  const failed = (error: unknown) =>
    set({ apply: { stage: 'failed', message: error instanceof Error ? error.message : String(error) } });

  const takeBack = (applied: Applied, answer: ApplyAnswer, byCountdown: boolean) => {
    set({ apply: { stage: 'undone', answer, byCountdown } });
    bringBack(applied.letGo, answer, keeper);
  };

  return {
    review: async (more = {}) => {
      if (!get().snapshot) return;
      const stage = get().apply;
      const choices = { ...(stage.stage === 'review' && stage.choices), ...more };
      set({ apply: { stage: 'previewing' } });
      try {
        // The effect beside the server's answer must be of the same texts.
        await whenRead();
        const { snapshot, draft } = get();
        if (get().apply.stage !== 'previewing') return;
        if (!snapshot || !isReadable(get())) {
          set({ apply: { stage: 'idle' } });
          return;
        }
        const { exactly, ...asked } = choices;
        const byEdit = await writesByEdit(draft.edits, snapshot);
        const writes = byEdit.flatMap((each) => each.writes);
        const twice = writtenTwice(writes);
        if (twice !== undefined) throw new Error(twice);
        const sent = byEdit.map(({ edit, writes: own }): SentEdit => ({ edit, ids: own.map(({ id }) => id) }));
        const preview = await ports.writes.preview({ writes: exactly ? writes.map(asExact) : writes, ...asked });
        // The person may have closed the review while the server was thinking.
        if (get().apply.stage !== 'previewing') return;
        set({
          apply: get().draft.edits === draft.edits ? { stage: 'review', preview, choices, sent } : { stage: 'idle' },
        });
      } catch (error) {
        failed(error);
      }
    },
    apply: async (confirmWithinSeconds) => {
      const stage = get().apply;
      if (stage.stage !== 'review' || !stage.preview.previewId) return;
      const { outdated, ...reading } = get().reading;
      const diff = outdated ? undefined : reading.diff;
      const effect = diff && { removed: diff.removed.length, added: diff.added.length, changed: diff.changed.length };
      set({ apply: { ...stage, stage: 'applying' } });
      try {
        const { previewId, unprovenCluster, unrecorded } = stage.preview;
        const answer = await ports.writes.apply({
          previewId,
          ...(confirmWithinSeconds && { confirmWithinSeconds }),
          ...(unprovenCluster !== undefined && { clusterName: unprovenCluster }),
          // The review said so, and had it confirmed.
          ...(unrecorded !== undefined && { unrecorded: true }),
        });
        set({
          apply: { stage: 'applied', answer, at: ports.now(), sent: stage.sent, letGo: [], ...(effect && { effect }) },
        });
        settleApplied(get, keeper);
      } catch (error) {
        failed(error);
      }
    },
    closeReview: () => set({ apply: { stage: 'idle' } }),
    undo: async () => {
      const stage = get().apply;
      if (stage.stage !== 'applied') return;
      set({ apply: { ...stage, stage: 'undoing' } });
      try {
        const answer = await ports.writes.undo({ applyId: stage.answer.applyId });
        takeBack(stage, answer, false);
      } catch (error) {
        failed(error);
      }
    },
    keep: async () => {
      const stage = get().apply;
      if (stage.stage !== 'applied') return;
      try {
        await ports.writes.keep({ applyId: stage.answer.applyId });
        set({ apply: { stage: 'idle' } });
      } catch (error) {
        failed(error);
      }
    },
    countdownEnded: async () => {
      const stage = get().apply;
      if (stage.stage !== 'applied') return;
      try {
        const entries = await ports.writes.history();
        const undo = entries.find((entry) => entry.undoes === stage.answer.applyId);
        if (undo) takeBack(stage, { applyId: undo.id, writes: undo.writes }, undo.byCountdown === true);
      } catch (error) {
        failed(error);
      }
    },
    dismiss: () => set({ apply: { stage: 'idle' } }),
  };
}

/**
 * Lets go of the edits whose texts were applied, once the watch shows what the server stored: until then they stay, so
 * that the map never falls back to the old state for a moment. What counts is the text that was sent: an edit that was
 * refused stays, and so does one that was typed in since.
 */
export function settleApplied(get: GetState, keeper: DraftKeeper): void {
  const { apply, snapshot, draft } = get();
  if (apply.stage !== 'applied' || !snapshot || apply.sent.length === 0) return;
  const written = apply.answer.writes.filter(isWritten);
  if (!written.every((write) => isSeen(write, snapshot))) return;
  const isStored = (id: string) => written.some((write) => write.id === id);
  const stored = apply.sent.filter(({ ids }) => ids.length > 0 && ids.every(isStored));
  if (stored.length === 0) return;
  const letGo = stored.flatMap(({ edit }) => (draft.edits.some((now) => isAsSent(now, edit)) ? [edit] : []));
  const left = letGo.reduce((rest, { key }) => discardEdit(rest, key), draft);
  const rest = stored.reduce((edits, sent) => goOnFrom(edits, sent, apply.answer, snapshot), left);
  const sent = apply.sent.filter((each) => !stored.includes(each));
  keeper.take(rest, 'applied', {
    draftOpen: rest.edits.length > 0 && get().draftOpen,
    apply: { ...apply, sent, letGo: [...apply.letGo, ...letGo] },
  });
}

function isAsSent(now: Edit, sent: Edit): boolean {
  const isSame = now.key === sent.key && now.action === sent.action && now.text === sent.text;
  return isSame && now.baseId === sent.baseId && now.namespace === sent.namespace;
}

/** What was typed since the apply starts from what the apply stored, where that is what stands in the cluster. */
function goOnFrom(
  draft: DraftSet,
  { edit, ids }: SentEdit,
  { writes }: ApplyAnswer,
  snapshot: ScreenSnapshot,
): DraftSet {
  const now = draft.edits.find(({ key }) => key === edit.key);
  const [id] = ids;
  if (!now || id === undefined || ids.length > 1 || id !== now.baseId || now.action !== edit.action) return draft;
  if (now.base?.resourceVersion !== edit.base?.resourceVersion) return draft;
  const base = storedVersion(snapshot, id);
  const version = writes.find((write) => write.id === id)?.resourceVersion;
  return base && base.resourceVersion === version ? rebaseEdit(draft, edit.key, base, edit.text) : draft;
}

/**
 * An apply of a page that was closed or loaded anew since. While its countdown goes on, so must the way to keep it; and
 * what the watch had not shown by then leaves the draft once it does. Where history cannot be read its own screen says so.
 */
export async function takeUpApply(get: GetState, set: SetState, ports: Ports, keeper: DraftKeeper): Promise<void> {
  const entries = await ports.writes.history().catch(() => []);
  const waiting = entries.find(({ undoesInSeconds }) => undoesInSeconds !== undefined);
  const last = entries.find(({ action }) => action === 'apply');
  const entry = waiting ?? (last?.undoable ? last : undefined);
  if (!entry) return;
  const { edits } = get().draft;
  const sent = edits.length > 0 ? await sentBefore(edits, entry) : [];
  if (get().apply.stage !== 'idle' || (!waiting && sent.length === 0)) return;
  const { id, writes, undoesInSeconds } = entry;
  const answer = { applyId: id, writes, ...(undoesInSeconds !== undefined && { undoesInSeconds }) };
  set({ apply: { stage: 'applied', answer, at: ports.now(), sent, letGo: [] } });
  settleApplied(get, keeper);
}

/** After an undo the texts are a draft again, on the versions that the undo left behind. */
function bringBack(edits: readonly Edit[], answer: ApplyAnswer, keeper: DraftKeeper): void {
  const versions = new Map(answer.writes.map((write) => [write.id, write.resourceVersion]));
  const texts = edits.flatMap((edit): readonly Edit[] => {
    if (edit.action === 'delete') return [];
    const resourceVersion = edit.baseId && versions.get(edit.baseId);
    return [edit.base && resourceVersion ? { ...edit, base: { ...edit.base, resourceVersion } } : edit];
  });
  if (texts.length > 0) keeper.takeBack(texts);
}

/** Only what exists can be replaced. */
function asExact(write: PolicyWrite): PolicyWrite {
  return write.action === 'put' && write.base ? { ...write, exactly: true } : write;
}

type Written = ApplyAnswer['writes'][number];

const isWritten = (write: Written) => ['created', 'changed', 'deleted', 'unchanged'].includes(write.outcome);

/** Seen = the watch holds this version or another one than before; an undo or a second writer may have moved on. */
function isSeen(write: Written, snapshot: ScreenSnapshot): boolean {
  const stored = snapshot.policies.find((policy) => policyId(policy) === write.id);
  if (write.outcome === 'deleted') return stored === undefined;
  if (!stored?.metadata.resourceVersion || !write.resourceVersion) return stored !== undefined;
  return isAtLeast(stored.metadata.resourceVersion, write.resourceVersion);
}

/** Resource versions of one resource are comparable decimal numbers (KEP-5504); of unequal length the longer is newer. */
function isAtLeast(version: string, wanted: string): boolean {
  return version.length === wanted.length ? version >= wanted : version.length > wanted.length;
}
