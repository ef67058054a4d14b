/** In which order several writes are carried out, so that traffic is not cut in between. */

import type { PolicyWrite } from '#stream';
import { fieldsOf } from './object-fields.ts';

/**
 * First what allows, then what only denies; then the deletions, of denials before those of allowances. Within these
 * the given order stays.
 */
export function inSafeOrder<T extends { readonly write: PolicyWrite; readonly before?: unknown }>(
  items: readonly T[],
): T[] {
  return items
    .map((item, index) => ({ item, index, rank: rankOf(item) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ item }) => item);
}

function rankOf({ write, before }: { readonly write: PolicyWrite; readonly before?: unknown }): number {
  if (write.action === 'put') return allows(write.object) ? 0 : 1;
  return allows(before) ? 3 : 2;
}

function allows(policy: unknown): boolean {
  const { ingress, egress } = fieldsOf(fieldsOf(policy).spec);
  return [ingress, egress].some((rules) => Array.isArray(rules) && rules.length > 0);
}
