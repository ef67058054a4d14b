/** Finds out by reading what became of writes whose outcome is not known. */

import type { Refusal } from '#stream';
import { ownRefusal } from '../connect/refusal.ts';
import { outcomeByReading } from './carry/outcome.ts';
import { canBeUndone } from './carry/undo-write.ts';
import { isUnknown, type JournalEntry, type RecordedWrite } from './journal/journal-entry.ts';
import type { PinnedCluster } from './pinned-cluster.ts';
import { WriteProblem } from './writer.ts';
import { closeAttempt, type WriterContext } from './writer-context.ts';

/** Rejects with `not-connected` while something cannot be read; the attempt then stays open. */
export async function settleAttempt(
  entry: JournalEntry,
  { client }: Pick<PinnedCluster, 'client'>,
  context: WriterContext,
): Promise<JournalEntry> {
  const writes: RecordedWrite[] = [];
  for (const write of entry.writes) {
    if (!isUnknown(write)) {
      writes.push(write);
      continue;
    }
    const { id, action = 'put', before, after, ownersBefore } = write;
    const reading = await client.read(id);
    if (reading.refusal) throw new WriteProblem('not-connected', 503, reading.refusal.message);
    const uncertain = { write: { id, action }, before, after, ownersBefore };
    writes.push(outcomeByReading(uncertain, reading.policy, write.refusal ?? NEVER_TOLD));
  }
  // Others of the same journal may have been faster.
  context.journal.catchUp();
  const now = context.journal.find(entry.id);
  if (now && !now.begun && !now.writes.some(isUnknown)) return now;
  const isOver = !writes.some((write) => canBeUndone(write) || isUnknown(write));
  return closeAttempt(context, { ...entry, writes, undoAt: isOver ? undefined : entry.undoAt });
}

const NEVER_TOLD: Refusal = ownRefusal('unreachable', 0, '', 'The program ended before this was written.');
