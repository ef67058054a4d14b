/** What became of a write, from an answer or from what is stored. */

import type { NetworkPolicy } from '#engine';
import type { Refusal } from '#stream';
import { fieldsOf } from '../../connect/object-fields.ts';
import { ownRefusal } from '../../connect/refusal.ts';
import type { RecordedWrite } from '../journal/journal-entry.ts';
import type { Reply } from '../policy/policy-client.ts';
import { sameContent } from '../policy/policy-content.ts';
import type { UncertainWrite } from './carry-out.ts';

export function resultOf(
  { write, before, ownersBefore }: UncertainWrite,
  { policy, refusal }: Pick<Reply, 'policy' | 'refusal'>,
  warnings: readonly string[],
): RecordedWrite {
  const known = { ...(before ? { before } : {}), ...(ownersBefore === undefined ? {} : { ownersBefore }) };
  const named = { id: write.id, action: write.action, warnings, ...known };
  if (refusal) return { ...named, outcome: 'refused', refusal };
  if (write.action === 'delete') return { ...named, outcome: 'deleted' };
  return {
    ...named,
    outcome: before ? (sameContent(before, policy) ? 'unchanged' : 'changed') : 'created',
    resourceVersion: policy?.metadata.resourceVersion,
    ...(policy ? { after: policy } : {}),
  };
}

/** Neither the answer nor a reading could tell: all is kept that a later reading needs. */
export function unknownResult(
  { write, before, after, ownersBefore }: UncertainWrite,
  refusal: Refusal | undefined,
  warnings: readonly string[],
): RecordedWrite {
  const { id, action } = write;
  return {
    id,
    action,
    outcome: 'unknown',
    warnings,
    ...(refusal ? { refusal } : {}),
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
    ...(ownersBefore === undefined ? {} : { ownersBefore }),
  };
}

/** What became of a write, told from what is stored. `lost` says why it may not have been carried out. */
export function outcomeByReading(
  prepared: UncertainWrite,
  found: NetworkPolicy | undefined,
  lost: Refusal,
): RecordedWrite {
  const { write, before, after } = prepared;
  const how = howLost(lost);
  const warnings = [`${how}; what is stored was read again.`];
  if (write.action === 'delete') {
    const gone = !found || found.metadata.uid !== before?.metadata.uid || isLeaving(found);
    return resultOf(prepared, gone ? {} : { refusal: lost }, warnings);
  }
  const untouched = found?.metadata.resourceVersion === before?.metadata.resourceVersion;
  if (untouched) return resultOf(prepared, { refusal: lost }, warnings);
  if (found && sameContent(found, after)) return resultOf(prepared, { policy: found }, warnings);
  if (!after) return unknownResult(prepared, lost, warnings);
  const message = found
    ? `${how}, and ${write.id} now says something else than the draft.`
    : `${how}, and ${write.id} is not there any more.`;
  return resultOf(prepared, { refusal: ownRefusal('changed', 409, 'Conflict', message) }, warnings);
}

/** An answer that came and does not tell is no answer that got lost. */
function howLost({ status }: Refusal): string {
  if (status === 0) return 'The answer got lost';
  return `The answer (status ${status}) did not tell whether it was stored`;
}

export function isLeaving(policy: NetworkPolicy): boolean {
  return fieldsOf(policy.metadata).deletionTimestamp !== undefined;
}
