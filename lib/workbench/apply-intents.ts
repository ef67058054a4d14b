/** Review, apply, undo, keep: the way of a draft into the cluster. The watch moves the screen, never the answer. */

import { discardEdit, type Edit } from '#draft';
import { policyId } from '#engine';
import type { ApplyAnswer, PolicyWrite, ScreenSnapshot } from '#stream';
import { saveDraft, sendDraft } from './draft-intents.ts';
import type { Ports } from './ports.ts';
import type { Applied, Intents } from './state.ts';
import type { GetState, SetState } from './state-access.ts';
import { changedEdits, isReadable, writesOf } from './writes.ts';

type ApplyIntents = Pick<Intents, 'review' | 'apply' | 'closeReview' | 'undo' | 'keep' | 'countdownEnded' | 'dismiss'>;

/** `whenRead` ends once the texts as they stand are read, and fails where they cannot be. */
export function applyIntents(get: GetState, set: SetState, ports: Ports, whenRead: () => Promise<void>): ApplyIntents {
  const failed = (error: unknown) =>
    set({ apply: { stage: 'failed', message: error instanceof Error ? error.message : String(error) } });

  const takeBack = (applied: Applied, answer: ApplyAnswer, byCountdown: boolean) => {
    set({ apply: { stage: 'undone', answer, byCountdown } });
    bringBack(applied.letGo, answer, get, set, ports);
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
        const writes = await writesOf(draft.edits, snapshot);
        const preview = await ports.writes.preview({ writes: exactly ? writes.map(asExact) : writes, ...asked });
        // The person may have closed the review while the server was thinking.
        if (get().apply.stage !== 'previewing') return;
        set({ apply: get().draft.edits === draft.edits ? { stage: 'review', preview, choices } : { stage: 'idle' } });
      } catch (error) {
        failed(error);
      }
    },
    apply: async (confirmWithinSeconds) => {
      const stage = get().apply;
      if (stage.stage !== 'review' || !stage.preview.previewId) return;
      const { diff } = get().reading;
      const effect = diff && { removed: diff.removed.length, added: diff.added.length, changed: diff.changed.length };
      set({ apply: { ...stage, stage: 'applying' } });
      try {
        const { previewId, unrecorded } = stage.preview;
        const answer = await ports.writes.apply({
          previewId,
          ...(confirmWithinSeconds && { confirmWithinSeconds }),
          // The review said so, and had it confirmed.
          ...(unrecorded !== undefined && { unrecorded: true }),
        });
        set({ apply: { stage: 'applied', answer, at: ports.now(), letGo: [], ...(effect && { effect }) } });
        settleApplied(get, set, ports);
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
 * Lets go of the edits that were applied, once the watch shows what the server stored: until then the draft stays, so
 * that the map never falls back to the old state for a moment. Edits that were refused stay.
 */
export function settleApplied(get: GetState, set: SetState, ports: Ports): void {
  const { apply, snapshot, draft } = get();
  if (apply.stage !== 'applied' || !snapshot) return;
  const written = apply.answer.writes.filter(isWritten);
  if (written.length === 0 || !written.every((write) => isSeen(write, snapshot))) return;
  const ids = new Set(written.map((write) => write.id));
  const settled = changedEdits(draft.edits).filter((edit) => idsOfEdit(edit.key, get).every((id) => ids.has(id)));
  if (settled.length === 0) return;
  const rest = settled.reduce((left, edit) => discardEdit(left, edit.key), draft);
  set({
    draft: rest,
    draftOpen: rest.edits.length > 0 && get().draftOpen,
    apply: { ...apply, letGo: [...apply.letGo, ...settled] },
  });
  saveDraft(get, ports);
  sendDraft(get, set, ports);
}

/**
 * An apply that waits to be kept, of a page that was closed or left since: its countdown goes on, and so must the way to
 * keep it. Where history cannot be read its own screen says so.
 */
export async function takeUpCountdown(get: GetState, set: SetState, ports: Ports): Promise<void> {
  const entries = await ports.writes.history().catch(() => []);
  const waiting = entries.find(({ undoesInSeconds }) => undoesInSeconds !== undefined);
  if (waiting?.undoesInSeconds === undefined || get().apply.stage !== 'idle') return;
  const { id, writes, undoesInSeconds } = waiting;
  set({ apply: { stage: 'applied', answer: { applyId: id, writes, undoesInSeconds }, at: ports.now(), letGo: [] } });
}

/** After an undo the texts are a draft again, on the versions that the undo left behind. */
function bringBack(edits: readonly Edit[], answer: ApplyAnswer, get: GetState, set: SetState, ports: Ports): void {
  const versions = new Map(answer.writes.map((write) => [write.id, write.resourceVersion]));
  const texts = edits.flatMap((edit): readonly Edit[] => {
    if (edit.action === 'delete') return [];
    const resourceVersion = edit.baseId && versions.get(edit.baseId);
    return [edit.base && resourceVersion ? { ...edit, base: { ...edit.base, resourceVersion } } : edit];
  });
  if (texts.length === 0) return;
  const { draft } = get();
  set({ draft: { edits: [...draft.edits, ...texts], current: draft.current ?? texts[0]?.key ?? '' } });
  saveDraft(get, ports);
  sendDraft(get, set, ports);
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

function idsOfEdit(key: string, get: GetState): readonly string[] {
  const edit = get().draft.edits.find((candidate) => candidate.key === key);
  if (edit?.action === 'delete') return edit.baseId ? [edit.baseId] : [];
  const reading = get().reading.edits.find((candidate) => candidate.key === key);
  return (reading?.documents ?? []).flatMap((document) => (document.policy ? [policyId(document.policy)] : []));
}
