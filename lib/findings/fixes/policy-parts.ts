/** Parts of a policy by their path, and copies with one part changed. */

import type {
  Direction,
  NetworkPolicy,
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  NetworkPolicyPeer,
  NetworkPolicyPort,
} from '#engine';

const PEER_PATH = /^spec\.(?:ingress\[(\d+)\]\.from|egress\[(\d+)\]\.to)\[(\d+)\]$/;

/** The entry of `from` or `to` at `spec.ingress[0].from[1]`; undefined where there is none. */
export function peerAt(policy: NetworkPolicy | undefined, path: string): NetworkPolicyPeer | undefined {
  const [, ingress, egress, peer] = PEER_PATH.exec(path) ?? [];
  if (ingress !== undefined) return policy?.spec?.ingress?.[Number(ingress)]?.from?.[Number(peer)];
  return policy?.spec?.egress?.[Number(egress)]?.to?.[Number(peer)];
}

/** The policy with that entry replaced; the policy itself where there is no such entry. */
export function withPeer(policy: NetworkPolicy, path: string, peer: NetworkPolicyPeer): NetworkPolicy {
  const [, ingress, egress, at] = PEER_PATH.exec(path) ?? [];
  const spec = policy.spec ?? {};
  if (ingress !== undefined) {
    const rules = spec.ingress?.map((rule, index) =>
      index === Number(ingress) ? { ...rule, from: replaced(rule?.from, Number(at), peer) } : rule,
    );
    return rules ? { ...policy, spec: { ...spec, ingress: rules } } : policy;
  }
  const rules = spec.egress?.map((rule, index) =>
    index === Number(egress) ? { ...rule, to: replaced(rule?.to, Number(at), peer) } : rule,
  );
  return rules ? { ...policy, spec: { ...spec, egress: rules } } : policy;
}

function replaced(
  peers: readonly NetworkPolicyPeer[] | null | undefined,
  at: number,
  peer: NetworkPolicyPeer,
): readonly NetworkPolicyPeer[] {
  return (peers ?? []).map((existing, index) => (index === at ? peer : existing));
}

/** The policy without one of its rules. */
export function withoutRule(policy: NetworkPolicy, direction: Direction, rule: number): NetworkPolicy {
  const { spec } = policy;
  if (direction === 'ingress') return { ...policy, spec: { ...spec, ingress: spec?.ingress?.toSpliced(rule, 1) } };
  return { ...policy, spec: { ...spec, egress: spec?.egress?.toSpliced(rule, 1) } };
}

/** The policy with a port of a rule (`spec.ingress[0]`) written as a number of its own protocol. */
export function withPort(policy: NetworkPolicy, rulePath: string, at: number, port: number): NetworkPolicy {
  return withRule(policy, rulePath, (rule) => ({
    ...rule,
    ports: (rule.ports ?? []).map((one, index) => (index === at ? { ...one, port } : one)),
  }));
}

/** The policy with all ports of a rule replaced. */
export function withPorts(policy: NetworkPolicy, rulePath: string, ports: readonly NetworkPolicyPort[]): NetworkPolicy {
  return withRule(policy, rulePath, (rule) => ({ ...rule, ports }));
}

const RULE_PATH = /^spec\.(ingress|egress)\[(\d+)\]$/;

type AnyRule = NetworkPolicyIngressRule & NetworkPolicyEgressRule;

function withRule(policy: NetworkPolicy, path: string, change: (rule: AnyRule) => AnyRule): NetworkPolicy {
  const [, direction, at] = RULE_PATH.exec(path) ?? [];
  const { spec } = policy;
  if (!spec || at === undefined) return policy;
  const rules: readonly (AnyRule | null)[] = (direction === 'ingress' ? spec.ingress : spec.egress) ?? [];
  const edited = rules.map((rule, index) => (index === Number(at) ? change(rule ?? {}) : rule));
  return { ...policy, spec: direction === 'ingress' ? { ...spec, ingress: edited } : { ...spec, egress: edited } };
}
