/** Edits of policies, compiled: what each edited policy comes to be. */

import type { Compiled } from '../gates/compiled.ts';
import { type PolicyId, policyId } from '../model/ids.ts';
import { type CompiledPolicy, compilePolicy } from '../policies/compile-policy.ts';
import type { PolicyEdit } from './reachability-diff.ts';

/** The last edit of each policy, compiled; absent value = deleted. */
export type NetEdits = ReadonlyMap<PolicyId, CompiledPolicy | undefined>;

export function netEdits(edits: readonly PolicyEdit[]): NetEdits {
  const net = new Map<PolicyId, CompiledPolicy | undefined>();
  for (const edit of edits) {
    if (edit.action === 'delete') net.set(edit.id, undefined);
    else net.set(policyId(edit.policy), compilePolicy(edit.policy));
  }
  return net;
}

/** The policies of a snapshot after the edits. */
export function editedPolicies(base: Compiled, net: NetEdits): Compiled['policies'] {
  const policies = new Map(base.policies);
  for (const [id, policy] of net) {
    if (policy) policies.set(id, policy);
    else policies.delete(id);
  }
  return policies;
}
