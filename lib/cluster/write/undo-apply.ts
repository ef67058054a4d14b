/** Takes back what an apply wrote, as far as nothing took it back before; by hand, or because nobody kept it in time. */

import type { ApplyAnswer } from '#stream';
import { undoWrite } from './carry/undo-write.ts';
import type { UndoAttempt } from './journal/countdowns.ts';
import {
  answerOf,
  inTurn,
  isDone,
  isUnknown,
  type JournalEntry,
  type RecordedWrite,
  skipped,
  uncertainUndo,
} from './journal/journal-entry.ts';
import { settleAttempt } from './settle-attempt.ts';
import { WriteProblem } from './writer.ts';
import {
  carryContext,
  closeAttempt,
  isOfThisCluster,
  leftToUndo,
  mustBeWritable,
  onCluster,
  openAttempt,
  type WriterContext,
} from './writer-context.ts';

export async function undoApply(applyId: string, context: WriterContext): Promise<ApplyAnswer> {
  const { writes, entry } = await undoOnce(applyId, context, {});
  // What is left of it is still to take itself back.
  if (!writes.some(isLeft)) {
    context.countdowns.cancel(applyId);
    context.journal.settle(applyId);
    context.failedUndos.clear(applyId);
  }
  return answerOf(entry);
}

/** `isOurs`: by the program that began the countdown; another takes it over only for the same identity. */
export async function undoInTime(applyId: string, isOurs: boolean, context: WriterContext): Promise<UndoAttempt> {
  try {
    const { writes } = await undoOnce(applyId, context, { byCountdown: true, onlyUser: !isOurs });
    return judge(applyId, writes, context);
  } catch (error) {
    if (!(error instanceof WriteProblem)) throw error;
    if (error.code === 'nothing-to-undo') {
      context.journal.settle(applyId);
      context.failedUndos.clear(applyId);
      return 'done';
    }
    // What another program began on another cluster, or for somebody else, is its own to take back.
    if (!isOurs && (error.code === 'another-cluster' || error.code === 'another-user')) return 'done';
    raise(applyId, error.message, true, context);
    return error.code === 'not-connected' ? 'out of reach' : 'refused';
  }
}

function judge(applyId: string, writes: readonly RecordedWrite[], context: WriterContext): UndoAttempt {
  const left = writes.filter(isLeft);
  const failed = left.find(({ outcome }) => outcome !== 'skipped');
  if (!failed) {
    context.journal.settle(applyId);
    context.failedUndos.clear(applyId);
    return 'done';
  }
  const kind = failed.refusal?.kind;
  // What somebody changed since is not undone by trying again.
  const isFinal = failed.outcome !== 'unknown' && (kind === 'changed' || kind === 'exists');
  const why = failed.refusal?.message ?? `what became of ${failed.id} is not known.`;
  raise(applyId, why, !isFinal, context, left);
  if (isFinal) {
    context.journal.settle(applyId);
    return 'done';
  }
  return failed.outcome === 'unknown' || kind === 'unreachable' || kind === 'busy' ? 'out of reach' : 'refused';
}

function isLeft({ outcome }: RecordedWrite): boolean {
  return outcome === 'refused' || outcome === 'unknown' || outcome === 'skipped';
}

function raise(
  applyId: string,
  message: string,
  triedAgain: boolean,
  { failedUndos, journal }: WriterContext,
  left: readonly RecordedWrite[] = journal.find(applyId)?.writes ?? [],
): void {
  failedUndos.raise({ applyId, policies: left.map(({ id }) => id), message, triedAgain });
}

interface How {
  readonly byCountdown?: true;
  /** Only where the identity is that of the apply. */
  readonly onlyUser?: boolean;
}

async function undoOnce(applyId: string, context: WriterContext, how: How) {
  mustBeWritable(context);
  const { journal } = context;
  journal.catchUp();
  const known = journal.find(applyId);
  if (!known) throw new WriteProblem('apply-unknown', 404, 'This apply is not known.');
  mustBeLeft(known, context);
  return onCluster(context, async (cluster) => {
    const { whereabouts } = cluster;
    if (!isOfThisCluster(known, whereabouts)) {
      throw new WriteProblem('another-cluster', 409, 'This was applied to another cluster than the one that answers.');
    }
    if (how.onlyUser && known.user !== whereabouts.user) {
      throw new WriteProblem('another-user', 409, 'This was applied by another identity than the one that is used.');
    }
    const done = known.writes.some(isUnknown) ? await settleAttempt(known, cluster, context) : known;
    const toUndo = mustBeLeft(done, context).reverse();
    const { byCountdown } = how;
    const entry = openAttempt(context, whereabouts, {
      action: 'undo',
      ...(byCountdown ? { byCountdown, ...sameEntryAgain(applyId, context) } : {}),
      undoes: applyId,
      writes: toUndo.map(uncertainUndo),
    });
    // Nothing keeps a way back from being taken, not even a journal that is full.
    journal.add(entry);
    const carry = carryContext(context, cluster);
    const writes = await inTurn(toUndo, async (write) => (await undoWrite(write, carry)) ?? skipped(write.id));
    return { writes, entry: closeAttempt(context, { ...entry, writes }) };
  });
}

function mustBeLeft(entry: JournalEntry, context: WriterContext): RecordedWrite[] {
  const left = leftToUndo(context, entry);
  if (left.length > 0) return left;
  throw new WriteProblem('nothing-to-undo', 409, 'There is nothing left of this to undo.');
}

/** Tries that did nothing are one line of the history, however many they become. */
function sameEntryAgain(applyId: string, { journal }: WriterContext): Partial<Pick<JournalEntry, 'id'>> {
  const last = journal.entries().find(({ undoes, byCountdown }) => undoes === applyId && byCountdown);
  return last && !last.begun && !last.writes.some(isDone) ? { id: last.id } : {};
}
