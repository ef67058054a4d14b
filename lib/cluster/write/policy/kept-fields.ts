/** What server-side apply keeps although the draft leaves it out: fields that other managers own. */

import type { NetworkPolicy } from '#engine';
import type { KeptField } from '#stream';
import type { Fields } from '../../connect/json-fields.ts';
import { text } from '../../connect/json-fields.ts';
import { fieldsOf, listOf } from '../../connect/object-fields.ts';
import { FIELD_MANAGER } from './policy-client.ts';

const SPEC = ['podSelector', 'policyTypes', 'ingress', 'egress'] as const;

/** `after` is what the server would store, `body` what was sent. A field without another owner is a default. */
export function keptFields(body: Fields, after: NetworkPolicy, managedFields: unknown): KeptField[] {
  const kept: KeptField[] = [];
  const consider = (field: string, path: readonly string[]) => {
    const managers = ownersOf(managedFields, path);
    if (managers.length > 0) kept.push({ field, managers });
  };
  const stated = fieldsOf(body.spec);
  const stored = fieldsOf(after.spec);
  for (const name of SPEC) {
    if (stored[name] !== undefined && stated[name] === undefined) consider(`spec.${name}`, ['f:spec', `f:${name}`]);
  }
  const metadata = fieldsOf(body.metadata);
  for (const map of ['labels', 'annotations'] as const) {
    const said = fieldsOf(metadata[map]);
    for (const key of Object.keys(fieldsOf(after.metadata[map]))) {
      if (Object.hasOwn(said, key)) continue;
      consider(`metadata.${map}[${key}]`, ['f:metadata', `f:${map}`, `f:${key}`]);
    }
  }
  return kept;
}

function ownersOf(managedFields: unknown, path: readonly string[]): string[] {
  const owners = listOf(managedFields).filter((entry) => {
    if (entry.manager === FIELD_MANAGER && entry.operation === 'Apply') return false;
    let at: unknown = entry.fieldsV1;
    for (const step of path) {
      const fields = fieldsOf(at);
      if (!Object.hasOwn(fields, step)) return false;
      at = fields[step];
    }
    return true;
  });
  return [...new Set(owners.map((entry) => text(entry.manager) ?? 'unknown'))];
}
