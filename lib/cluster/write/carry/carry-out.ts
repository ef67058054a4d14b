/** Carries out a previewed write, exactly as it was previewed or not at all, and finds out what became of it. */

import { networkPolicyId } from '#engine';
import type { PolicyWrite, Refusal } from '#stream';
import type { KubeTransport } from '../../connect/kube-transport.ts';
import { pause } from '../../time/backoff-gate.ts';
import type { Clock, Random } from '../../time/clock.ts';
import type { RecordedWrite } from '../journal/journal-entry.ts';
import { ownersAsApplied } from '../policy/field-owners.ts';
import type { PolicyClient, Reply } from '../policy/policy-client.ts';
import { differingFields, sameContent } from '../policy/policy-content.ts';
import type { PreparedWrite } from '../preview/preview-write.ts';
import { bodyFor, exists, isExact, sendPut, versionOf } from '../preview/preview-write.ts';
import { isLeaving, outcomeByReading, resultOf, unknownResult } from './outcome.ts';

export interface CarryContext {
  readonly client: PolicyClient;
  /** The one that the client uses. */
  readonly transport: KubeTransport;
  readonly clock: Clock;
  readonly random: Random;
}

/** Times that a write is tried whose policy keeps being touched, or that a reading is. */
export const TRIES = 3;

export async function carryOut(prepared: PreparedWrite, context: CarryContext): Promise<RecordedWrite> {
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
  const { policy, managedFields } = await client.read(write.id);
  if (!policy || !before || policy.metadata.uid !== before.metadata.uid || !sameContent(policy, before))
    return undefined;
  const moved = { ...prepared, before: policy, ownersBefore: managedFields };
  if (write.action === 'delete' || !body) return moved;
  // Made anew: what a controller noted in the meantime is to stay, also where the policy is replaced whole.
  const rewritten = { ...moved, body: bodyFor(write, policy) };
  const dry = await sendPut(client, rewritten, true);
  return dry.policy && sameContent(dry.policy, after) ? rewritten : undefined;
}

async function attemptWrite(prepared: PreparedWrite, context: CarryContext): Promise<RecordedWrite> {
  const { client } = context;
  const { write, before, body } = prepared;
  if (write.action === 'delete' || !body) {
    const base = before ? versionOf(before) : write.base;
    if (!base) return resultOf(prepared, { refusal: exists(write.id) }, []);
    const reply = await client.remove(write.id, base, { dryRun: false });
    if (reply.lost) return afterSilence(prepared, reply, context);
    return resultOf(prepared, reply, withDeletionBegun(reply));
  }
  const reply = await sendPut(client, prepared, false);
  if (reply.lost) return afterSilence(prepared, reply, context);
  const isPlain = !before || isExact(write);
  return unlikePreview(
    prepared,
    resultOf(prepared, isPlain ? await countAsApplied(reply, context) : reply, withDeletionBegun(reply)),
  );
}

/** What a plain write created or replaced is recorded as applied; where that fails, it is written all the same. */
async function countAsApplied(reply: Reply, { client }: CarryContext): Promise<Reply> {
  const owners = ownersAsApplied(reply.managedFields);
  if (!reply.policy || !owners) return reply;
  const { namespace, name, resourceVersion = '' } = reply.policy.metadata;
  const recorded = await client.setOwners(networkPolicyId(namespace, name), resourceVersion, owners);
  return recorded.policy ? { ...reply, policy: recorded.policy } : reply;
}

/** Somebody between the server's trial and its storing may have added to the policy: that is no small thing. */
function unlikePreview({ after }: Pick<PreparedWrite, 'after'>, result: RecordedWrite): RecordedWrite {
  const fields = after && result.after ? differingFields(after, result.after) : [];
  return fields.length > 0 ? { ...result, unlikePreview: fields } : result;
}

/** What is stored goes all the same: whoever wrote to it, or deleted it, is to know that it is still there and until when. */
export function withDeletionBegun({ policy, warnings }: Pick<Reply, 'policy' | 'warnings'>): readonly string[] {
  if (!policy || !isLeaving(policy)) return warnings;
  const finalizers = policy.metadata.finalizers ?? [];
  return [...warnings, `The deletion has begun; it ends when ${finalizers.join(', ') || 'its finalizers'} is done.`];
}

/** As much of a prepared write as tells what became of it. */
export interface UncertainWrite extends Pick<PreparedWrite, 'before' | 'after' | 'ownersBefore'> {
  readonly write: Pick<PolicyWrite, 'action' | 'id'>;
}

/** No answer told what became of it, so the cluster is asked what it has now. Nothing is ever sent twice blindly. */
export async function afterSilence(
  prepared: UncertainWrite,
  reply: Reply,
  context: CarryContext,
): Promise<RecordedWrite> {
  const lost = reply.refusal as Refusal;
  let told: RecordedWrite | undefined;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    await wait(context, 400 * 2 ** (attempt - 1));
    const reading = await context.client.read(prepared.write.id);
    if (reading.refusal) continue;
    told = outcomeByReading(prepared, reading.policy, lost);
    // What is not stored yet may still be on its way.
    if (told.outcome !== 'refused' || told.refusal !== lost) return told;
  }
  return told ?? unknownResult(prepared, lost, []);
}

export function wait({ clock }: Pick<CarryContext, 'clock'>, ms: number): Promise<void> {
  return pause(clock, ms, new AbortController().signal, new Set());
}
