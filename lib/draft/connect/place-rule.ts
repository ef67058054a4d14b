/** Puts a rule where it changes least: into a policy that selects exactly these pods, else into a new one. */

import {
  type Direction,
  type Engine,
  type LabelSelector,
  labelMatcher,
  type NetworkPolicy,
  type NetworkPolicyEgressRule,
  type NetworkPolicyIngressRule,
  type NetworkPolicyPeer,
  type NetworkPolicyPort,
  networkPolicyId,
  type Pod,
  type PolicyId,
  policyId,
} from '#engine';
import { sameValue } from '#manifest';
import { isLive } from './drawn-end.ts';

export interface Subject {
  readonly namespace: string;
  readonly selector: LabelSelector;
}

/** `peers`: none for everyone. `ports`: none for every port. */
export interface DrawnRule {
  readonly direction: Direction;
  readonly peers: readonly NetworkPolicyPeer[];
  readonly ports: readonly NetworkPolicyPort[];
}

export interface Placing {
  readonly engine: Engine;
  /** Policies as they are with the draft; changed as rules are placed. */
  readonly policies: Map<PolicyId, NetworkPolicy>;
  /** Ids of the draft: these are extended before others. */
  readonly drafted: ReadonlySet<PolicyId>;
}

type AnyRule = NetworkPolicyIngressRule & NetworkPolicyEgressRule;

/** The id of the policy that holds the rule then. */
export function placeRule(placing: Placing, subject: Subject, rule: DrawnRule, wish: string): PolicyId {
  const found = policyOf(placing, subject, rule.direction);
  const policy = found ? extended(found, rule) : newPolicy(placing, subject, rule, wish);
  placing.policies.set(policyId(policy), policy);
  return policyId(policy);
}

/** Policies that isolate exactly these pods in that direction. */
export function policyOf(placing: Placing, subject: Subject, direction: Direction): NetworkPolicy | undefined {
  const own = selected(placing.engine, subject);
  const fitting = [...placing.policies.values()].filter(({ metadata, spec }) => {
    if (metadata.namespace !== subject.namespace || !typesOf(spec).includes(typeOf(direction))) return false;
    const theirs = selected(placing.engine, { namespace: metadata.namespace, selector: spec?.podSelector ?? {} });
    return own.size > 0 && theirs.size === own.size && [...own].every((pod) => theirs.has(pod));
  });
  const rank = (policy: NetworkPolicy) =>
    (placing.drafted.has(policyId(policy)) ? 0 : 2) +
    (sameValue(policy.spec?.podSelector ?? {}, subject.selector) ? 0 : 1);
  return fitting.sort((a, b) => rank(a) - rank(b))[0];
}

function selected({ snapshot }: Engine, { namespace, selector }: Subject): ReadonlySet<Pod> {
  const matches = labelMatcher(selector);
  return new Set(
    snapshot.pods.filter(
      (pod) => pod.namespace === namespace && !pod.hostNetwork && isLive(pod) && matches(pod.labels),
    ),
  );
}

const peerField = (direction: Direction): 'from' | 'to' => (direction === 'ingress' ? 'from' : 'to');
const typeOf = (direction: Direction): string => (direction === 'ingress' ? 'Ingress' : 'Egress');

function typesOf(spec: NetworkPolicy['spec']): readonly string[] {
  if (spec?.policyTypes && spec.policyTypes.length > 0) return spec.policyTypes;
  return (spec?.egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

/** Another peer of a rule on the same ports, other ports of a rule for the same peers, or one more rule. */
function extended(policy: NetworkPolicy, { direction, peers, ports }: DrawnRule): NetworkPolicy {
  const field = peerField(direction);
  const rules: readonly (AnyRule | null)[] = policy.spec?.[direction] ?? [];
  const samePorts = rules.findIndex(
    (rule) => (rule?.[field] ?? []).length > 0 && peers.length > 0 && sameValue(rule?.ports ?? [], ports),
  );
  const samePeers = rules.findIndex(
    (rule) => (rule?.ports ?? []).length > 0 && ports.length > 0 && sameValue(rule?.[field] ?? [], peers),
  );
  const change = (at: number, more: (rule: AnyRule) => AnyRule) =>
    rules.map((rule, index) => (index === at ? more(rule ?? {}) : rule));
  const next =
    samePorts >= 0
      ? change(samePorts, (rule) => ({
          ...rule,
          [field]: [...(rule[field] ?? []), ...withoutKnown(peers, rule[field] ?? [])],
        }))
      : samePeers >= 0
        ? change(samePeers, (rule) => ({
            ...rule,
            ports: [...(rule.ports ?? []), ...withoutKnown(ports, rule.ports ?? [])],
          }))
        : [...rules, ruleOf({ direction, peers, ports })];
  return { ...policy, spec: { ...policy.spec, [direction]: next } };
}

function withoutKnown<T>(more: readonly T[], known: readonly T[]): readonly T[] {
  return more.filter((one) => !known.some((other) => sameValue(one, other)));
}

function ruleOf({ direction, peers, ports }: DrawnRule): AnyRule {
  return { ...(peers.length > 0 && { [peerField(direction)]: peers }), ...(ports.length > 0 && { ports }) };
}

function newPolicy(placing: Placing, subject: Subject, rule: DrawnRule, wish: string): NetworkPolicy {
  return emptyPolicy(placing, subject, [rule.direction], wish, { [rule.direction]: [ruleOf(rule)] });
}

/** A policy that isolates; it is not among the policies yet. */
export function emptyPolicy(
  { policies }: Placing,
  { namespace, selector }: Subject,
  directions: readonly Direction[],
  wish: string,
  rules: Partial<Record<Direction, readonly AnyRule[]>> = {},
): NetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: freeName(policies, namespace, wish), namespace },
    spec: { podSelector: selector, policyTypes: directions.map(typeOf), ...rules },
  };
}

/** A valid object name that nobody in the namespace has. */
function freeName(policies: ReadonlyMap<PolicyId, NetworkPolicy>, namespace: string, wish: string): string {
  const plain = wish
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  let name = plain;
  for (let count = 2; policies.has(networkPolicyId(namespace, name)); count++) name = `${plain}-${count}`;
  return name;
}
