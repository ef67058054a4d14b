/** Namespaces with their policies counted: as stored, and as they would be with the draft. */

import { type PolicyEdit, type PolicyId, policyId, policyNamespace } from '#engine';
import type { MapNamespace } from '#graph';
import type { WorkbenchState } from '../state/state.ts';
import type { unreadableNamespaces } from './unreadable.ts';

type Stored = Pick<NonNullable<WorkbenchState['snapshot']>, 'namespaces' | 'policies'>;

export interface StoredPolicies {
  readonly ids: ReadonlySet<PolicyId>;
  /** By namespace. */
  readonly counts: ReadonlyMap<string, number>;
}

export function mapNamespaces(
  namespaces: Stored['namespaces'],
  stored: StoredPolicies,
  edits: readonly PolicyEdit[],
  hidden: ReturnType<typeof unreadableNamespaces>,
): readonly MapNamespace[] {
  const drafted = withEdits(stored, edits);
  const unreadable = new Set(hidden.map(({ name }) => name));
  const names = new Set([...namespaces.map(({ name }) => name), ...unreadable]);
  return [...names].map((name) => ({
    name,
    policies: stored.counts.get(name) ?? 0,
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

/** Counted once a cluster: a draft of a few policies is typed beside thousands. */
export function storedPolicies(policies: Stored['policies']): StoredPolicies {
  const counts = new Map<string, number>();
  for (const { metadata } of policies) counts.set(metadata.namespace, (counts.get(metadata.namespace) ?? 0) + 1);
  return { ids: new Set(policies.map(policyId)), counts };
}

function withEdits({ ids, counts }: StoredPolicies, edits: readonly PolicyEdit[]): ReadonlyMap<string, number> {
  const after = new Map(counts);
  const add = (id: PolicyId, step: 1 | -1) => {
    const namespace = policyNamespace(id);
    if (namespace !== undefined) after.set(namespace, (after.get(namespace) ?? 0) + step);
  };
  const net = new Map(edits.map((edit) => [edit.action === 'put' ? policyId(edit.policy) : edit.id, edit.action]));
  for (const [id, action] of net) {
    if (action === 'put' && !ids.has(id)) add(id, 1);
    if (action === 'delete' && ids.has(id)) add(id, -1);
  }
  return after;
}
