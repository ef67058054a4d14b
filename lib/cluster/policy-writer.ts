/** Preview, apply, undo: every write goes through here, one at a time, and every attempt is remembered. */

import { randomUUID } from 'node:crypto';
import type { NetworkPolicy } from '#engine';
import type {
  ApplyAnswer,
  BaseVersion,
  HistoryEntry,
  HistoryWrite,
  PolicyWrite,
  PreviewAnswer,
  PreviewRequest,
  WriteResult,
} from '#stream';
import { carryOut } from './carry-out.ts';
import { checkConfirm, checkWrites } from './check-request.ts';
import type { Clock, Random } from './clock.ts';
import type { Entry } from './journal.ts';
import { openJournal } from './journal.ts';
import type { KubeTransport } from './kube-transport.ts';
import { TransportProblem } from './kube-transport.ts';
import { policyClient } from './policy-client.ts';
import { contentOf, sha256 } from './policy-content.ts';
import type { PreparedWrite } from './preview-write.ts';
import { previewWrite, versionOf } from './preview-write.ts';
import { canBeUndone, undoWrite } from './undo-write.ts';
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
  readonly journalPath?: string;
  readonly log: (event: string, message: string) => void;
}

export interface WriterOfLink extends PolicyWriter {
  /** A version of a policy that the screens may show and edits may start from. */
  sawPolicy(policy: NetworkPolicy): void;
  /** Takes back what waits to be kept, and ends. */
  stop(): Promise<void>;
}

interface Preview {
  readonly writes: readonly PreparedWrite[];
  readonly sha256: string;
  readonly clusterUid: string | undefined;
  readonly madeAt: number;
}

const PREVIEW_MS = 10 * 60_000;
const PREVIEWS = 100;
const RETRY_MS = 5_000;
const VERSIONS = 5_000;

export function policyWriter(options: WriterOptions): WriterOfLink {
  const { transport, clock, random } = options;
  const client = policyClient(transport);
  const context = { client, clock, random };
  const journal = openJournal(options.journalPath, (message) => options.log('journal', message));
  const previews = new Map<string, Preview>();
  const countdowns = new Map<string, () => void>();
  /** What policies said at versions seen: controllers make new versions that say the same. */
  const said = new Map<string, string>();
  let last: Promise<unknown> = Promise.resolve();
  let stopped = false;

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
      if (!(error instanceof TransportProblem)) throw error;
      throw new WriteProblem('not-connected', 503, error.message);
    }
  }

  async function preview(asked: PreviewRequest): Promise<PreviewAnswer> {
    const request = { ...asked };
    checkWrites(request.writes);
    const uid = await clusterUid();
    const previewed = [];
    for (const write of request.writes) {
      previewed.push(await previewWrite(write, { client, force: request.force === true, unchangedSince }));
    }
    const prepared = previewed.flatMap(({ prepared }) => prepared ?? []);
    const writes = previewed.map(({ preview }) => preview);
    if (options.readOnly || prepared.length < previewed.length || prepared.length === 0) return { writes };
    const previewId = randomUUID();
    const ordered = inSafeOrder(prepared);
    const made = { writes: ordered, sha256: sha256(ordered.map(bodyOf)), clusterUid: uid, madeAt: clock.now() };
    previews.set(previewId, made);
    const [oldest] = previews.keys();
    if (previews.size > PREVIEWS && oldest !== undefined) previews.delete(oldest);
    return { previewId, writes };
  }

  async function apply(previewId: string, confirmWithinSeconds: number | undefined): Promise<ApplyAnswer> {
    mustBeWritable();
    const held = previews.get(previewId);
    previews.delete(previewId);
    if (!held) throw new WriteProblem('preview-unknown', 409, 'This preview is not known or was used; preview again.');
    if (clock.now() - held.madeAt > PREVIEW_MS) {
      throw new WriteProblem('preview-expired', 409, 'This preview is older than ten minutes; preview again.');
    }
    if ((await clusterUid()) !== held.clusterUid) {
      throw new WriteProblem('another-cluster', 409, 'Another cluster answers now than when this was previewed.');
    }
    if (sha256(held.writes.map(bodyOf)) !== held.sha256) {
      throw new WriteProblem('bad-request', 409, 'What would be sent is not what was previewed; preview again.');
    }
    const writes = await inTurn(held.writes, (write) => carryOut(write, context));
    const attempt = { action: 'apply', writes, uid: held.clusterUid } as const;
    if (confirmWithinSeconds === undefined || !writes.some(canBeUndone)) return answerOf(record(attempt));
    const entry = record({ ...attempt, undoAt: clock.date().getTime() + confirmWithinSeconds * 1000 });
    startCountdown(entry.id, confirmWithinSeconds * 1000);
    return { ...answerOf(entry), undoesInSeconds: confirmWithinSeconds };
  }

  async function undo(applyId: string, byCountdown: boolean): Promise<ApplyAnswer> {
    mustBeWritable();
    const done = journal.find(applyId);
    if (!done) throw new WriteProblem('apply-unknown', 404, 'This apply is not known.');
    if (!undoable(done)) throw new WriteProblem('nothing-to-undo', 409, 'There is nothing left of this to undo.');
    const uid = await clusterUid();
    if (uid !== done.cluster.uid) {
      throw new WriteProblem('another-cluster', 409, 'This was applied to another cluster than the one that answers.');
    }
    cancelCountdown(applyId);
    const toUndo = done.writes.filter(canBeUndone).reverse();
    const writes = await inTurn(toUndo, async (write) => (await undoWrite(write, context)) ?? skipped(write.id));
    const entry = record({ action: 'undo', undoes: applyId, byCountdown, writes, uid });
    journal.settle(applyId);
    return answerOf(entry);
  }

  function record(attempt: {
    action: 'apply' | 'undo';
    writes: readonly HistoryWrite[];
    uid: string | undefined;
    undoes?: string;
    byCountdown?: boolean;
    undoAt?: number;
  }): Entry {
    const { action, writes, uid, undoes, byCountdown, undoAt } = attempt;
    const user = options.user();
    const entry: Entry = {
      id: randomUUID(),
      time: clock.date().toISOString(),
      action,
      ...(undoes === undefined ? {} : { undoes }),
      ...(byCountdown ? { byCountdown: true as const } : {}),
      ...(user === undefined ? {} : { user }),
      cluster: { name: options.clusterName, ...(uid === undefined ? {} : { uid }) },
      writes,
      ...(undoAt === undefined ? {} : { undoAt: new Date(undoAt).toISOString() }),
    };
    for (const { after } of writes) if (after) saw(after);
    journal.add(entry);
    return entry;
  }

  /** The journal of a person may hold what was done to other clusters. */
  function isHere({ cluster }: Entry): boolean {
    const uid = options.clusterUid();
    return uid === undefined || cluster.uid === undefined ? cluster.name === options.clusterName : cluster.uid === uid;
  }

  /** Not yet taken back, wholly, by an undo that came later. */
  function undoable(entry: Entry): boolean {
    if (options.readOnly || !entry.writes.some(canBeUndone)) return false;
    return !journal.entries().some(({ undoes, writes }) => undoes === entry.id && writes.every(isDone));
  }

  function startCountdown(applyId: string, ms: number): void {
    const cancel = clock.after(ms, () => {
      countdowns.delete(applyId);
      oneAtATime(() => undo(applyId, true)).catch((error) => notTakenBack(applyId, error));
    });
    countdowns.set(applyId, cancel);
  }

  /** A cluster out of reach is asked again: nobody may be there to do it by hand. */
  function notTakenBack(applyId: string, error: unknown): void {
    options.log('countdown', String(error));
    if (error instanceof WriteProblem && error.code === 'not-connected' && !stopped) {
      startCountdown(applyId, RETRY_MS * (1 + random()));
    }
  }

  /** What an earlier run of this program could not see to its end, because it was killed. */
  function resumeCountdowns(): void {
    for (const { id, undoAt = '' } of options.readOnly ? [] : journal.unsettled()) {
      const left = Math.max(0, Date.parse(undoAt) - clock.date().getTime());
      startCountdown(id, Number.isFinite(left) ? left : 0);
    }
  }

  function cancelCountdown(applyId: string): void {
    countdowns.get(applyId)?.();
    countdowns.delete(applyId);
  }

  function mustBeWritable(): void {
    if (options.readOnly) throw new WriteProblem('read-only', 403, 'This program was started read-only.');
  }

  function saw(policy: NetworkPolicy): void {
    said.set(versionKey(versionOf(policy)), sha256(contentOf(policy)));
    const [oldest] = said.keys();
    if (said.size > VERSIONS && oldest !== undefined) said.delete(oldest);
  }

  resumeCountdowns();
  return {
    preview,
    apply: async (request) => {
      const { previewId, confirmWithinSeconds } = { ...request };
      const seconds = checkConfirm(confirmWithinSeconds);
      return oneAtATime(() => apply(String(previewId), seconds));
    },
    undo: async (request) => oneAtATime(() => undo(String({ ...request }.applyId), false)),
    async keep(request) {
      const { applyId } = { ...request };
      if (!journal.find(applyId)) throw new WriteProblem('apply-unknown', 404, 'This apply is not known.');
      cancelCountdown(applyId);
      journal.settle(applyId);
    },
    history: () =>
      journal
        .entries()
        .filter(isHere)
        .map(({ undoAt, ...entry }): HistoryEntry => ({ ...entry, undoable: undoable(entry) })),
    sawPolicy: saw,
    async stop() {
      stopped = true;
      // Nobody is left who could keep them.
      for (const applyId of [...countdowns.keys()]) {
        cancelCountdown(applyId);
        await oneAtATime(() => undo(applyId, true)).catch((error) => options.log('countdown', String(error)));
      }
      await last;
    },
  };
}

/** One after the other; what follows a failure is not tried. */
async function inTurn<T extends { readonly id?: string; readonly write?: PolicyWrite }>(
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

function skipped(id: string): HistoryWrite {
  return { id, outcome: 'skipped', warnings: [] };
}

function isDone({ outcome }: HistoryWrite): boolean {
  return outcome !== 'refused' && outcome !== 'unknown' && outcome !== 'skipped';
}

function answerOf(entry: Entry): ApplyAnswer {
  const writes = entry.writes.map(({ before, after, ...result }): WriteResult => result);
  return { applyId: entry.id, writes };
}

function bodyOf({ write, body, force, before }: PreparedWrite): unknown {
  return [write.action, write.id, body ?? null, force, before?.metadata.uid, before?.metadata.resourceVersion];
}

function versionKey({ uid, resourceVersion }: BaseVersion): string {
  return `${uid}@${resourceVersion}`;
}
