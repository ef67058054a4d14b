/**
 * One rule held against one peer, for tests only: read straight from the sentences of the specification. Shares nothing
 * with the engine but the types, and holds no set, class or index.
 */

import type {
  Direction,
  IpBlock,
  LabelSelector,
  Labels,
  NetworkPolicy,
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  Pod,
  Profile,
  Protocol,
  Snapshot,
} from '../index.ts';

export interface Probe {
  readonly protocol: Protocol;
  readonly port: number;
}

/** A pod of the snapshot, or an address outside. */
export type Party = Pod | string;

/** Traffic runs over one family; `any` for pods that have no address or none in common. */
export type Over = 'any' | 4 | 6;

/** `subjectNamespaces`: of a cluster-wide policy, whose `metadata.namespace` is empty. */
export type NaivePolicy = NetworkPolicy & { readonly subjectNamespaces?: LabelSelector };

type AnyRule = NetworkPolicyIngressRule & NetworkPolicyEgressRule;

export function podsOf(snapshot: Snapshot): Pod[] {
  return snapshot.pods.filter((pod) => pod.phase !== 'Succeeded' && pod.phase !== 'Failed');
}

export function selectsSubject(snapshot: Snapshot, policy: NaivePolicy, pod: Pod): boolean {
  const isInside = policy.subjectNamespaces
    ? selects(policy.subjectNamespaces, namespaceLabels(snapshot, pod.namespace))
    : policy.metadata.namespace === pod.namespace;
  return isInside && selects(policy.spec?.podSelector ?? {}, pod.labels);
}

function namespaceLabels(snapshot: Snapshot, namespace: string): Labels {
  const found = snapshot.namespaces.find(({ name }) => name === namespace);
  return { ...found?.labels, 'kubernetes.io/metadata.name': namespace };
}

/** Whether a rule covers a probe. */
export function ruleHits(
  snapshot: Snapshot,
  profile: Profile,
  policy: NaivePolicy,
  rule: AnyRule,
  direction: Direction,
  subject: Pod,
  peer: Party,
  probe: Probe,
  over: Over,
): boolean {
  const peers = (direction === 'ingress' ? rule.from : rule.to) ?? [];
  const ports = rule.ports ?? [];
  const admits = (party: Party, only?: NetworkPolicyPeer) =>
    ports.length === 0 ||
    ports.some((port) =>
      portMatches(port, probe, numbersOf(snapshot, profile, policy, direction, subject, party, only, port)),
    );
  // Where a selector opens whole machines, any pod on the peer's machine may have been the one it matches.
  const stands = [peer, ...(profile.hostNetworkPeers === 'match-opens-node' ? onMachine(snapshot, peer) : [])];
  if (peers.length === 0) return stands.some((one) => admits(one));
  return peers.some((one: NetworkPolicyPeer) =>
    (one.ipBlock ? [peer] : stands).some(
      (party) => peerMatches(snapshot, profile, policy, one, party, over) && admits(party, one),
    ),
  );
}

export function familiesBetween(a: Party, b: Party): Over[] {
  const of = (party: Party) => new Set(ips(party).map(family));
  const left = of(a);
  const right = of(b);
  if (left.size === 0 && right.size === 0) return ['any'];
  if (left.size === 0) return [...right];
  if (right.size === 0) return [...left];
  const common = [...left].filter((one) => right.has(one));
  return common.length > 0 ? common : ['any'];
}

export function ips(party: Party): readonly string[] {
  if (typeof party === 'string') return [party];
  return party.hostNetwork && party.ips.length === 0 ? party.hostIps : party.ips;
}

export function rulesOf({ spec }: NaivePolicy, direction: Direction): AnyRule[] {
  const rules: readonly (AnyRule | null)[] = (direction === 'ingress' ? spec?.ingress : spec?.egress) ?? [];
  return rules.map((rule) => rule ?? {});
}

export function typesOf({ spec }: NaivePolicy): readonly string[] {
  const types = spec?.policyTypes ?? [];
  if (types.length > 0) return types;
  return (spec?.egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

function selects(selector: LabelSelector, labels: Labels): boolean {
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    if (!Object.hasOwn(labels, key) || labels[key] !== value) return false;
  }
  for (const { key, operator, values } of selector.matchExpressions ?? []) {
    const present = Object.hasOwn(labels, key);
    const inValues = present && (values ?? []).some((value) => value === labels[key]);
    if (operator === 'In' && !inValues) return false;
    if (operator === 'NotIn' && inValues) return false;
    if (operator === 'Exists' && !present) return false;
    if (operator === 'DoesNotExist' && present) return false;
  }
  return true;
}

function peerMatches(
  snapshot: Snapshot,
  profile: Profile,
  policy: NaivePolicy,
  peer: NetworkPolicyPeer,
  party: Party,
  over: Over,
): boolean {
  if (peer.ipBlock) {
    const block = peer.ipBlock;
    if (typeof party !== 'string' && !party.hostNetwork && !profile.ipBlockMatchesPods) return false;
    return ips(party).some((ip) => (over === 'any' || family(ip) === over) && inBlock(ip, block));
  }
  if (typeof party === 'string') return false;
  if (party.hostNetwork && profile.hostNetworkPeers === 'node-address-only') return false;
  if (peer.namespaceSelector) {
    if (!selects(peer.namespaceSelector, namespaceLabels(snapshot, party.namespace))) return false;
  } else if (party.namespace !== policy.metadata.namespace) return false;
  return selects(peer.podSelector ?? {}, party.labels);
}

/** Host-network pods that share an address with a machine, or with a pod on its network. */
function onMachine(snapshot: Snapshot, party: Party): Pod[] {
  if (typeof party !== 'string' && !party.hostNetwork) return [];
  return podsOf(snapshot).filter((pod) => pod.hostNetwork && ips(pod).some((ip) => ips(party).includes(ip)));
}

/** The numbers a named port means. */
function numbersOf(
  snapshot: Snapshot,
  profile: Profile,
  policy: NaivePolicy,
  direction: Direction,
  subject: Pod,
  peer: Party,
  term: NetworkPolicyPeer | undefined,
  port: NetworkPolicyPort,
): number[] {
  const declares = (pod: Pod): number[] => {
    const own = pod.ports.filter(({ ofSidecar }) => profile.sidecarPorts === 'resolved' || !ofSidecar);
    const named = own.filter(({ name, protocol }) => name === port.port && protocol === (port.protocol ?? 'TCP'));
    const counting = profile.portNameGivenTwice === 'first-number' ? named.slice(0, 1) : named;
    return counting.map((one) => one.port);
  };
  if (direction === 'ingress') {
    if (profile.ingressNamedPorts === 'own-number') return declares(subject);
    const selected = podsOf(snapshot).filter((pod) => !pod.hostNetwork && selectsSubject(snapshot, policy, pod));
    return selected.flatMap(declares);
  }
  if (typeof peer === 'string') return [];
  if (term?.ipBlock && profile.egressNamedPortToIpBlock === 'nothing') return [];
  if (peer.hostNetwork && profile.hostNetworkPeers === 'node-address-only') return [];
  if (!term && profile.egressNamedPortToEveryone === 'nothing') return [];
  return declares(peer);
}

function portMatches(port: NetworkPolicyPort, probe: Probe, numbers: readonly number[]): boolean {
  if ((port.protocol ?? 'TCP') !== probe.protocol) return false;
  if (port.port === undefined || port.port === null) return true;
  if (typeof port.port === 'number') return port.port <= probe.port && probe.port <= (port.endPort ?? port.port);
  return numbers.includes(probe.port);
}

export function family(ip: string): 4 | 6 {
  return ip.includes(':') && !/^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(ip) ? 6 : 4;
}

function inBlock(ip: string, block: IpBlock): boolean {
  return inCidr(ip, block.cidr) && !(block.except ?? []).some((one) => inCidr(ip, one));
}

/** By comparing written-out bits. */
function inCidr(ip: string, cidr: string): boolean {
  const [address = '', length = ''] = cidr.split('/');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  const [network, prefix] = mapped ? [mapped[1] as string, Number(length) - 96] : [address, Number(length)];
  if (family(network) !== family(ip)) return false;
  return bits(network).slice(0, prefix) === bits(ip).slice(0, prefix);
}

/** Written out: 32 or 128 digits. */
export function bits(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '');
  if (family(plain) === 4)
    return plain
      .split('.')
      .map((octet) => Number(octet).toString(2).padStart(8, '0'))
      .join('');
  const [head = '', tail = ''] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const middle = plain.includes('::') ? Array.from({ length: 8 - left.length - right.length }, () => '0') : [];
  return [...left, ...middle, ...right]
    .map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0'))
    .join('');
}
