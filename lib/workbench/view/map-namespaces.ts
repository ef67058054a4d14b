/** Namespaces with their policies counted: as stored, and as they would be with the draft. */

import { type PolicyId, policyId, policyNamespace } from '#engine';
import type { MapNamespace } from '#graph';
import type { DraftReading, WorkbenchState } from '../state/state.ts';
import type { unreadableNamespaces } from './unreadable.ts';

type Stored = Pick<NonNullable<WorkbenchState['snapshot']>, 'namespaces' | 'policies'>;

export function mapNamespaces(
  namespaces: Stored['namespaces'],
  policies: Stored['policies'],
  edits: WorkbenchState['draft']['edits'],
  reading: DraftReading['edits'],
  hidden: ReturnType<typeof unreadableNamespaces>,
): readonly MapNamespace[] {
  const before = new Set(policies.map(policyId));
  const after = new Set(before);
  for (const edit of edits) if (edit.action === 'delete' && edit.baseId !== undefined) after.delete(edit.baseId);
  for (const { documents } of reading) {
    for (const { policy } of documents) {
      if (policy !== undefined) after.add(policyId(policy));
    }
  }
  const [stored, drafted] = [countByNamespace(before), countByNamespace(after)];
  const unreadable = new Set(hidden.map(({ name }) => name));
  const names = new Set([...namespaces.map(({ name }) => name), ...unreadable]);
  return [...names].map((name) => ({
    name,
    policies: stored.get(name) ?? 0,
    policiesAfter: drafted.get(name) ?? 0,
    ...(unreadable.has(name) && { unreadable: true }),
  }));
}

/** Every key makes new counts, and few make other ones. */
export function sameNamespaces(before: readonly MapNamespace[], after: readonly MapNamespace[]): boolean {
  return (
    before.length === after.length &&
    after.every((one, index) => {
      const other = before[index];
      return (
        other?.name === one.name &&
        other.policies === one.policies &&
        other.policiesAfter === one.policiesAfter &&
        other.unreadable === one.unreadable
      );
    })
  );
}

function countByNamespace(ids: ReadonlySet<PolicyId>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) {
    const namespace = policyNamespace(id);
    if (namespace !== undefined) counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  }
  return counts;
}
