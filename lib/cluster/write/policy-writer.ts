/**
 * Preview, apply, undo: every write of one identity goes through here, one at a time, and every attempt is remembered.
 *
 *   preview ──► dry runs on a pinned connection ──► held preview (bodies, cluster, identity)
 *                                                        │
 *   apply ────► same cluster and identity? ──► journal ──► carry out ──► journal ──► countdown
 *                                                                                      │
 *   undo, or the end of a countdown ──► settle what is unknown ──► undo ──► journal ◄──┘
 *
 *   keep ─────► ends the countdown            follow ──► open entries of the journal: read them up, end their countdowns
 */

import { applyPreview } from './apply-preview.ts';
import { checkApply, checkApplyName, checkPreview } from './check-request.ts';
import { failedUndos } from './failed-undos.ts';
import { followJournal } from './follow-journal.ts';
import { heldPreviews } from './held-previews.ts';
import { historyOf } from './history-view.ts';
import { countdowns } from './journal/countdowns.ts';
import { openJournal } from './journal/journal.ts';
import { keepApply } from './keep-apply.ts';
import { answerPreview } from './preview-request.ts';
import { undoApply, undoInTime } from './undo-apply.ts';
import { writeQueue } from './write-queue.ts';
import type { WriterOfIdentity } from './writer.ts';
import type { WriterContext, WriterOptions } from './writer-context.ts';

export function policyWriter(options: WriterOptions): WriterOfIdentity {
  const { clock, random, log } = options;
  const queue = writeQueue();
  const journal = openJournal({
    path: options.journalPath,
    now: () => clock.date().getTime(),
    failed: (message) => log('journal', message),
  });
  const context: WriterContext = {
    options,
    journal,
    previews: heldPreviews(clock),
    failedUndos: failedUndos({
      changed: options.changed,
      shout: (message) => log('not-taken-back', message, 'error'),
    }),
    countdowns: countdowns({
      clock,
      random,
      journal,
      undo: (applyId, isOurs) => queue.run(() => undoInTime(applyId, isOurs, context)),
      log: (message) => log('countdown', message),
    }),
  };
  const follower = followJournal(context, queue);

  return {
    async preview(request) {
      checkPreview(request);
      return answerPreview(request, context);
    },
    async apply(request) {
      checkApply(request);
      return queue.run(async () => applyPreview(request, context));
    },
    async undo(request) {
      checkApplyName(request);
      return queue.run(() => undoApply(request.applyId, context));
    },
    async keep(request) {
      checkApplyName(request);
      // After what is under way: an undo that has begun is not kept from ending.
      return queue.run(async () => keepApply(request.applyId, context));
    },
    history: () => historyOf(context),
    failedUndos: () => context.failedUndos.all(),
    async stop() {
      follower.stop();
      // Nobody is left who could keep them.
      for (const applyId of context.countdowns.stop()) await queue.run(() => undoInTime(applyId, true, context));
      await queue.idle();
    },
  };
}
