/** One attempt to write as the journal holds it, and what of it is told to others. */

import type { ApplyAnswer, HistoryEntry, HistoryWrite, PolicyWrite, WriteResult } from '#stream';
import type { PreparedWrite } from '../preview/preview-write.ts';

export interface RecordedWrite extends HistoryWrite {
  /** metadata.managedFields from before the write: an undo gives the fields back to their managers. */
  readonly ownersBefore?: unknown;
}

export type JournalEntry = Omit<HistoryEntry, 'undoable' | 'undoProblem' | 'undoesInSeconds' | 'writes'> & {
  readonly writes: readonly RecordedWrite[];
  /** Address of the cluster. */
  readonly server?: string;
  /** ISO 8601: when it takes itself back unless it was kept. */
  readonly undoAt?: string | undefined;
  /** Noted before its requests were sent; an entry of the same id with the outcomes follows. */
  readonly begun?: true;
};

/** One after the other; what follows a failure is not tried. */
export async function inTurn<T extends { readonly id?: string; readonly write?: PolicyWrite }>(
  items: readonly T[],
  work: (item: T) => Promise<RecordedWrite>,
): Promise<RecordedWrite[]> {
  const results: RecordedWrite[] = [];
  for (const item of items) {
    const failed = results.some(({ outcome }) => outcome === 'refused' || outcome === 'unknown');
    results.push(failed ? skipped(item.write?.id ?? item.id ?? '') : await work(item));
  }
  return results;
}

export function skipped(id: string): RecordedWrite {
  return { id, outcome: 'skipped', warnings: [] };
}

export function isDone({ outcome }: RecordedWrite): boolean {
  return outcome !== 'refused' && outcome !== 'unknown' && outcome !== 'skipped';
}

export function isUnknown({ outcome }: RecordedWrite): boolean {
  return outcome === 'unknown';
}

export function answerOf(entry: JournalEntry): ApplyAnswer {
  const writes = entry.writes.map(({ action, before, after, ownersBefore, ...result }): WriteResult => result);
  return { applyId: entry.id, writes };
}

/** A write as the journal holds it until its outcome is known. */
export function uncertain({ write: { id, action }, before, after, ownersBefore }: PreparedWrite): RecordedWrite {
  return {
    id,
    action,
    outcome: 'unknown',
    warnings: [],
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
    ...(ownersBefore === undefined ? {} : { ownersBefore }),
  };
}

/** What was before is to be after, and the other way round. */
export function uncertainUndo({ id, outcome, before: after, after: before }: RecordedWrite): RecordedWrite {
  const action = outcome === 'created' ? 'delete' : 'put';
  return { id, action, outcome: 'unknown', warnings: [], ...(before ? { before } : {}), ...(after ? { after } : {}) };
}
