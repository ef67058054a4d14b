/** The journal as History shows it: what was done to this cluster, newest first. */

import type { HistoryEntry } from '#stream';
import type { JournalEntry } from './journal/journal-entry.ts';
import { leftToUndo, type WriterContext } from './writer-context.ts';

export function historyOf(context: WriterContext): readonly HistoryEntry[] {
  context.journal.catchUp();
  return context.journal
    .entries()
    .filter((entry) => isHere(entry, context))
    .map((entry) => shown(entry, context));
}

function shown(entry: JournalEntry, context: WriterContext): HistoryEntry {
  const { undoAt, begun, server, writes, ...told } = entry;
  const undoesInSeconds = context.countdowns.secondsLeft(entry.id);
  const undoProblem = context.failedUndos.of(entry.id)?.message;
  return {
    ...told,
    writes: writes.map(({ ownersBefore, ...write }) => write),
    ...(undoesInSeconds === undefined ? {} : { undoesInSeconds }),
    ...(undoProblem === undefined ? {} : { undoProblem }),
    undoable: leftToUndo(context, entry).length > 0,
  };
}

/** The journal of a person may hold what was done to other clusters. */
function isHere({ cluster }: JournalEntry, { options }: WriterContext): boolean {
  const uid = options.clusterUid();
  return uid === undefined || cluster.uid === undefined ? cluster.name === options.clusterName : cluster.uid === uid;
}
