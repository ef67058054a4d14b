/** Parts of a policy by their path, and copies with one part changed. */

import type { NetworkPolicy, NetworkPolicyPeer } from '#engine';

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
