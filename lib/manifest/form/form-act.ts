/** The acts on a policy that a form offers. Each is one step of undo, and one edit of the text. */

import type {
  Direction,
  LabelSelector,
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  NetworkPolicyPeer,
  NetworkPolicyPort,
} from '#engine';

export interface RuleAt {
  readonly direction: Direction;
  readonly rule: number;
}

export interface PeerAt extends RuleAt {
  readonly peer: number;
}

export interface PortAt extends RuleAt {
  readonly port: number;
}

export type SelectorAt = 'subject' | (PeerAt & { readonly of: 'pods' | 'namespaces' });

/** `=` stands in matchLabels, the others in matchExpressions. */
export interface Requirement {
  readonly key: string;
  readonly operator: '=' | 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: readonly string[];
}

export type RequirementAt =
  | { readonly of: 'label'; readonly key: string }
  | { readonly of: 'expression'; readonly index: number };

export type PolicyRule = NetworkPolicyIngressRule & NetworkPolicyEgressRule;

export type FormAct =
  /** Without a selector the field goes. */
  | { readonly act: 'set-selector'; readonly at: SelectorAt; readonly selector?: LabelSelector }
  | { readonly act: 'add-requirement'; readonly at: SelectorAt; readonly requirement: Requirement }
  | {
      readonly act: 'replace-requirement';
      readonly at: SelectorAt;
      readonly old: RequirementAt;
      readonly requirement: Requirement;
    }
  | { readonly act: 'remove-requirement'; readonly at: SelectorAt; readonly old: RequirementAt }
  /** Nobody may come in (go out) but by its rules. */
  | { readonly act: 'isolate'; readonly direction: Direction }
  /** The policy says nothing of that direction any more. Not for its last one: a policy isolates at least one way. */
  | { readonly act: 'open'; readonly direction: Direction }
  | { readonly act: 'add-rule'; readonly direction: Direction; readonly rule: PolicyRule }
  | ({ readonly act: 'replace-rule'; readonly by: PolicyRule } & RuleAt)
  | ({ readonly act: 'remove-rule' } & RuleAt)
  | ({ readonly act: 'add-peer'; readonly entry: NetworkPolicyPeer } & RuleAt)
  | ({ readonly act: 'replace-peer'; readonly entry: NetworkPolicyPeer } & PeerAt)
  /** With the last peer the rule goes: an empty list would admit everyone. */
  | ({ readonly act: 'remove-peer' } & PeerAt)
  /** What both had to match, either may: its pods become a peer of their own. */
  | ({ readonly act: 'part-peer' } & PeerAt)
  | ({ readonly act: 'admit-everyone' } & RuleAt)
  | ({ readonly act: 'add-port'; readonly entry: NetworkPolicyPort } & RuleAt)
  | ({ readonly act: 'replace-port'; readonly entry: NetworkPolicyPort } & PortAt)
  /** With the last port the field goes: every port. */
  | ({ readonly act: 'remove-port' } & PortAt)
  | ({ readonly act: 'set-ports'; readonly entries: readonly NetworkPolicyPort[] } & RuleAt)
  /** What holds by default is written down. */
  | { readonly act: 'write-types' }
  | { readonly act: 'rename'; readonly name?: string; readonly namespace?: string };
