/**
 * A raw policy becomes a closed set of matchers, once: what is absent, null, empty, `{}` or malformed is settled here and
 * matching never asks again. A part that cannot be judged (half-typed, refused by the API server) matches nothing.
 */

import { type AddressRange, parseCidr } from './address.ts';
import { type AddressSet, addressSet, subtractAddresses } from './address-set.ts';
import type {
  IpBlock,
  NetworkPolicy,
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicySpec,
  PolicyId,
} from './network-policy.ts';
import { policyId } from './network-policy.ts';
import type { Direction, Protocol } from './objects.ts';
import { PROTOCOLS } from './objects.ts';
import type { RuleRef } from './reachability.ts';
import { compileSelector, type Selector } from './selector.ts';

/** A from/to entry. `namespaces` absent = the policy's own namespace (rule 13). */
export type PeerMatcher =
  | { readonly kind: 'pods'; readonly namespaces?: Selector; readonly pods: Selector }
  | { readonly kind: 'addresses'; readonly block: AddressSet; readonly text: string }
  | { readonly kind: 'broken' };

export type PortMatcher =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'range';
      readonly protocol: Protocol;
      readonly first: number;
      readonly last: number;
    }
  | { readonly kind: 'named'; readonly protocol: Protocol; readonly name: string }
  | { readonly kind: 'broken' };

export interface CompiledRule {
  readonly ref: RuleRef;
  /** Rule 8: `from`/`to` missing or empty: all peers, also addresses outside and host-network pods. */
  readonly everyone: boolean;
  readonly peers: readonly PeerMatcher[];
  readonly ports: readonly PortMatcher[];
}

export interface CompiledPolicy {
  readonly id: PolicyId;
  readonly namespace: string;
  readonly policy: NetworkPolicy;
  readonly subject: Selector;
  readonly isolates: Readonly<Record<Direction, boolean>>;
  /** As written; without effect in a direction the policy does not isolate (rule 5). */
  readonly rules: Readonly<Record<Direction, readonly CompiledRule[]>>;
}

const BROKEN = { kind: 'broken' } as const;

export const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Makes a selector of what stands in a policy. */
type Select = typeof compileSelector;

/** `select` may share equal selectors between policies (selector.ts `sharedSelectors`). */
export function compilePolicy(policy: NetworkPolicy, select: Select = compileSelector): CompiledPolicy {
  const spec: NetworkPolicySpec = isRecord(policy.spec) ? policy.spec : {};
  const id = policyId(policy);
  const rules = {
    ingress: compileRules(spec.ingress, id, 'ingress', select),
    egress: compileRules(spec.egress, id, 'egress', select),
  };
  return {
    id,
    namespace: policy.metadata?.namespace ?? '',
    policy,
    // Rule 6: missing, null or {}: all pods of the namespace.
    subject: select(spec.podSelector),
    isolates: isolates(spec.policyTypes, rules.egress.length > 0),
    rules,
  };
}

/** Rule 4: missing or empty policyTypes mean Ingress, and Egress where there are egress rules. Rule 5: else literally. */
function isolates(types: unknown, hasEgressRules: boolean): Record<Direction, boolean> {
  if (!Array.isArray(types) || types.length === 0) return { ingress: true, egress: hasEgressRules };
  return { ingress: types.includes('Ingress'), egress: types.includes('Egress') };
}

/** Rule 7: missing, null and `[]` are no rule at all; `{}` (or a null item) is a rule that admits everything. */
function compileRules(rules: unknown, policy: PolicyId, direction: Direction, select: Select): CompiledRule[] {
  if (!Array.isArray(rules)) return [];
  return rules.map((rule: unknown, at) => {
    const ref: RuleRef = { policy, direction, rule: at };
    if (rule !== null && !isRecord(rule)) return { ref, everyone: false, peers: [], ports: [] };
    return compileRule((rule ?? {}) as NetworkPolicyIngressRule & NetworkPolicyEgressRule, ref, select);
  });
}

function compileRule(
  rule: NetworkPolicyIngressRule & NetworkPolicyEgressRule,
  ref: RuleRef,
  select: Select,
): CompiledRule {
  const key = ref.direction === 'ingress' ? 'from' : 'to';
  const peers: unknown = rule[key] ?? [];
  const ports: unknown = rule.ports ?? [];
  return {
    ref,
    everyone: Array.isArray(peers) && peers.length === 0,
    peers: Array.isArray(peers) ? peers.map((peer) => compilePeer(peer, select)) : [],
    ports: Array.isArray(ports) ? compilePorts(ports) : [],
  };
}

function compilePeer(peer: NetworkPolicyPeer | null, select: Select): PeerMatcher {
  if (!isRecord(peer)) return BROKEN;
  const { ipBlock, namespaceSelector, podSelector } = peer as NetworkPolicyPeer;
  const hasNamespaces = namespaceSelector !== undefined && namespaceSelector !== null;
  const hasPods = podSelector !== undefined && podSelector !== null;
  if (ipBlock !== undefined && ipBlock !== null) {
    // Rule 15: an ipBlock beside a selector is refused.
    return hasNamespaces || hasPods ? BROKEN : compileBlock(ipBlock);
  }
  if (!hasNamespaces && !hasPods) return BROKEN;
  const pods = select(podSelector);
  if (!hasNamespaces) return { kind: 'pods', pods };
  return { kind: 'pods', namespaces: select(namespaceSelector), pods };
}

function compileBlock(block: IpBlock): PeerMatcher {
  const cidr = isRecord(block) && typeof block.cidr === 'string' ? parseCidr(block.cidr) : undefined;
  const exceptions: unknown = (isRecord(block) && block.except) || [];
  if (!cidr || !Array.isArray(exceptions)) return BROKEN;
  const ranges: AddressRange[] = [];
  for (const text of exceptions) {
    const range = typeof text === 'string' ? parseCidr(text) : undefined;
    if (!range) return BROKEN;
    ranges.push(range);
  }
  // Rule 19: `except` narrows its own cidr and nothing else.
  const covered = subtractAddresses([cidr], addressSet(ranges));
  const text = exceptions.length > 0 ? `${block.cidr} except ${exceptions.join(', ')}` : block.cidr;
  return { kind: 'addresses', block: covered, text };
}

function compilePorts(ports: readonly (NetworkPolicyPort | null)[]): PortMatcher[] {
  if (ports.length === 0) return [{ kind: 'all' }];
  return ports.map((port) => compilePort(port ?? {}));
}

function compilePort(entry: NetworkPolicyPort): PortMatcher {
  if (!isRecord(entry)) return BROKEN;
  const protocol = PROTOCOLS.find((known) => known === (entry.protocol ?? 'TCP'));
  if (!protocol) return BROKEN;
  const { port, endPort } = entry;
  const hasEnd = endPort !== undefined && endPort !== null;
  if (port === undefined || port === null) {
    // Rule 24: a protocol without a port is all ports of that protocol.
    return hasEnd ? BROKEN : { kind: 'range', protocol, first: 1, last: 65535 };
  }
  if (typeof port === 'string') {
    return hasEnd || port === '' ? BROKEN : { kind: 'named', protocol, name: port };
  }
  const last = hasEnd ? endPort : port;
  // Rule 29: endPort is inclusive and not below port.
  if (!isPort(port) || !isPort(last) || last < port) return BROKEN;
  return { kind: 'range', protocol, first: port, last };
}

function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535;
}
