/**
 * Kinds of policy beside NetworkPolicy that are known but not judged here. Where there is one, a verdict that it may
 * change is unknown: what was not read must never look like an answer.
 */

import { objectKey } from './ids.ts';

export interface OtherPolicyKind {
  readonly group: string;
  readonly kind: string;
  /** As in the path of the API. */
  readonly plural: string;
  /** Whether it concerns the pods of its own namespace alone. */
  readonly namespaced: boolean;
  /** Whether it may allow what network policies deny; all of them may deny what those allow. */
  readonly mayAllow: boolean;
}

/** One policy of such a kind. */
export interface OtherPolicy {
  readonly group: string;
  readonly kind: string;
  /** Absent for one of the whole cluster. */
  readonly namespace?: string;
  readonly name: string;
  /** As written: compared with another of the name, never judged. */
  readonly spec?: unknown;
}

type Row = readonly [group: string, kinds: string, namespaced: boolean, mayAllow: boolean];

const ROWS: readonly Row[] = [
  ['policy.networking.k8s.io', 'AdminNetworkPolicy ClusterNetworkPolicy', false, true],
  ['policy.networking.k8s.io', 'BaselineAdminNetworkPolicy', false, false],
  ['networking.k8s.aws', 'ClusterNetworkPolicy', false, true],
  ['networking.k8s.aws', 'ApplicationNetworkPolicy', true, true],
  ['vpcresources.k8s.aws', 'SecurityGroupPolicy', true, false],
  ['cilium.io', 'CiliumNetworkPolicy', true, true],
  ['cilium.io', 'CiliumClusterwideNetworkPolicy', false, true],
  ['projectcalico.org', 'NetworkPolicy', true, true],
  ['projectcalico.org', 'GlobalNetworkPolicy', false, true],
  ['crd.projectcalico.org', 'NetworkPolicy', true, true],
  ['crd.projectcalico.org', 'GlobalNetworkPolicy', false, true],
  ['crd.antrea.io', 'NetworkPolicy', true, true],
  ['crd.antrea.io', 'ClusterNetworkPolicy', false, true],
  ['k8s.ovn.org', 'EgressFirewall', true, false],
];

export const OTHER_POLICY_KINDS: readonly OtherPolicyKind[] = ROWS.flatMap(([group, kinds, namespaced, mayAllow]) =>
  kinds.split(' ').map((kind) => ({ group, kind, plural: pluralOf(kind), namespaced, mayAllow })),
);

function pluralOf(kind: string): string {
  const lower = kind.toLowerCase();
  return lower.endsWith('y') ? `${lower.slice(0, -1)}ies` : `${lower}s`;
}

/** Of any version. */
export function otherPolicyKind(group: string, kind: string): OtherPolicyKind | undefined {
  return OTHER_POLICY_KINDS.find((one) => one.kind === kind && one.group === group);
}

/** `CiliumNetworkPolicy.cilium.io shop/deny`: several groups have kinds of one name. */
export function otherPolicyName({ group, kind, namespace, name }: OtherPolicy): string {
  return `${kind}.${group} ${objectKey({ namespace, name })}`;
}

/** `2 CiliumNetworkPolicy of cilium.io, ClusterNetworkPolicy of networking.k8s.aws (all of them)`. */
export function otherPolicyKinds(policies: readonly OtherPolicy[]): string {
  const kinds = Map.groupBy(policies, ({ group, kind }) => `${kind} of ${group}`);
  return [...kinds]
    .map(([kind, of]) => (isUnreadable(of[0]) ? `${kind}, which may not be read` : `${of.length} ${kind}`))
    .join('; ');
}

/** Stands for all there may be of a kind that may not be read: no object has such a name. */
export const UNREADABLE = '(all of them)';

export function isUnreadable(policy: OtherPolicy | undefined): boolean {
  return policy?.name === UNREADABLE;
}
