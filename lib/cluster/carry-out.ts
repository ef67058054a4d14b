/** Carries out a previewed write, exactly as it was previewed or not at all, and finds out what became of it. */

import type { NetworkPolicy } from '#engine';
import type { HistoryWrite, Refusal } from '#stream';
import type { Clock, Random } from './clock.ts';
import { fieldsOf } from './object-fields.ts';
import { pause } from './pace.ts';
import type { PolicyClient, Reply } from './policy-client.ts';
import { sameContent } from './policy-content.ts';
import type { PreparedWrite } from './preview-write.ts';
import { exists, sendPut, versionOf } from './preview-write.ts';
import { ownRefusal } from './refusal.ts';

export interface CarryContext {
  readonly client: PolicyClient;
  readonly clock: Clock;
  readonly random: Random;
}

const TRIES = 3;

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
  const moved = { ...body, metadata: { ...fieldsOf(body.metadata), ...versionOf(policy) } };
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

function finished(
  { write, before }: PreparedWrite,
  { policy, refusal }: Pick<Reply, 'policy' | 'refusal'>,
  warnings: readonly string[],
  merged = false,
): HistoryWrite {
  const known = before ? { before } : {};
  if (refusal) return { id: write.id, outcome: 'refused', warnings, refusal, ...known };
  if (write.action === 'delete') return { id: write.id, outcome: 'deleted', warnings, ...known };
  const changed = sameContent(before, policy) ? 'unchanged' : 'changed';
  return {
    id: write.id,
    outcome: before || merged ? changed : 'created',
    resourceVersion: policy?.metadata.resourceVersion,
    warnings,
    ...known,
    ...(policy ? { after: policy } : {}),
  };
}

function deletionWarnings({ policy, warnings }: Reply): readonly string[] {
  const finalizers = policy?.metadata.finalizers ?? [];
  if (finalizers.length === 0) return warnings;
  return [...warnings, `The deletion has begun; it ends when ${finalizers.join(', ')} is done.`];
}

/** The answer got lost, so the cluster is asked what it has now. Nothing is ever sent twice blindly. */
async function afterSilence(prepared: PreparedWrite, reply: Reply, context: CarryContext): Promise<HistoryWrite> {
  const { write, before } = prepared;
  const known = before ? { before } : {};
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    await wait(context, 400 * 2 ** (attempt - 1));
    const reading = await context.client.read(write.id);
    if (reading.refusal) continue;
    return resolved(prepared, reading.policy, reply.refusal as Refusal);
  }
  return { id: write.id, outcome: 'unknown', warnings: [], refusal: reply.refusal, ...known };
}

function resolved(prepared: PreparedWrite, found: NetworkPolicy | undefined, lost: Refusal): HistoryWrite {
  const { write, before, after } = prepared;
  const warnings = ['The answer got lost; what is stored was read again.'];
  if (write.action === 'delete') {
    const gone = !found || found.metadata.uid !== before?.metadata.uid || isLeaving(found);
    return finished(prepared, gone ? {} : { refusal: lost }, warnings);
  }
  const untouched = found?.metadata.resourceVersion === before?.metadata.resourceVersion;
  if (untouched) return finished(prepared, { refusal: lost }, warnings);
  if (found && sameContent(found, after)) return finished(prepared, { policy: found }, warnings);
  const message = `The answer got lost, and ${write.id} now says something else than the draft.`;
  return finished(prepared, { refusal: ownRefusal('changed', 409, 'Conflict', message) }, warnings);
}

function isLeaving(policy: NetworkPolicy): boolean {
  return fieldsOf(policy.metadata).deletionTimestamp !== undefined;
}

function wait({ clock }: CarryContext, ms: number): Promise<void> {
  return pause(clock, ms, new AbortController().signal, new Set());
}
