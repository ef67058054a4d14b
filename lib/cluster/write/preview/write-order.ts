/** In which order several writes are carried out, so that traffic is not cut in between. */

import type { PolicyWrite } from '#stream';
import { sameJson } from '#stream';
import type { Fields } from '../../connect/json-fields.ts';
import { fieldsOf } from '../../connect/object-fields.ts';

interface Ordered {
  readonly write: PolicyWrite;
  /** What is stored now. */
  readonly before?: unknown;
  /** What would be stored, as far as the server said. */
  readonly after?: unknown;
}

/**
 * First what only adds: to a policy, or for pods that are isolated already. Then new policies with rules that isolate
 * pods which were open, for others may allow what these need; then what denies or takes rules away, which another write
 * may have taken over; then the deletions, of denials before those of allowances. Within these the given order stays.
 * `isolates` says whether a new policy isolates pods that are open now; where that is not known, it may.
 */
export function inSafeOrder<T extends Ordered>(items: readonly T[], isolates: (policy: unknown) => boolean): T[] {
  return items
    .map((item, index) => ({ item, index, rank: rankOf(item, isolates) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ item }) => item);
}

function rankOf({ write, before, after }: Ordered, isolates: (policy: unknown) => boolean): number {
  if (write.action === 'delete') return allows(before) ? 5 : 4;
  const next = after ?? write.object;
  if (before !== undefined) return onlyAdds(before, next) ? 0 : 3;
  if (!isolates(next)) return 1;
  return allows(next) ? 2 : 3;
}

function allows(policy: unknown): boolean {
  const { ingress, egress } = specOf(policy);
  return [ingress, egress].some((rules) => itemsOf(rules).length > 0);
}

/** Whether all that was allowed before still is, by the same rules, for the same pods and no more of them. */
function onlyAdds(before: unknown, after: unknown): boolean {
  const [old, next] = [specOf(before), specOf(after)];
  if (!sameJson(fieldsOf(old.podSelector), fieldsOf(next.podSelector))) return false;
  if (!includes(old.policyTypes, next.policyTypes)) return false;
  return includes(next.ingress, old.ingress) && includes(next.egress, old.egress);
}

function includes(list: unknown, all: unknown): boolean {
  const items = itemsOf(list);
  return itemsOf(all).every((one) => items.some((item) => sameJson(item, one)));
}

function specOf(policy: unknown): Fields {
  return fieldsOf(fieldsOf(policy).spec);
}

function itemsOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}
