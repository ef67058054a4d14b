/** Who manages which fields, as metadata.managedFields has it, and what is to be recorded after a write of ours. */

import { type Fields, isFields, text } from '../../connect/json-fields.ts';
import { fieldsOf, listOf } from '../../connect/object-fields.ts';
import { FIELD_MANAGER } from './policy-client.ts';

/**
 * What we created or replaced counts as applied by us: what a later draft leaves out is then taken out, as the author of
 * the draft expects. Undefined where nothing is to be changed.
 */
export function ownersAsApplied(managedFields: unknown): readonly Fields[] | undefined {
  const entries = listOf(managedFields);
  const updated = entries.find((entry) => isOurs(entry) && entry.operation === 'Update');
  if (!updated) return undefined;
  const applied = entries.find((entry) => isOurs(entry) && entry.operation === 'Apply');
  const fieldsV1 = applied ? union(applied.fieldsV1, updated.fieldsV1) : updated.fieldsV1;
  const others = entries.filter((entry) => entry !== updated && entry !== applied);
  return [{ ...updated, operation: 'Apply', fieldsV1 }, ...others];
}

/**
 * The managers from before a write of ours, and who came since; without what that write and its undo recorded for us.
 * Undefined where it is not known who they were.
 */
export function ownersRestored(before: unknown, now: unknown): readonly Fields[] | undefined {
  if (!Array.isArray(before)) return undefined;
  const earlier = listOf(before);
  const keys = new Set(earlier.map(keyOf));
  return [...earlier, ...listOf(now).filter((entry) => !isOurs(entry) && !keys.has(keyOf(entry)))];
}

function isOurs({ manager, subresource }: Fields): boolean {
  return manager === FIELD_MANAGER && !subresource;
}

function keyOf({ manager, operation, subresource }: Fields): string {
  return JSON.stringify([text(manager), text(operation), text(subresource)]);
}

/** Sets of fields are trees of keys without values. */
function union(one: unknown, other: unknown): Fields {
  const merged: Record<string, unknown> = { ...fieldsOf(one) };
  for (const [key, value] of Object.entries(fieldsOf(other))) {
    merged[key] = isFields(merged[key]) ? union(merged[key], value) : value;
  }
  return merged;
}
