import { type NetworkPolicy, type PolicyEdit, policyId } from '#engine';

/** Policies as they would be stored after the edits; those that are put anew come last. */
export function withEdits(policies: readonly NetworkPolicy[], edits: readonly PolicyEdit[]): readonly NetworkPolicy[] {
  const byId = new Map(policies.map((policy) => [policyId(policy), policy]));
  for (const edit of edits) {
    if (edit.action === 'delete') byId.delete(edit.id);
    else byId.set(policyId(edit.policy), edit.policy);
  }
  return [...byId.values()];
}
