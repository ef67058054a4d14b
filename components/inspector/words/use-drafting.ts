'use client';
import type { NetworkPolicy, PolicyId } from '#engine';
import { useIntents } from '#store';

export interface Drafting {
  edit(id: PolicyId): void;
  create(namespace: string): void;
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
    create: (namespace) => after(() => newPolicy(namespace)),
    remove: (id) => after(() => deletePolicy(id)),
    add: (policies) => after(() => draftPolicies(policies)),
  };
}
