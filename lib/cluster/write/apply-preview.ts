/** Carries out what was previewed: on the same cluster, as the same identity, recorded before the first request. */

import type { ApplyAnswer, ApplyRequest } from '#stream';
import { ownRefusal } from '../connect/refusal.ts';
import { carryOut } from './carry/carry-out.ts';
import { canBeUndone } from './carry/undo-write.ts';
import type { HeldPreview } from './held-previews.ts';
import { answerOf, inTurn, isUnknown, type RecordedWrite, skipped, uncertain } from './journal/journal-entry.ts';
import { orNotConnected, type PinnedCluster } from './pinned-cluster.ts';
import { type Difference, differenceOf } from './whereabouts.ts';
import { WriteProblem } from './writer.ts';
import {
  carryContext,
  closeAttempt,
  mustBeWritable,
  onCluster,
  openAttempt,
  type WriterContext,
} from './writer-context.ts';

export function applyPreview(request: ApplyRequest, context: WriterContext): Promise<ApplyAnswer> {
  mustBeWritable(context);
  return onCluster(context, async (cluster) => {
    // A preview is not used up by a cluster that does not answer, or that must be named first.
    const held = context.previews.find(request.previewId);
    await mustBeAsPreviewed(request, held, cluster, context);
    context.previews.forget(request.previewId);
    return carryOutAll(request, held, cluster, context);
  });
}

const DIFFERENT: Readonly<Record<Exclude<Difference, 'unproven'>, string>> = {
  'another-cluster': 'Another cluster answers now than when this was previewed.',
  'another-user': 'Another identity is used now than when this was previewed.',
};

async function mustBeAsPreviewed(
  { previewId, clusterName }: ApplyRequest,
  held: HeldPreview,
  { connection, whereabouts }: PinnedCluster,
  context: WriterContext,
): Promise<void> {
  const difference = await orNotConnected(differenceOf(held.whereabouts, whereabouts, connection));
  if (difference === undefined) return;
  if (difference === 'unproven') {
    if (clusterName === context.options.clusterName) return;
    const message = `Nothing tells whether the cluster that answers is the one of the preview; to write all the same, type its name: ${context.options.clusterName}`;
    throw new WriteProblem('cluster-unproven', 409, message);
  }
  context.previews.forget(previewId);
  const why = DIFFERENT[difference];
  const refusal = ownRefusal('changed', 409, 'Conflict', why);
  // An attempt of which nothing was sent: it is remembered like any other.
  const writes = held.writes.map((write) => ({ ...uncertain(write), outcome: 'refused', refusal }) as const);
  closeAttempt(context, openAttempt(context, whereabouts, { action: 'apply', writes }));
  throw new WriteProblem(difference, 409, why);
}

async function carryOutAll(
  { confirmWithinSeconds, unrecorded }: ApplyRequest,
  held: HeldPreview,
  cluster: PinnedCluster,
  context: WriterContext,
): Promise<ApplyAnswer> {
  const { journal, countdowns } = context;
  const ms = confirmWithinSeconds === undefined ? undefined : confirmWithinSeconds * 1000;
  const undoAt = () => (ms === undefined ? undefined : dateIn(ms, context));
  const entry = openAttempt(context, cluster.whereabouts, {
    action: 'apply',
    writes: held.writes.map(uncertain),
    undoAt: undoAt(),
  });
  if (!journal.add(entry) && unrecorded !== true) {
    // Not one request was sent: what nobody would remember, nobody could take back.
    const why = journal.problem() ?? 'The journal cannot be written.';
    closeAttempt(context, { ...entry, undoAt: undefined, writes: held.writes.map(({ write }) => skipped(write.id)) });
    throw new WriteProblem('not-recorded', 507, `Nothing was written, for it could not be recorded: ${why}`);
  }
  const carry = carryContext(context, cluster);
  const writes = await inTurn(held.writes, (write) => carryOut(write, carry));
  const isUndone = ms !== undefined && writes.some(mayBeUndone);
  const done = closeAttempt(context, { ...entry, writes, undoAt: isUndone ? undoAt() : undefined });
  if (!isUndone) return answerOf(done);
  countdowns.start(done.id, ms);
  return { ...answerOf(done), undoesInSeconds: ms / 1000 };
}

/** What is unknown may have been stored: the countdown is for that too. */
function mayBeUndone(write: RecordedWrite): boolean {
  return canBeUndone(write) || isUnknown(write);
}

function dateIn(ms: number, { options }: WriterContext): string {
  return new Date(options.clock.date().getTime() + ms).toISOString();
}
