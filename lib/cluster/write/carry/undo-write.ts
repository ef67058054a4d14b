/** Takes one write back, unless somebody changed since what it wrote. */

import type { NetworkPolicy } from '#engine';
import type { Refusal } from '#stream';
import { ownRefusal } from '../../connect/refusal.ts';
import type { RecordedWrite } from '../journal/journal-entry.ts';
import { ownersRestored } from '../policy/field-owners.ts';
import type { Reply } from '../policy/policy-client.ts';
import { changedSince, differingFields, sameContent } from '../policy/policy-content.ts';
import { recreateBody, restoreBody } from '../policy/write-body.ts';
import { exists, versionOf } from '../preview/preview-write.ts';
import type { CarryContext } from './carry-out.ts';
import { afterSilence, carryOut, TRIES, wait, withDeletionBegun } from './carry-out.ts';
import { livingOwners } from './living-owners.ts';
import { isLeaving } from './outcome.ts';

/** Undefined where there is nothing to take back. */
export async function undoWrite(done: RecordedWrite, context: CarryContext): Promise<RecordedWrite | undefined> {
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

export function canBeUndone({ outcome, before, after }: RecordedWrite): boolean {
  if (outcome === 'created') return after !== undefined;
  if (outcome === 'changed') return before !== undefined && after !== undefined;
  return outcome === 'deleted' && before !== undefined;
}

async function undoCreation(done: RecordedWrite, context: CarryContext): Promise<RecordedWrite> {
  const reading = await context.client.read(done.id);
  if (reading.refusal) return refused(done, reading.refusal);
  if (!reading.policy) return { id: done.id, outcome: 'unchanged', warnings: ['The policy was deleted already.'] };
  const change = whyNotOurs(reading.policy, done);
  if (change) return refused(done, change, reading);
  const write = { action: 'delete', id: done.id, base: versionOf(reading.policy) } as const;
  return carryOut({ write, before: reading.policy, ownersBefore: reading.managedFields, force: false }, context);
}

/** Tried again where only a controller's note moved the version between the reading and the writing. */
async function undoChange(done: RecordedWrite, context: CarryContext): Promise<RecordedWrite> {
  for (let attempt = 1; ; attempt++) {
    const result = await putBack(done, context);
    if (!result.wasTouched || attempt === TRIES) return result.write;
    await wait(context, 100 * attempt * (1 + context.random()));
  }
}

interface PutBack {
  readonly write: RecordedWrite;
  /** Between the reading and the writing. */
  readonly wasTouched?: true;
}

async function putBack(done: RecordedWrite, context: CarryContext): Promise<PutBack> {
  const { before, after } = done;
  const reading = await context.client.read(done.id);
  if (reading.refusal) return { write: refused(done, reading.refusal) };
  const { policy: current } = reading;
  if (isThereAgain(reading, done)) return { write: unchanged(done) };
  if (!current || !before || !after) return { write: refused(done, deleted(done.id), reading) };
  const change = whyNotOurs(current, done);
  if (change) return { write: refused(done, change, reading) };
  const body = restoreBody(before, after, current);
  const reply = await context.client.replace(done.id, body, { dryRun: false });
  const write = { action: 'put', id: done.id } as const;
  // A reply that got lost is looked up: the version in the body keeps it from being carried out twice.
  if (reply.lost) {
    const expected = { ...current, ...body, metadata: { ...current.metadata, ...(body.metadata as object) } };
    return { write: await afterSilence({ write, before: current, after: expected as NetworkPolicy }, reply, context) };
  }
  if (reply.refusal) {
    const wasTouched = reply.refusal.kind === 'changed';
    return { write: refused(done, reply.refusal, reading), ...(wasTouched ? { wasTouched } : {}) };
  }
  const settled = await giveFieldsBack(done, reply, context);
  const { policy } = settled;
  return {
    write: {
      ...write,
      before: current,
      ownersBefore: reading.managedFields,
      outcome: 'changed',
      resourceVersion: policy?.metadata.resourceVersion,
      warnings: [...withDeletionBegun(settled), ...othersKept(after, current)],
      ...(policy ? { after: policy } : {}),
    },
  };
}

/** The values are back by then; who managed them before is to manage them again, or their next release conflicts. */
async function giveFieldsBack(done: RecordedWrite, reply: Reply, { client }: CarryContext): Promise<Reply> {
  const owners = ownersRestored(done.ownersBefore, reply.managedFields);
  const { policy } = reply;
  if (!policy || !owners) return reply;
  const recorded = await client.setOwners(done.id, policy.metadata.resourceVersion ?? '', owners);
  if (recorded.policy) return { ...reply, policy: recorded.policy };
  const why = recorded.refusal?.message ?? 'the server did not say why';
  const warning = `The fields say again what they said, but still count as managed by netpol-studio: ${why}`;
  return { ...reply, warnings: [...reply.warnings, warning] };
}

function othersKept(after: NetworkPolicy, current: NetworkPolicy): string[] {
  const fields = differingFields(after, current);
  return fields.length === 0 ? [] : [`What others changed in the meantime was kept: ${fields.join(', ')}.`];
}

/** Somebody put it back already, or an undo did whose answer nobody heard. */
function isThereAgain({ policy }: Reply, { before, after }: RecordedWrite): boolean {
  return policy !== undefined && sameContent(policy, before) && !sameContent(before, after);
}

function unchanged({ id }: RecordedWrite): RecordedWrite {
  return { id, outcome: 'unchanged', warnings: ['The policy says again what it said before.'] };
}

async function undoDeletion(done: RecordedWrite, context: CarryContext): Promise<RecordedWrite> {
  const { before } = done;
  const reading = await context.client.read(done.id);
  if (reading.refusal) return refused(done, reading.refusal);
  if (reading.policy && isLeaving(reading.policy)) return refused(done, leaving(reading.policy, done.id), reading);
  if (reading.policy) {
    return isThereAgain(reading, done) ? unchanged(done) : refused(done, exists(done.id), reading);
  }
  if (!before) return refused(done, deleted(done.id));
  const owners = await livingOwners(before, context.transport);
  const body = recreateBody(before, owners.references);
  const write = { action: 'put', id: done.id, object: body, base: null } as const;
  const made = await carryOut({ write, after: before, body, force: false }, context);
  if (made.outcome !== 'created' || !made.after) return made;
  const reply: Reply = { status: 201, policy: made.after, warnings: [...made.warnings, ...owners.warnings] };
  const { policy, warnings } = await giveFieldsBack(done, reply, context);
  return { ...made, warnings, ...(policy ? { after: policy } : {}) };
}

/** Undefined where all that this write wrote still stands, on the very same policy. */
function whyNotOurs(found: NetworkPolicy, { id, before, after }: RecordedWrite): Refusal | undefined {
  if (!after || found.metadata.uid !== after.metadata.uid) {
    return ownRefusal(
      'changed',
      409,
      'Conflict',
      `The network policy ${id} was deleted and made anew after this apply.`,
    );
  }
  const fields = changedSince(before, after, found);
  if (fields.length === 0) return undefined;
  const message = `The network policy ${id} was changed after this apply (${fields.join(', ')}); taking it back would undo that change too.`;
  return ownRefusal('changed', 409, 'Conflict', message);
}

function deleted(id: string): Refusal {
  const message = `The network policy ${id} was deleted after this apply; there is nothing of it to take back.`;
  return ownRefusal('changed', 409, 'Conflict', message);
}

function leaving(policy: NetworkPolicy, id: string): Refusal {
  const by = (policy.metadata.finalizers ?? []).join(', ') || 'its finalizers';
  const message = `The network policy ${id} is still being deleted: ${by} is not done. It can be made again once it is gone.`;
  return ownRefusal('busy', 409, 'Conflict', message);
}

/** With what is stored now, as far as it was read. */
function refused(done: RecordedWrite, refusal: Refusal, { policy }: Partial<Reply> = {}): RecordedWrite {
  return { id: done.id, outcome: 'refused', warnings: [], refusal, ...(policy ? { before: policy } : {}) };
}
