/** Takes one write back, unless somebody changed the policy since. */

import type { HistoryWrite, Refusal } from '#stream';
import { fieldsOf } from '../connect/object-fields.ts';
import { ownRefusal } from '../connect/refusal.ts';
import type { CarryContext } from './carry-out.ts';
import { afterSilence, carryOut, TRIES, wait } from './carry-out.ts';
import type { Reply } from './policy-client.ts';
import { sameContent } from './policy-content.ts';
import { exists, versionOf } from './preview-write.ts';
import { recreateBody, restoreBody } from './write-body.ts';

/** Undefined where there is nothing to take back. */
export async function undoWrite(done: HistoryWrite, context: CarryContext): Promise<HistoryWrite | undefined> {
  switch (done.outcome) {
    case 'created':
      return undoCreation(done, context);
    case 'changed':
      return undoChange(done, context);
    case 'deleted':
      return undoDeletion(done, context);
    default:
      return undefined;
  }
}

export function canBeUndone({ outcome, before, after }: HistoryWrite): boolean {
  if (outcome === 'created') return after !== undefined;
  if (outcome === 'changed') return before !== undefined && after !== undefined;
  return outcome === 'deleted' && before !== undefined;
}

async function undoCreation(done: HistoryWrite, context: CarryContext): Promise<HistoryWrite> {
  const reading = await context.client.read(done.id);
  if (reading.refusal) return refused(done, reading.refusal);
  if (!reading.policy) return { id: done.id, outcome: 'unchanged', warnings: ['The policy was deleted already.'] };
  if (!isAsWeLeftIt(reading, done)) return refused(done, changed(done.id), reading);
  const write = { action: 'delete', id: done.id, base: versionOf(reading.policy) } as const;
  return carryOut({ write, before: reading.policy, force: false }, context);
}

/** Tried again where only a controller's note moved the version between the reading and the writing. */
async function undoChange(done: HistoryWrite, context: CarryContext): Promise<HistoryWrite> {
  for (let attempt = 1; ; attempt++) {
    const result = await putBack(done, context);
    if (!result.wasTouched || attempt === TRIES) return result.write;
    await wait(context, 100 * attempt * (1 + context.random()));
  }
}

interface PutBack {
  readonly write: HistoryWrite;
  /** Between the reading and the writing. */
  readonly wasTouched?: true;
}

async function putBack(done: HistoryWrite, context: CarryContext): Promise<PutBack> {
  const { client } = context;
  const reading = await client.read(done.id);
  if (reading.refusal) return { write: refused(done, reading.refusal) };
  if (isThereAgain(reading, done)) return { write: unchanged(done) };
  if (!reading.policy || !done.before || !isAsWeLeftIt(reading, done)) {
    return { write: refused(done, changed(done.id), reading) };
  }
  const reply = await client.replace(done.id, restoreBody(done.before, reading.policy), { dryRun: false });
  const named = { id: done.id, action: 'put', before: reading.policy } as const;
  const { refusal, warnings, policy } = reply;
  // A reply that got lost is looked up: the version in the body keeps it from being carried out twice.
  if (reply.lost) {
    return { write: await afterSilence({ write: named, before: reading.policy, after: done.before }, reply, context) };
  }
  if (refusal) {
    return { write: refused(done, refusal, reading), ...(refusal.kind === 'changed' ? { wasTouched: true } : {}) };
  }
  const resourceVersion = policy?.metadata.resourceVersion;
  return { write: { ...named, outcome: 'changed', resourceVersion, warnings, ...(policy ? { after: policy } : {}) } };
}

/** Somebody put it back already, or an undo did whose answer nobody heard. */
function isThereAgain({ policy }: Reply, { before, after }: HistoryWrite): boolean {
  return policy !== undefined && sameContent(policy, before) && !sameContent(before, after);
}

function unchanged({ id }: HistoryWrite): HistoryWrite {
  return { id, outcome: 'unchanged', warnings: ['The policy says again what it said before.'] };
}

async function undoDeletion(done: HistoryWrite, context: CarryContext): Promise<HistoryWrite> {
  const { before } = done;
  const reading = await context.client.read(done.id);
  if (reading.refusal) return refused(done, reading.refusal);
  if (reading.policy && fieldsOf(reading.policy.metadata).deletionTimestamp === undefined) {
    if (isThereAgain(reading, done)) return unchanged(done);
    return refused(done, exists(done.id), reading);
  }
  if (!before) return refused(done, changed(done.id));
  const body = recreateBody(before);
  const write = { action: 'put', id: done.id, object: body, base: null } as const;
  return carryOut({ write, after: before, body, force: false }, context);
}

function isAsWeLeftIt({ policy }: Reply, done: HistoryWrite): boolean {
  return policy?.metadata.uid === done.after?.metadata.uid && sameContent(policy, done.after);
}

function changed(id: string): Refusal {
  const message = `The network policy ${id} was changed after this apply; taking it back would undo that change too.`;
  return ownRefusal('changed', 409, 'Conflict', message);
}

/** With what is stored now, as far as it was read. */
function refused(done: HistoryWrite, refusal: Refusal, { policy }: Partial<Reply> = {}): HistoryWrite {
  return { id: done.id, outcome: 'refused', warnings: [], refusal, ...(policy ? { before: policy } : {}) };
}
