/**
 * What can be told of namespaces that may not be read. Their workloads and policies are unknown; what other namespaces
 * let in from there, or out to there, is known as far as it does not hang on labels of pods that nobody saw.
 */

import {
  type Direction,
  type Labels,
  matchesLabels,
  type NetworkPolicy,
  type NetworkPolicyPeer,
  policyId,
  type WorkloadReach,
} from '#engine';
import type { UnreadableNamespace } from '#stream';
import type { WorkbenchState } from '../state/state.ts';

type Known = Pick<WorkbenchState, 'snapshot' | 'reachability'>;

const NONE: readonly UnreadableNamespace[] = [];

/** Namespaces whose pods may not be read. */
export function unreadableNamespaces({ snapshot }: Pick<WorkbenchState, 'snapshot'>): readonly UnreadableNamespace[] {
  return snapshot?.cluster.unreadable ?? NONE;
}

export interface Certainty {
  readonly workload: WorkloadReach;
  /** Seen from the workload: `ingress` is from the namespace to it. */
  readonly direction: Direction;
  /** `no`: whatever runs there, its policies do not admit it. Never `yes`: the far side is not read. */
  readonly admits: 'no' | 'unknown';
  /** A rule speaks of the namespace, or of so many that it is among them: more than openness for want of a policy. */
  readonly byRule: boolean;
}

/** Every workload that is read, both ways. */
export function certaintiesOf(name: string, { snapshot, reachability }: Known): readonly Certainty[] {
  const labels = snapshot?.namespaces.find((namespace) => namespace.name === name)?.labels;
  const policies = new Map(snapshot?.policies.map((policy) => [policyId(policy), policy]));
  const hidden = new Set(unreadableNamespaces({ snapshot }).map((one) => one.name));
  const judged = (reachability?.workloads ?? []).filter(
    ({ hostNetwork, namespace }) => !hostNetwork && !hidden.has(namespace),
  );
  return (['ingress', 'egress'] as const).flatMap((direction) =>
    judged.map((workload): Certainty => {
      const gate = workload[direction];
      // Of a workload that is closed only for some of its pods the others are open.
      const closing = gate.isolated === 'yes' ? gate.isolatedBy.flatMap((id) => policies.get(id) ?? []) : [];
      const isClosed = closing.length > 0 && closing.every((policy) => !mayAdmit(policy, direction, { name, labels }));
      const byRule = closing.some((policy) => mayAdmit(policy, direction, { name, labels }));
      return { workload, direction, admits: isClosed ? 'no' : 'unknown', byRule };
    }),
  );
}

interface Hidden {
  readonly name: string;
  /** Undefined where namespaces themselves may not be read. */
  readonly labels: Labels | undefined;
}

/** Whether some pod of the namespace, with labels and an address nobody knows, may meet a rule of the policy. */
function mayAdmit(policy: NetworkPolicy, direction: Direction, hidden: Hidden): boolean {
  if (policy.metadata.namespace === hidden.name) return true;
  const rules = policy.spec?.[direction] ?? [];
  return rules.some((rule) => {
    const peers = (direction === 'ingress' ? (rule as Rule)?.from : (rule as Rule)?.to) ?? [];
    return peers.length === 0 || peers.some((peer) => mayMean(peer, hidden));
  });
}

interface Rule {
  readonly from?: readonly NetworkPolicyPeer[] | null;
  readonly to?: readonly NetworkPolicyPeer[] | null;
}

function mayMean(peer: NetworkPolicyPeer, { name, labels }: Hidden): boolean {
  if (peer.ipBlock) return true;
  if (!peer.namespaceSelector) return false;
  // The name is a label that every namespace has.
  return labels === undefined
    ? matchesLabels(peer.namespaceSelector, { 'kubernetes.io/metadata.name': name }) || !isByName(peer)
    : matchesLabels(peer.namespaceSelector, labels);
}

function isByName({ namespaceSelector }: NetworkPolicyPeer): boolean {
  const keys = Object.keys(namespaceSelector?.matchLabels ?? {});
  return keys.includes('kubernetes.io/metadata.name');
}

/** Pairs of a workload and such a namespace that a rule lets through on the side that is read; `namespace` has no slash. */
export interface UnknownPair {
  readonly workload: string;
  readonly namespace: string;
  readonly direction: Direction;
}

export function unknownPairs(known: Known): readonly UnknownPair[] {
  return unreadableNamespaces(known).flatMap(({ name }) =>
    certaintiesOf(name, known)
      .filter(({ byRule }) => byRule)
      .map(({ workload, direction }) => ({ workload: workload.id, namespace: name, direction })),
  );
}
