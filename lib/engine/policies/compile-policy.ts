/**
 * A raw policy becomes a closed set of matchers, once: what is absent, null, empty, `{}` or malformed is settled here and
 * matching never asks again. A part that cannot be judged (half-typed, refused by the API server) matches nothing.
 */

import type { PolicyId } from '../model/ids.ts';
import { policyId } from '../model/ids.ts';
import type {
  IpBlock,
  NetworkPolicy,
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicySpec,
} from '../model/network-policy.ts';
import type { Direction, Protocol } from '../model/objects.ts';
import { PROTOCOLS } from '../model/objects.ts';
import { type AddressRange, parseCidr } from '../sets/address.ts';
import { type AddressSet, addressSet, subtractAddresses } from '../sets/address-set.ts';
import type { RuleRef } from './rule-ref.ts';
import { compileSelector, type Selector, sharedSelectors } from './selector.ts';

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
  readonly action: RuleAction;
  /** Rule 8: `from`/`to` missing or empty: all peers, also addresses outside and host-network pods. */
  readonly everyone: boolean;
  readonly peers: readonly PeerMatcher[];
  readonly ports: readonly PortMatcher[];
  /** Some of its ports are named. */
  readonly named: boolean;
}

/** `pass`: left to the layers below, whatever the rules after it say. */
export type RuleAction = 'allow' | 'deny' | 'pass';

export interface CompiledPolicy {
  readonly id: PolicyId;
  /** Whose pods it selects, and what a peer means that names no namespace; empty where it is cluster-wide. */
  readonly namespace: string;
  /** Of a cluster-wide policy: the namespaces whose pods it selects. */
  readonly subjectNamespaces?: Selector;
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

/** Makes the parts of policies. */
interface Parts {
  readonly select: typeof compileSelector;
  readonly ports: typeof compilePorts;
}

const OWN_PARTS: Parts = { select: compileSelector, ports: compilePorts };

/** Parts that many policies have alike are one object. */
export function sharedParts(): Parts {
  const known = new Map<string, readonly PortMatcher[]>();
  const ports: Parts['ports'] = (entries) => {
    const [only] = entries;
    if (entries.length !== 1 || !isRecord(only) || 'endPort' in only) return compilePorts(entries);
    const key = `${typeof only.port} ${only.protocol} ${only.port}`;
    const shared = known.get(key) ?? compilePorts(entries);
    known.set(key, shared);
    return shared;
  };
  return { select: sharedSelectors(), ports };
}

export function compilePolicy(policy: NetworkPolicy, parts: Parts = OWN_PARTS): CompiledPolicy {
  const spec: NetworkPolicySpec = isRecord(policy.spec) ? policy.spec : {};
  const id = policyId(policy);
  const rules = {
    ingress: compileRules(spec.ingress, id, 'ingress', parts),
    egress: compileRules(spec.egress, id, 'egress', parts),
  };
  return {
    id,
    namespace: policy.metadata?.namespace ?? '',
    policy,
    // Rule 6: missing, null or {}: all pods of the namespace.
    subject: parts.select(spec.podSelector),
    isolates: isolates(spec.policyTypes, rules.egress.length > 0),
    rules,
  };
}

/** Rule 4: missing or empty policyTypes mean Ingress, and Egress where there are egress rules. Rule 5: else literally. */
function isolates(types: unknown, hasEgressRules: boolean): CompiledPolicy['isolates'] {
  if (!Array.isArray(types) || types.length === 0) return hasEgressRules ? BOTH_WAYS : ONLY_INGRESS;
  const egress = types.includes('Egress');
  if (types.includes('Ingress')) return egress ? BOTH_WAYS : ONLY_INGRESS;
  return egress ? ONLY_EGRESS : NEITHER_WAY;
}

const BOTH_WAYS = { ingress: true, egress: true };
const ONLY_INGRESS = { ingress: true, egress: false };
const ONLY_EGRESS = { ingress: false, egress: true };
const NEITHER_WAY = { ingress: false, egress: false };

/** Rule 7: missing, null and `[]` are no rule at all; `{}` (or a null item) is a rule that admits everything. */
function compileRules(rules: unknown, policy: PolicyId, direction: Direction, parts: Parts): readonly CompiledRule[] {
  if (!Array.isArray(rules) || rules.length === 0) return NO_RULES;
  return rules.map((rule: unknown, at) => {
    const ref: RuleRef = { policy, direction, rule: at };
    if (rule !== null && !isRecord(rule))
      return { ref, action: 'allow', everyone: false, peers: [], ports: [], named: false };
    return compileRule((rule ?? {}) as NetworkPolicyIngressRule & NetworkPolicyEgressRule, ref, parts);
  });
}

const NO_RULES: readonly CompiledRule[] = [];

function compileRule(
  rule: NetworkPolicyIngressRule & NetworkPolicyEgressRule,
  ref: RuleRef,
  parts: Parts,
): CompiledRule {
  const key = ref.direction === 'ingress' ? 'from' : 'to';
  const peers: unknown = rule[key] ?? [];
  const ports: unknown = rule.ports ?? [];
  const matchers = Array.isArray(ports) ? parts.ports(ports) : [];
  return {
    ref,
    action: 'allow',
    everyone: Array.isArray(peers) && peers.length === 0,
    peers: Array.isArray(peers) && peers.length > 0 ? peers.map((peer) => compilePeer(peer, parts)) : NO_PEERS,
    ports: matchers,
    named: matchers.some(({ kind }) => kind === 'named'),
  };
}

const NO_PEERS: readonly PeerMatcher[] = [];

function compilePeer(peer: NetworkPolicyPeer | null, { select }: Parts): PeerMatcher {
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

function compilePorts(ports: readonly (NetworkPolicyPort | null)[]): readonly PortMatcher[] {
  if (ports.length === 0) return ALL_PORTS;
  return ports.map((port) => compilePort(port ?? {}));
}

const ALL_PORTS: readonly PortMatcher[] = [{ kind: 'all' }];

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
