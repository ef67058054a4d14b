/**
 * What the engine knows of policies and of the pods they meet, for whoever looks for mistakes in them. Facts alone: no
 * code, no severity, no words. A fact says whether it holds of the pods there are now, or whatever pods may come.
 */

import type { PolicyId } from '../model/ids.ts';
import type { Labels } from '../model/labels.ts';
import type { NetworkPolicy, NetworkPolicyPeer } from '../model/network-policy.ts';
import type { ContainerPort, Direction, Namespace, Pod, WorkloadId } from '../model/objects.ts';
import type { Profile } from '../model/profile.ts';
import type { PortMatcher } from '../policies/compile-policy.ts';
import type { RuleRef } from '../policies/rule-ref.ts';

/** Pods that something selects; the lists are worked out when first asked for. */
export interface PodSet {
  readonly isEmpty: boolean;
  /** How many there are. */
  readonly size: number;
  readonly pods: readonly Pod[];
  /** Distinct ports that they declare. */
  readonly ports: readonly ContainerPort[];
}

export interface InspectedPeer {
  readonly path: string;
  /** `broken`: the server would refuse it. */
  readonly kind: 'pods' | 'addresses' | 'broken';
  /** As written. */
  readonly peer: NetworkPolicyPeer;
  /** A selector of it holds a part that cannot be judged. */
  readonly isBroken: boolean;
  /** Pods that it admits. */
  readonly selects: PodSet;
  /** Pods whose addresses the block holds, whether it admits them or not; those on a machine's network apart. */
  holds(): readonly Pod[];
}

export interface InspectedRule {
  readonly direction: Direction;
  /** Counted from 0. */
  readonly rule: number;
  readonly path: string;
  /** No `from` or `to`, or an empty one: everyone is admitted, from outside too. */
  readonly everyone: boolean;
  readonly peers: readonly InspectedPeer[];
  readonly ports: readonly PortMatcher[];
  /** Pods whose ports the rule speaks of: those selected by the policy for ingress, by the peers for egress. */
  readonly destinations: PodSet;
  /** Other rules that admit all that this one admits, whatever pods come; absent where there are none. */
  readonly coveredBy?: readonly RuleRef[];
  /** Per entry of `except`, rules that admit all of it to the same pods on the same ports. */
  readonly voids: readonly VoidedException[];
}

export interface VoidedException {
  /** Of the entry, for example `spec.egress[0].to[0].ipBlock.except[1]`. */
  readonly path: string;
  readonly cidr: string;
  readonly by: RuleRef;
}

export interface InspectedPolicy {
  readonly id: PolicyId;
  readonly namespace: string;
  readonly policy: NetworkPolicy;
  readonly subjects: PodSet;
  /** Its podSelector holds a part that cannot be judged. */
  readonly isBroken: boolean;
  readonly isolates: Readonly<Record<Direction, boolean>>;
  readonly rules: Readonly<Record<Direction, readonly InspectedRule[]>>;
  /** Other policies that isolate all its pods and admit all it admits, whatever pods come; absent where none do. */
  readonly coveredBy?: readonly PolicyId[];
  /** Directions it has rules for that find nobody now, on any port. */
  readonly admitsNobody: readonly Direction[];
  /** Directions it shuts without a rule, while a rule of another policy for the same pods admits everyone. */
  readonly voidedBy: Readonly<Partial<Record<Direction, RuleRef>>>;
  /** Protocols over which some pod that it isolates for egress may not ask the cluster's DNS. */
  readonly withoutDns: readonly ('UDP' | 'TCP')[];
}

/** By what a rule admits the cluster's DNS. */
export interface DnsServers {
  /** Whether any is in the snapshot. */
  readonly isSeen: boolean;
  readonly namespace: string;
  readonly labels: Labels;
  readonly ports: Readonly<Record<'UDP' | 'TCP', readonly number[]>>;
}

export interface Inspection {
  readonly profile: Profile;
  /** Also those known through their pods alone; each with its name as a label. */
  readonly namespaces: readonly Namespace[];
  /** The servers in sight; those of Kubernetes where none is. */
  readonly dns: DnsServers;
  /** Pods that are not completed. */
  readonly pods: readonly Pod[];
  /** In the order of the snapshot; of a draft, those it edits alone. */
  readonly policies: readonly InspectedPolicy[];
  /** Workloads of which no policy selects a pod, in either direction; sorted. */
  readonly bareWorkloads: readonly WorkloadId[];
}
