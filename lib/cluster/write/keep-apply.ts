/** Stops the countdown of an apply: somebody looked at it, and it is to stay. */

import { isDone } from './journal/journal-entry.ts';
import { WriteProblem } from './writer.ts';
import type { WriterContext } from './writer-context.ts';

export function keepApply(applyId: string, { journal, countdowns, failedUndos }: WriterContext): void {
  journal.catchUp();
  const found = journal.find(applyId);
  if (!found) throw new WriteProblem('apply-unknown', 404, 'This apply is not known.');
  if (journal.entries().some((entry) => entry.undoes === applyId && entry.writes.some(isDone))) {
    throw new WriteProblem('taken-back', 409, 'This was taken back already, so it cannot be kept.');
  }
  countdowns.cancel(applyId);
  journal.settle(applyId);
  failedUndos.clear(applyId);
}
