/** Preview, apply, undo: every write goes through here, one at a time, and every attempt is remembered. */

import { randomUUID } from 'node:crypto';
import type { NetworkPolicy } from '#engine';
import type {
  ApplyAnswer,
  ApplyRequest,
  BaseVersion,
  HistoryEntry,
  HistoryWrite,
  PreviewAnswer,
  PreviewRequest,
  WriteProblemCode,
} from '#stream';
import { AnswerProblem, sentenceOf } from '../connect/answer-problem.ts';
import type { KubeTransport } from '../connect/kube-transport.ts';
import { TransportProblem } from '../connect/kube-transport.ts';
import { ownRefusal } from '../connect/refusal.ts';
import type { Clock, Random } from '../time/clock.ts';
import { answerOf, inDoubt, inTurn, isDone, isInTrouble, skipped, undoInDoubt } from './attempt.ts';
import { carryOut } from './carry-out.ts';
import { checkApply, checkApplyName, checkPreview } from './check-request.ts';
import { countdowns } from './countdowns.ts';
import { type HeldPreview, heldPreviews } from './held-previews.ts';
import type { Entry } from './journal.ts';
import { openJournal } from './journal.ts';
import { policyClient } from './policy-client.ts';
import { contentOf, sha256 } from './policy-content.ts';
import type { PreparedWrite } from './preview-write.ts';
import { previewWrite, versionOf } from './preview-write.ts';
import { canBeUndone, undoWrite } from './undo-write.ts';
import { unfinishedAttempts } from './unfinished-attempts.ts';
import { inSafeOrder } from './write-order.ts';
import type { PolicyWriter } from './writer.ts';
import { WriteProblem } from './writer.ts';

export interface WriterOptions {
  readonly transport: KubeTransport;
  readonly clock: Clock;
  readonly random: Random;
  readonly readOnly: boolean;
  readonly clusterName: string;
  readonly user: () => string | undefined;
  /** Of the cluster that answers now, as far as it is known. */
  readonly clusterUid: () => string | undefined;
  /** Address that is asked now; a kubeconfig that is written anew may name another. */
  readonly server: () => string;
  readonly journalPath?: string;
  readonly log: (event: string, message: string) => void;
}

export interface WriterOfLink extends PolicyWriter {
  /** A version of a policy that the screens may show and edits may start from. */
  sawPolicy(policy: NetworkPolicy): void;
  /** Takes back what waits to be kept, and ends. */
  stop(): Promise<void>;
}

const VERSIONS = 5_000;

export function policyWriter(options: WriterOptions): WriterOfLink {
  const { transport, clock, random } = options;
  const client = policyClient(transport);
  const context = { client, clock, random };
  const journal = openJournal(options.journalPath, (message) => options.log('journal', message));
  const previews = heldPreviews(clock);
  const waiting = countdowns({
    clock,
    random,
    journal,
    takeBack: (applyId) => oneAtATime(() => takeBackInTime(applyId)),
    log: (message) => options.log('countdown', message),
  });
  const unfinished = unfinishedAttempts({
    client,
    clock,
    journal,
    isHere: ({ cluster, server }, uid) => isSame(uid, cluster.uid, server),
    finish: (entry) => {
      const done = finish(entry);
      if (done.undoAt !== undefined) waiting.resume(done);
    },
    oneAtATime,
    log: (message) => options.log('journal', message),
  });
  /** What policies said at versions seen: controllers make new versions that say the same. */
  const said = new Map<string, string>();
  let last: Promise<unknown> = Promise.resolve();

  /** Writes never overlap: each stands on what the one before it left. */
  function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  }

  function unchangedSince(found: NetworkPolicy, base: BaseVersion): boolean {
    if (found.metadata.resourceVersion === base.resourceVersion) return true;
    return said.get(versionKey(base)) === sha256(contentOf(found));
  }

  async function clusterUid(): Promise<string | undefined> {
    try {
      return await client.clusterUid();
    } catch (error) {
      if (!(error instanceof TransportProblem) && !(error instanceof AnswerProblem)) throw error;
      throw new WriteProblem('not-connected', 503, sentenceOf(error));
    }
  }

  /** Where the cluster may not be asked who it is, its address must do. */
  function isSame(uid: string | undefined, before: string | undefined, server: string | undefined): boolean {
    return uid === before && (uid !== undefined || server === undefined || server === options.server());
  }

  async function preview(request: PreviewRequest): Promise<PreviewAnswer> {
    checkPreview(request);
    const { force = false, withoutDryRun = false, hold = true } = request;
    const server = options.server();
    const uid = await clusterUid();
    const previewed = [];
    for (const write of request.writes) {
      previewed.push(await previewWrite(write, { client, force, withoutDryRun, unchangedSince }));
    }
    const ready = previewed.flatMap(({ prepared, preview }) => (prepared ? [{ ...prepared, preview }] : []));
    if (ready.length < previewed.length) return { writes: previewed.map(({ preview }) => preview) };
    // Shown in the order in which they would be carried out.
    const ordered = inSafeOrder(ready);
    const writes = ordered.map(({ preview }) => preview);
    if (options.readOnly || !hold) return { writes };
    const held = ordered.map(({ preview: _, ...prepared }): PreparedWrite => prepared);
    const previewId = previews.hold({ writes: held, clusterUid: uid, server, user: options.user() });
    const unrecorded = journal.problem();
    return { previewId, ...(unrecorded === undefined ? {} : { unrecorded }), writes };
  }

  async function apply({ previewId, confirmWithinSeconds, unrecorded }: ApplyRequest): Promise<ApplyAnswer> {
    mustBeWritable();
    // Asked first: a preview is not used up by a cluster that does not answer.
    const uid = await clusterUid();
    const held = previews.take(previewId);
    if (!isSame(uid, held.clusterUid, held.server)) {
      throw refuseAll(held, uid, 'another-cluster', 'Another cluster answers now than when this was previewed.');
    }
    const user = options.user();
    if (user !== undefined && held.user !== undefined && user !== held.user) {
      throw refuseAll(held, uid, 'another-user', 'Another identity is used now than when this was previewed.');
    }
    const ms = confirmWithinSeconds === undefined ? undefined : confirmWithinSeconds * 1000;
    const entry = begun(
      'apply',
      held.writes.map(inDoubt),
      held.clusterUid,
      ms === undefined ? {} : { undoAt: dateIn(ms) },
    );
    if (!journal.add(entry) && unrecorded !== true) {
      // Not one request was sent: what nobody would remember, nobody could take back.
      const why = journal.problem() ?? 'The journal cannot be written.';
      finish({ ...entry, undoAt: undefined, writes: held.writes.map(({ write }) => skipped(write.id)) });
      throw new WriteProblem('not-recorded', 507, `Nothing was written, for it could not be recorded: ${why}`);
    }
    const writes = await inTurn(held.writes, (write) => carryOut(write, context));
    const isUndone = ms !== undefined && writes.some(canBeUndone);
    const done = finish({ ...entry, writes, ...(isUndone ? { undoAt: dateIn(ms) } : { undoAt: undefined }) });
    if (!isUndone) return answerOf(done);
    waiting.start(done.id, ms);
    return { ...answerOf(done), undoesInSeconds: ms / 1000 };
  }

  /** An attempt of which nothing was sent: it is remembered like any other. */
  function refuseAll(
    { writes }: HeldPreview,
    uid: string | undefined,
    code: WriteProblemCode,
    why: string,
  ): WriteProblem {
    const refusal = ownRefusal('changed', 409, 'Conflict', why);
    const refused = writes.map((write) => ({ ...inDoubt(write), outcome: 'refused', refusal }) as const);
    finish(begun('apply', refused, uid, {}));
    return new WriteProblem(code, 409, why);
  }

  async function undo(applyId: string, byCountdown: boolean): Promise<ApplyAnswer> {
    mustBeWritable();
    journal.catchUp();
    const done = journal.find(applyId);
    if (!done) throw new WriteProblem('apply-unknown', 404, 'This apply is not known.');
    const toUndo = leftToUndo(done).reverse();
    if (toUndo.length === 0) {
      throw new WriteProblem('nothing-to-undo', 409, 'There is nothing left of this to undo.');
    }
    const uid = await clusterUid();
    if (!isSame(uid, done.cluster.uid, done.server)) {
      throw new WriteProblem('another-cluster', 409, 'This was applied to another cluster than the one that answers.');
    }
    waiting.cancel(applyId);
    const more = { undoes: applyId, ...(byCountdown ? { byCountdown: true as const } : {}) };
    const entry = begun('undo', toUndo.map(undoInDoubt), uid, more);
    // Nothing keeps a way back from being taken, not even a journal that is full.
    journal.add(entry);
    const writes = await inTurn(toUndo, async (write) => (await undoWrite(write, context)) ?? skipped(write.id));
    const undone = finish({ ...entry, writes });
    if (!byCountdown || !writes.some(isInTrouble)) journal.settle(applyId);
    return answerOf(undone);
  }

  async function takeBackInTime(applyId: string): Promise<boolean> {
    try {
      const { writes } = await undo(applyId, true);
      return !writes.some(isInTrouble);
    } catch (error) {
      if (!(error instanceof WriteProblem)) throw error;
      if (error.code === 'not-connected') return false;
      if (error.code === 'nothing-to-undo') journal.settle(applyId);
      options.log('countdown', error.message);
      return true;
    }
  }

  async function keep(applyId: string): Promise<void> {
    journal.catchUp();
    const found = journal.find(applyId);
    if (!found) throw new WriteProblem('apply-unknown', 404, 'This apply is not known.');
    if (journal.entries().some((entry) => entry.undoes === applyId && entry.writes.some(isDone))) {
      throw new WriteProblem('taken-back', 409, 'This was taken back already, so it cannot be kept.');
    }
    waiting.cancel(applyId);
    journal.settle(applyId);
  }

  /** An attempt before its first request. */
  function begun(
    action: Entry['action'],
    writes: readonly HistoryWrite[],
    uid: string | undefined,
    more: Pick<Entry, 'undoes' | 'byCountdown' | 'undoAt'>,
  ): Entry {
    const user = options.user();
    return {
      id: randomUUID(),
      time: clock.date().toISOString(),
      action,
      ...more,
      ...(user === undefined ? {} : { user }),
      cluster: { name: options.clusterName, ...(uid === undefined ? {} : { uid }) },
      server: options.server(),
      writes,
      begun: true,
    };
  }

  function finish({ begun: _, ...entry }: Entry): Entry {
    for (const { after } of entry.writes) if (after) saw(after);
    journal.add(entry);
    return entry;
  }

  /** What an earlier start of this program left behind, killed in the middle or not. */
  function resume(): void {
    for (const entry of options.readOnly ? [] : journal.entries()) {
      if (entry.begun) unfinished.take(entry);
      else if (entry.undoAt !== undefined && !journal.isSettled(entry.id)) waiting.resume(entry);
    }
  }

  /** The journal of a person may hold what was done to other clusters. */
  function isHere({ cluster }: Entry): boolean {
    const uid = options.clusterUid();
    return uid === undefined || cluster.uid === undefined ? cluster.name === options.clusterName : cluster.uid === uid;
  }

  /** What no later undo of this took back. */
  function leftToUndo(entry: Entry): HistoryWrite[] {
    if (options.readOnly || entry.begun) return [];
    const undone = journal
      .entries()
      .flatMap(({ undoes, writes }) => (undoes === entry.id ? writes.filter(isDone) : []));
    return entry.writes.filter((write) => canBeUndone(write) && !undone.some(({ id }) => id === write.id));
  }

  function dateIn(ms: number): string {
    return new Date(clock.date().getTime() + ms).toISOString();
  }

  function mustBeWritable(): void {
    if (options.readOnly) throw new WriteProblem('read-only', 403, 'This program was started read-only.');
  }

  function saw(policy: NetworkPolicy): void {
    said.set(versionKey(versionOf(policy)), sha256(contentOf(policy)));
    const [oldest] = said.keys();
    if (said.size > VERSIONS && oldest !== undefined) said.delete(oldest);
  }

  resume();
  return {
    preview,
    async apply(request) {
      checkApply(request);
      return oneAtATime(() => apply(request));
    },
    async undo(request) {
      checkApplyName(request);
      return oneAtATime(() => undo(request.applyId, false));
    },
    async keep(request) {
      checkApplyName(request);
      // After what is under way: an undo that has begun is not kept from ending.
      return oneAtATime(() => keep(request.applyId));
    },
    history() {
      journal.catchUp();
      return journal
        .entries()
        .filter(isHere)
        .map(({ undoAt, begun, server, ...entry }): HistoryEntry => {
          const undoesInSeconds = waiting.secondsLeft(entry.id);
          return {
            ...entry,
            ...(undoesInSeconds === undefined ? {} : { undoesInSeconds }),
            undoable: leftToUndo({ ...entry, ...(begun ? { begun } : {}) }).length > 0,
          };
        });
    },
    sawPolicy: saw,
    async stop() {
      unfinished.stop();
      // Nobody is left who could keep them.
      for (const applyId of waiting.stop()) await oneAtATime(() => takeBackInTime(applyId));
      await last;
    },
  };
}

function versionKey({ uid, resourceVersion }: BaseVersion): string {
  return `${uid}@${resourceVersion}`;
}
