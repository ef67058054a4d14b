/** What policies say of addresses outside the cluster at one gate, in the words of whoever wrote them. */

import {
  type Direction,
  type Gate,
  type IpBlock,
  type NetworkPolicy,
  type NetworkPolicyPort,
  type PolicyId,
  policyId,
} from '#engine';
import { rulesOf } from './policy-shape.ts';

export interface OutsideRule {
  readonly policy: PolicyId;
  /** Counted from 0. */
  readonly rule: number;
  readonly blocks: readonly IpBlock[] | 'everyone';
  /** Empty = every port. */
  readonly ports: readonly NetworkPolicyPort[];
}

/** The end that stands for all that is outside; no workload has this id. */
export const OUTSIDE = 'outside';

/** Rules of a gate that name addresses, or everyone; none where they reach nothing outside. */
export function outsideRules(
  policies: readonly NetworkPolicy[],
  { outside, isolatedBy }: Gate,
  direction: Direction,
): readonly OutsideRule[] {
  if (outside !== 'rule') return [];
  return policies.flatMap((policy) => {
    const id = policyId(policy);
    if (!isolatedBy.includes(id)) return [];
    return rulesOf(policy).flatMap((rule): OutsideRule[] => {
      if (rule.direction !== direction || !rule.effective) return [];
      const blocks = rule.peers.flatMap(({ ipBlock }) => ipBlock ?? []);
      if (rule.peers.length > 0 && blocks.length === 0) return [];
      return [
        { policy: id, rule: rule.rule, blocks: rule.peers.length === 0 ? 'everyone' : blocks, ports: rule.ports },
      ];
    });
  });
}
