/** A snapshot with policy edits applied, in order; the last edit of a policy wins. */

import { policyId } from './network-policy.ts';
import type { Snapshot } from './objects.ts';
import type { PolicyEdit } from './reachability-diff.ts';

export function applyEdits(snapshot: Snapshot, edits: readonly PolicyEdit[]): Snapshot {
  if (edits.length === 0) return snapshot;
  const policies = new Map(snapshot.policies.map((policy) => [policyId(policy), policy]));
  for (const edit of edits) {
    if (edit.action === 'put') policies.set(policyId(edit.policy), edit.policy);
    else policies.delete(edit.id);
  }
  return { ...snapshot, policies: [...policies.values()] };
}
