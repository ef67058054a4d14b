/** An attempt to write, part by part: before its outcome is known, while it runs, and as it is told in the end. */

import type { ApplyAnswer, HistoryWrite, PolicyWrite, WriteResult } from '#stream';
import type { Entry } from './journal.ts';
import type { PreparedWrite } from './preview-write.ts';

/** One after the other; what follows a failure is not tried. */
export async function inTurn<T extends { readonly id?: string; readonly write?: PolicyWrite }>(
  items: readonly T[],
  work: (item: T) => Promise<HistoryWrite>,
): Promise<HistoryWrite[]> {
  const results: HistoryWrite[] = [];
  for (const item of items) {
    const failed = results.some(({ outcome }) => outcome === 'refused' || outcome === 'unknown');
    results.push(failed ? skipped(item.write?.id ?? item.id ?? '') : await work(item));
  }
  return results;
}

export function skipped(id: string): HistoryWrite {
  return { id, outcome: 'skipped', warnings: [] };
}

export function isDone({ outcome }: HistoryWrite): boolean {
  return outcome !== 'refused' && outcome !== 'unknown' && outcome !== 'skipped';
}

export function answerOf(entry: Entry): ApplyAnswer {
  const writes = entry.writes.map(({ action, before, after, ...result }): WriteResult => result);
  return { applyId: entry.id, writes };
}

/** A write as the journal holds it until its outcome is known. */
export function inDoubt({ write: { id, action }, before, after }: PreparedWrite): HistoryWrite {
  return { id, action, outcome: 'unknown', warnings: [], ...(before ? { before } : {}), ...(after ? { after } : {}) };
}

/** What was before is to be after, and the other way round. */
export function undoInDoubt({ id, outcome, before: after, after: before }: HistoryWrite): HistoryWrite {
  const action = outcome === 'created' ? 'delete' : 'put';
  return { id, action, outcome: 'unknown', warnings: [], ...(before ? { before } : {}), ...(after ? { after } : {}) };
}

/** Of the cluster, and likely to pass. */
export function isInTrouble({ outcome, refusal }: Pick<WriteResult, 'outcome' | 'refusal'>): boolean {
  return outcome === 'unknown' || refusal?.kind === 'unreachable' || refusal?.kind === 'busy';
}
