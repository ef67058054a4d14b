/** Carries out a previewed write, exactly as it was previewed or not at all, and finds out what became of it. */

import type { NetworkPolicy } from '#engine';
import type { HistoryWrite, PolicyWrite, Refusal } from '#stream';
import { fieldsOf } from '../connect/object-fields.ts';
import { ownRefusal } from '../connect/refusal.ts';
import { pause } from '../time/backoff-gate.ts';
import type { Clock, Random } from '../time/clock.ts';
import type { PolicyClient, Reply } from './policy-client.ts';
import { sameContent } from './policy-content.ts';
import type { PreparedWrite } from './preview-write.ts';
import { bodyFor, exists, sendPut, versionOf } from './preview-write.ts';

export interface CarryContext {
  readonly client: PolicyClient;
  readonly clock: Clock;
  readonly random: Random;
}

/** Times that a write is tried whose policy keeps being touched, or that a reading is. */
export const TRIES = 3;

export async function carryOut(prepared: PreparedWrite, context: CarryContext): Promise<HistoryWrite> {
  let current = prepared;
  for (let attempt = 1; ; attempt++) {
    const result = await attemptWrite(current, context);
    if (result.refusal?.kind !== 'changed' || attempt === TRIES) return result;
    // Controllers touch policies too, without changing what they say: then the preview still stands.
    await wait(context, 100 * attempt * (1 + context.random()));
    const again = await sameOnNewVersion(current, context);
    if (!again) return result;
    current = again;
  }
}

/** The same write on the version stored now, where both what is stored and what would be stored are as previewed. */
async function sameOnNewVersion(prepared: PreparedWrite, { client }: CarryContext): Promise<PreparedWrite | undefined> {
  const { write, before, after, body } = prepared;
  const { policy } = await client.read(write.id);
  if (!policy || !before || policy.metadata.uid !== before.metadata.uid || !sameContent(policy, before))
    return undefined;
  if (write.action === 'delete' || !body) return { ...prepared, before: policy };
  // Made anew: what a controller noted in the meantime is to stay, also where the policy is replaced whole.
  const moved = bodyFor(write, policy);
  const dry = await sendPut(client, { ...prepared, body: moved }, true);
  return dry.policy && sameContent(dry.policy, after) ? { ...prepared, before: policy, body: moved } : undefined;
}

async function attemptWrite(prepared: PreparedWrite, context: CarryContext): Promise<HistoryWrite> {
  const { client } = context;
  const { write, before, body } = prepared;
  if (write.action === 'delete' || !body) {
    const base = before ? versionOf(before) : write.base;
    if (!base) return finished(prepared, { refusal: exists(write.id) }, []);
    const reply = await client.remove(write.id, base, { dryRun: false });
    if (reply.lost) return afterSilence(prepared, reply, context);
    return finished(prepared, reply, deletionWarnings(reply));
  }
  if (!before) {
    const reading = await client.read(write.id);
    if (reading.policy) return finished(prepared, { refusal: exists(write.id) }, reading.warnings);
  }
  const reply = await sendPut(client, prepared, false);
  if (reply.lost) return afterSilence(prepared, reply, context);
  const faster = !before && reply.status === 200;
  const merged = 'Somebody else made this policy a moment before; the draft was merged into theirs.';
  return finished(prepared, reply, faster ? [...reply.warnings, merged] : reply.warnings, faster);
}

/** As much of a prepared write as tells what became of it. */
export interface WriteInDoubt {
  readonly write: Pick<PolicyWrite, 'action' | 'id'>;
  readonly before?: NetworkPolicy | undefined;
  readonly after?: NetworkPolicy | undefined;
}

function finished(
  { write, before }: WriteInDoubt,
  { policy, refusal }: Pick<Reply, 'policy' | 'refusal'>,
  warnings: readonly string[],
  merged = false,
): HistoryWrite {
  const known = before ? { before } : {};
  const named = { id: write.id, action: write.action, warnings, ...known };
  if (refusal) return { ...named, outcome: 'refused', refusal };
  if (write.action === 'delete') return { ...named, outcome: 'deleted' };
  const changed = sameContent(before, policy) ? 'unchanged' : 'changed';
  return {
    ...named,
    outcome: before || merged ? changed : 'created',
    resourceVersion: policy?.metadata.resourceVersion,
    ...(policy ? { after: policy } : {}),
  };
}

/** Neither the answer nor a reading could tell. */
function unknown({ write, before }: WriteInDoubt, refusal: Refusal | undefined, warnings: string[]): HistoryWrite {
  const { id, action } = write;
  return { id, action, outcome: 'unknown', warnings, refusal, ...(before ? { before } : {}) };
}

function deletionWarnings({ policy, warnings }: Reply): readonly string[] {
  const finalizers = policy?.metadata.finalizers ?? [];
  if (finalizers.length === 0) return warnings;
  return [...warnings, `The deletion has begun; it ends when ${finalizers.join(', ')} is done.`];
}

/** The answer got lost, so the cluster is asked what it has now. Nothing is ever sent twice blindly. */
export async function afterSilence(prepared: WriteInDoubt, reply: Reply, context: CarryContext): Promise<HistoryWrite> {
  let told: HistoryWrite | undefined;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    await wait(context, 400 * 2 ** (attempt - 1));
    const reading = await context.client.read(prepared.write.id);
    if (reading.refusal) continue;
    told = outcomeByReading(prepared, reading.policy, reply.refusal as Refusal);
    // What is not stored yet may still be on its way.
    if (told.outcome !== 'refused' || told.refusal !== reply.refusal) return told;
  }
  return told ?? unknown(prepared, reply.refusal, []);
}

/** What became of a write, told from what is stored. `lost` says why it may not have been carried out. */
export function outcomeByReading(
  prepared: WriteInDoubt,
  found: NetworkPolicy | undefined,
  lost: Refusal,
): HistoryWrite {
  const { write, before, after } = prepared;
  const warnings = ['The answer got lost; what is stored was read again.'];
  if (write.action === 'delete') {
    const gone = !found || found.metadata.uid !== before?.metadata.uid || isLeaving(found);
    return finished(prepared, gone ? {} : { refusal: lost }, warnings);
  }
  const untouched = found?.metadata.resourceVersion === before?.metadata.resourceVersion;
  if (untouched) return finished(prepared, { refusal: lost }, warnings);
  if (found && sameContent(found, after)) return finished(prepared, { policy: found }, warnings);
  if (!after) return unknown(prepared, lost, warnings);
  const message = `The answer got lost, and ${write.id} now says something else than the draft.`;
  return finished(prepared, { refusal: ownRefusal('changed', 409, 'Conflict', message) }, warnings);
}

function isLeaving(policy: NetworkPolicy): boolean {
  return fieldsOf(policy.metadata).deletionTimestamp !== undefined;
}

export function wait({ clock }: CarryContext, ms: number): Promise<void> {
  return pause(clock, ms, new AbortController().signal, new Set());
}
