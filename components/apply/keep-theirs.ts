/** Gives way in a conflict: the draft says of the fields of others what is stored, so that its effect stays true. */

import type { Edit } from '#draft';
import { type NetworkPolicy, policyId } from '#engine';
import { applyTextEdits, editsTowards, parsePolicies } from '#manifest';
import type { Refusal } from '#stream';

const SPEC_FIELD = /^\.?spec\.(podSelector|policyTypes|ingress|egress)$/;

/** The text of the edit with their fields; undefined where it cannot be had by replacing parts of the spec. */
export function textWithTheirs(
  edit: Edit | undefined,
  before: NetworkPolicy | undefined,
  { causes }: Refusal,
): string | undefined {
  const fields = causes.map(({ field = '' }) => SPEC_FIELD.exec(field)?.[1]);
  if (edit?.action !== 'put' || !before || fields.length === 0 || fields.includes(undefined)) return undefined;
  const documents = parsePolicies(edit.text, { defaultNamespace: edit.namespace });
  const document = documents.find(({ id }) => id === policyId(before));
  if (!document?.policy) return undefined;
  const stored = new Map(Object.entries(before.spec ?? {}));
  const spec = Object.fromEntries([
    ...Object.entries(document.policy.spec ?? {}).filter(([field]) => !fields.includes(field)),
    ...fields.flatMap((field = '') => (stored.has(field) ? [[field, stored.get(field)]] : [])),
  ]);
  const edits = editsTowards(edit.text, document, { ...document.policy, spec });
  return edits.length > 0 ? applyTextEdits(edit.text, edits) : undefined;
}
