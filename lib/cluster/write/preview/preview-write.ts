/** Asks the server what it would make of a write, without making it. */

import type { NetworkPolicy } from '#engine';
import type { BaseVersion, PolicyWrite, Refusal, WritePreview } from '#stream';
import type { Fields } from '../../connect/json-fields.ts';
import { ownRefusal } from '../../connect/refusal.ts';
import { keptFields } from '../policy/kept-fields.ts';
import type { PolicyClient, Reply } from '../policy/policy-client.ts';
import { FIELD_MANAGER } from '../policy/policy-client.ts';
import { sameContent } from '../policy/policy-content.ts';
import { applyBody, draftFault, exactBody } from '../policy/write-body.ts';

/** A write as it will be sent, and what it stands on. */
export interface PreparedWrite {
  readonly write: PolicyWrite;
  readonly before?: NetworkPolicy | undefined;
  /** Who managed which of its fields then, as metadata.managedFields. */
  readonly ownersBefore?: unknown;
  /** What the server said it would store; absent for a deletion, and where the server could not try it. */
  readonly after?: NetworkPolicy | undefined;
  readonly body?: Fields;
  readonly force: boolean;
}

/**
 * Sends a put as it was asked for: made where there is none, which of several at once one alone can do; else applied
 * beside what others manage, or stored exactly.
 */
export function sendPut(client: PolicyClient, prepared: PreparedWrite, dryRun: boolean): Promise<Reply> {
  const { write, before, body = {}, force } = prepared;
  if (!before) return client.create(write.id, body, { dryRun });
  return isExact(write) ? client.replace(write.id, body, { dryRun }) : client.apply(write.id, body, { dryRun, force });
}

/** Only what exists can be replaced. */
export function isExact(write: PolicyWrite): boolean {
  return write.action === 'put' && write.exactly === true && write.base !== null;
}

export interface Previewed {
  readonly preview: WritePreview;
  /** Absent where it was refused. */
  readonly prepared?: PreparedWrite;
}

export interface PreviewContext {
  readonly client: PolicyClient;
  readonly force: boolean;
  /** Whether to go on where the server cannot try a write. */
  readonly withoutDryRun: boolean;
  /** Whether the policy still says what it said at this version. */
  readonly isUnchangedSince: (policy: NetworkPolicy, base: BaseVersion) => boolean;
}

export async function previewWrite(write: PolicyWrite, context: PreviewContext): Promise<Previewed> {
  const fault = write.action === 'put' ? draftFault(write.object, write.id) : undefined;
  if (fault) return refused(write, fault, []);
  const reading = await context.client.read(write.id);
  if (reading.refusal) return refused(write, reading.refusal, reading.warnings);
  const before = reading.policy;
  const stale = baseFault(write, before, context);
  if (stale) return refused(write, stale, reading.warnings, before);
  const previewed = await (write.action === 'put'
    ? previewPut(write, before, context)
    : previewDelete(write, before, context));
  const { prepared } = previewed;
  return prepared && before
    ? { ...previewed, prepared: { ...prepared, ownersBefore: reading.managedFields } }
    : previewed;
}

async function previewPut(
  write: PolicyWrite & { action: 'put' },
  before: NetworkPolicy | undefined,
  { client, force, withoutDryRun }: PreviewContext,
): Promise<Previewed> {
  const exact = isExact(write) && before !== undefined;
  const body = bodyFor(write, before);
  let reply = await sendPut(client, { write, before, body, force }, true);
  let forced = force;
  if (reply.refusal && !force && isOwnConflict(reply.refusal)) {
    // What an undo wrote counts as another manager of our own name: there is nobody to be asked.
    forced = true;
    reply = await client.apply(write.id, body, { dryRun: true, force: true });
  }
  if (reply.refusal?.kind === 'no-dry-run' && withoutDryRun) {
    return notTried(before ? 'change' : 'create', { write, before, body, force: forced }, reply);
  }
  if (reply.refusal) return refused(write, reply.refusal, reply.warnings, before);
  const after = reply.policy;
  if (!after) return refused(write, noPolicy(reply), reply.warnings, before);
  const kept = exact || !before ? [] : keptFields(body, after, reply.managedFields);
  return {
    preview: {
      id: write.id,
      outcome: !before ? 'create' : sameContent(before, after) ? 'unchanged' : 'change',
      ...(before ? { before } : {}),
      after,
      ...(kept.length > 0 ? { kept } : {}),
      warnings: reply.warnings,
    },
    prepared: { write, before, after, body, force: forced },
  };
}

async function previewDelete(
  write: PolicyWrite & { action: 'delete' },
  before: NetworkPolicy | undefined,
  { client, force, withoutDryRun }: PreviewContext,
): Promise<Previewed> {
  const base = before ? versionOf(before) : write.base;
  const reply = await client.remove(write.id, base, { dryRun: true });
  if (reply.refusal?.kind === 'no-dry-run' && withoutDryRun) return notTried('delete', { write, before, force }, reply);
  if (reply.refusal) return refused(write, reply.refusal, reply.warnings, before);
  return {
    preview: { id: write.id, outcome: 'delete', ...(before ? { before } : {}), warnings: reply.warnings },
    prepared: { write, before, force },
  };
}

/** What is to be sent for a put, on the version stored now. */
export function bodyFor(write: PolicyWrite & { action: 'put' }, before: NetworkPolicy | undefined): Fields {
  const object = write.object as Fields;
  if (isExact(write) && before) return exactBody(object, write.id, before);
  return applyBody(object, write.id, before && versionOf(before));
}

/** Prepared all the same: the person knows that the server could not try it. */
function notTried(outcome: 'create' | 'change' | 'delete', prepared: PreparedWrite, reply: Reply): Previewed {
  const { write, before } = prepared;
  const why = reply.refusal?.message ?? '';
  return {
    preview: { id: write.id, outcome, ...(before ? { before } : {}), notTried: why, warnings: reply.warnings },
    prepared,
  };
}

/** Why the write does not stand on what is stored now. */
function baseFault(
  write: PolicyWrite,
  found: NetworkPolicy | undefined,
  { isUnchangedSince }: PreviewContext,
): Refusal | undefined {
  if (write.base === null) return found ? exists(write.id) : undefined;
  if (!found) {
    return ownRefusal('changed', 409, 'Conflict', `The network policy ${write.id} was deleted in the meantime.`);
  }
  if (found.metadata.uid !== write.base.uid) {
    return ownRefusal(
      'changed',
      409,
      'Conflict',
      `The network policy ${write.id} was deleted and made anew meanwhile.`,
    );
  }
  if (isUnchangedSince(found, write.base)) return undefined;
  return ownRefusal('changed', 409, 'Conflict', `The network policy ${write.id} was changed since the edit began.`);
}

export function versionOf(policy: NetworkPolicy): BaseVersion {
  return { uid: policy.metadata.uid ?? '', resourceVersion: policy.metadata.resourceVersion ?? '' };
}

export function exists(id: string): Refusal {
  return ownRefusal('exists', 409, 'AlreadyExists', `The network policy ${id} exists already.`);
}

function noPolicy({ status }: Reply): Refusal {
  const message = `The API server answered with status ${status}, but not with a network policy.`;
  return ownRefusal('other', status, '', message);
}

function isOwnConflict({ kind, causes }: Refusal): boolean {
  return kind === 'conflict' && causes.every((cause) => cause.message.startsWith(`conflict with "${FIELD_MANAGER}"`));
}

function refused(write: PolicyWrite, refusal: Refusal, warnings: readonly string[], before?: NetworkPolicy): Previewed {
  return { preview: { id: write.id, outcome: 'refused', ...(before ? { before } : {}), warnings, refusal } };
}
