/** The engine of the cluster as it would be with the draft: made when it is first asked, and kept while it is true. */

import { createEngine, type Engine, type NetworkPolicy, type PolicyEdit, policyId } from '#engine';
import { sameJson } from '#stream';

export type DraftedEngine = (engine: Engine, edits: readonly PolicyEdit[]) => Engine;

export function keepDraftedEngine(): DraftedEngine {
  let kept: { live: Engine; edits: readonly PolicyEdit[]; drafted: Engine } | undefined;
  return (live, edits) => {
    // Most keys change a text and not what it means.
    if (kept?.live !== live || !sameJson(kept.edits, edits)) {
      const policies = withEdits(live.snapshot.policies, edits);
      kept = { live, edits, drafted: createEngine({ ...live.snapshot, policies }, live.profile) };
    }
    return kept.drafted;
  };
}

/** Policies as they would be stored after the edits; those that are put anew come last. */
export function withEdits(policies: readonly NetworkPolicy[], edits: readonly PolicyEdit[]): readonly NetworkPolicy[] {
  const byId = new Map(policies.map((policy) => [policyId(policy), policy]));
  for (const edit of edits) {
    if (edit.action === 'delete') byId.delete(edit.id);
    else byId.set(policyId(edit.policy), edit.policy);
  }
  return [...byId.values()];
}
