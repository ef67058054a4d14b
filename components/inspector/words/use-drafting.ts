'use client';
import type { NetworkPolicy, PolicyId, WorkloadId } from '#engine';
import { useIntents } from '#store';

export interface Drafting {
  edit(id: PolicyId): void;
  /** A policy for a whole namespace, or for one workload of it. */
  create(namespace: string, workload?: WorkloadId): void;
  remove(id: PolicyId): void;
  add(policies: readonly NetworkPolicy[]): void;
}

/** Begins an edit. What was selected is let go of, so that the map shows the effect and not the selection. */
export function useDrafting(): Drafting {
  const { select, openPolicy, newPolicy, deletePolicy, draftPolicies } = useIntents();
  const after = (begin: () => void) => {
    select(undefined);
    begin();
  };
  return {
    edit: (id) => after(() => openPolicy(id)),
    create: (namespace, workload) => after(() => newPolicy(namespace, workload)),
    remove: (id) => after(() => deletePolicy(id)),
    add: (policies) => after(() => draftPolicies(policies)),
  };
}
