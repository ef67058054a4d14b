/** What was written before: reading it, and taking an entry back. */

import type { PolicyEdit } from '#engine';
import type { ApplyAnswer, HistoryEntry } from '#stream';
import type { Ports } from '../state/ports.ts';
import type { Intents } from '../state/state.ts';
import type { GetState, SetState } from '../state/state-access.ts';

type HistoryIntents = Pick<Intents, 'readHistory' | 'reviewUndo' | 'undoEntry'>;

/** `undoApplied` takes back what was just applied, as its toast does. */
export function historyIntents(
  get: GetState,
  set: SetState,
  ports: Ports,
  undoApplied: Intents['undo'],
): HistoryIntents {
  let asked = 0;
  const read = async () => {
    const turn = ++asked;
    const { message: _, ...known } = get().history;
    set({ history: { ...known, state: 'reading' } });
    try {
      const entries = await ports.writes.history();
      // An answer that was overtaken is older than what is shown.
      if (turn === asked) set({ history: { ...get().history, state: 'read', entries } });
    } catch (error) {
      if (turn === asked) set({ history: { ...get().history, state: 'failed', message: wordsOf(error) } });
    }
  };
  return {
    readHistory: read,
    reviewUndo: (id) => {
      const { refused: _, ...known } = get().history;
      const entry = known.entries?.find((each) => each.id === id);
      set({ history: { ...known, review: entry && { id: entry.id } } });
      if (entry) ports.postToAnalyst({ type: 'effect of', id: entry.id, edits: wayBack(entry) });
    },
    undoEntry: async (id) => {
      const { refused: _, review: __, ...known } = get().history;
      set({ history: { ...known, undoing: id } });
      const { apply } = get();
      const isFresh = apply.stage === 'applied' && apply.answer.applyId === id;
      const message = isFresh ? void (await undoApplied()) : await takeBack(id, ports);
      const { undoing: ___, ...after } = get().history;
      set({ history: message === undefined ? after : { ...after, refused: { id, message } } });
      await read();
    },
  };
}

/** The edits that put back what stood before. */
function wayBack({ writes }: HistoryEntry): readonly PolicyEdit[] {
  const isWritten = ({ outcome }: HistoryEntry['writes'][number]) =>
    outcome === 'created' || outcome === 'changed' || outcome === 'deleted';
  return writes
    .filter(isWritten)
    .map(({ id, before }): PolicyEdit => (before ? { action: 'put', policy: before } : { action: 'delete', id }));
}

/** Why it was not taken back whole; undefined where it was. */
async function takeBack(id: string, ports: Ports): Promise<string | undefined> {
  try {
    return failureOf(await ports.writes.undo({ applyId: id }));
  } catch (error) {
    return wordsOf(error);
  }
}

function failureOf({ writes }: ApplyAnswer): string | undefined {
  const failed = writes.filter(({ outcome }) => ['refused', 'skipped', 'unknown'].includes(outcome));
  if (failed.length === 0) return undefined;
  return failed.map(({ id, refusal, outcome }) => `${id}: ${refusal?.message ?? `${outcome}.`}`).join(' ');
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
