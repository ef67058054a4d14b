/** What a policy is made of, as the specification reads it (rules 3 to 5). */

import type { Direction, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '#engine';

export interface ShapedRule {
  readonly direction: Direction;
  /** Counted from 0. */
  readonly rule: number;
  readonly path: string;
  /** Empty = everyone. */
  readonly peers: readonly NetworkPolicyPeer[];
  /** Empty = every port. */
  readonly ports: readonly NetworkPolicyPort[];
  /** False when policyTypes leave the direction out. */
  readonly effective: boolean;
}

/** Directions the policy closes: those it names, else ingress always and egress when it has an egress rule. */
export function isolatedDirections({ spec }: NetworkPolicy): readonly Direction[] {
  const named = spec?.policyTypes ?? [];
  if (named.length === 0) return spec?.egress && spec.egress.length > 0 ? ['ingress', 'egress'] : ['ingress'];
  const isolates: Direction[] = [];
  if (named.includes('Ingress')) isolates.push('ingress');
  if (named.includes('Egress')) isolates.push('egress');
  return isolates;
}

export function rulesOf(policy: NetworkPolicy): readonly ShapedRule[] {
  const isolates = isolatedDirections(policy);
  const shape = (direction: Direction, rule: number, peers: unknown, ports: unknown): ShapedRule => ({
    direction,
    rule,
    path: `spec.${direction}[${rule}]`,
    peers: (peers ?? []) as readonly NetworkPolicyPeer[],
    ports: (ports ?? []) as readonly NetworkPolicyPort[],
    effective: isolates.includes(direction),
  });
  return [
    ...(policy.spec?.ingress ?? []).map((rule, at) => shape('ingress', at, rule?.from, rule?.ports)),
    ...(policy.spec?.egress ?? []).map((rule, at) => shape('egress', at, rule?.to, rule?.ports)),
  ];
}

export function ruleCount({ spec }: NetworkPolicy): number {
  return (spec?.ingress?.length ?? 0) + (spec?.egress?.length ?? 0);
}
