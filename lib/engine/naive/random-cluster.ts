/** Seeded random clusters, policies and edits for tests: small, and dense in the corners of the specification. */

import {
  type ContainerPort,
  type LabelSelector,
  type Namespace,
  type NetworkPolicy,
  type NetworkPolicyPeer,
  type NetworkPolicyPort,
  type Pod,
  type PolicyEdit,
  PROFILE_CHOICES,
  type Profile,
  type Protocol,
  policyId,
  type Snapshot,
} from '../index.ts';

/** A small, fast generator of numbers in [0, 1): the same seed gives the same numbers (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const KEYS = ['app', 'tier', 'team', 'constructor', 'pod-template-hash'];
const VALUES = ['a', 'b', 'c', ''];
const NAMESPACES = ['n1', 'n2', 'n3', 'n4'];
const PORT_NAMES = ['http', 'dns', 'metrics'];
const PROTOCOLS: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];
const PORTS = [1, 53, 80, 81, 443, 8080, 65535];

export class RandomCluster {
  readonly #next: () => number;
  /** Address families of the pods. */
  readonly #families: 'v4' | 'v6' | 'dual' | 'mixed';
  readonly #size: number;
  #names = 0;

  /** `size` 1 is 2 to 8 pods and up to 5 policies; 10 is ten times as many. */
  constructor(seed: number, size = 1) {
    this.#next = seeded(seed);
    this.#size = size;
    this.#families = this.#pick(['v4', 'v4', 'v4', 'v6', 'dual', 'mixed']);
  }

  snapshot(): Snapshot {
    const namespaces = this.#some(NAMESPACES, 1, 4);
    const pods = Array.from({ length: this.#size * this.#whole(2, 8) }, (_, at) =>
      this.#pod(this.#pick(namespaces), at),
    );
    const policies = Array.from({ length: this.#size * this.#whole(0, 5) }, () => this.policy(this.#pick(namespaces)));
    // A namespace may be known through its pods alone.
    const known = namespaces.filter(() => this.#chance(0.9));
    return { namespaces: known.map((name) => this.#namespace(name)), pods, policies };
  }

  edits(snapshot: Snapshot): PolicyEdit[] {
    return Array.from({ length: this.#whole(1, 3) }, (): PolicyEdit => {
      const existing = snapshot.policies.length > 0 ? this.#pick(snapshot.policies) : undefined;
      if (existing && this.#chance(0.3)) {
        return { action: 'delete', id: policyId(existing) };
      }
      const namespace = existing?.metadata.namespace ?? this.#pick(NAMESPACES);
      const policy = this.policy(this.#chance(0.2) ? this.#pick(NAMESPACES) : namespace);
      const name = existing && this.#chance(0.5) ? existing.metadata.name : policy.metadata.name;
      return { action: 'put', policy: { ...policy, metadata: { ...policy.metadata, name } } };
    });
  }

  /** The same cluster a while later: a namespace and a pod labelled otherwise, a pod that has completed, one that is new. */
  later({ namespaces, pods, policies }: Snapshot): Snapshot {
    const [relabelled, ended] = [this.#pick(pods), this.#pick(pods)];
    const space = namespaces.length > 0 ? this.#pick(namespaces) : undefined;
    const next = pods.map((pod): Pod => {
      if (pod === ended && this.#chance(0.3)) return { ...pod, phase: 'Succeeded' };
      return pod === relabelled ? { ...pod, labels: this.#labels() } : pod;
    });
    return {
      namespaces: namespaces.map((one) => (one === space ? this.#namespace(one.name) : one)),
      pods: this.#chance(0.3) ? [...next, this.#pod(relabelled.namespace, pods.length)] : next,
      policies,
    };
  }

  policy(namespace: string): NetworkPolicy {
    const spec: Record<string, unknown> = {};
    if (this.#chance(0.9)) spec.podSelector = this.#chance(0.35) ? {} : this.#selector();
    if (this.#chance(0.7)) spec.policyTypes = this.#pick([['Ingress'], ['Egress'], ['Ingress', 'Egress'], []]);
    if (this.#chance(0.75)) spec.ingress = this.#rules('from');
    if (this.#chance(0.6)) spec.egress = this.#rules('to');
    return { metadata: { name: `p${this.#names++}`, namespace }, spec };
  }

  profile(): Profile {
    const choices = Object.entries(PROFILE_CHOICES).map(([option, values]) => [option, this.#pick<unknown>(values)]);
    return { ...Object.fromEntries(choices), name: 'custom' };
  }

  addresses(): string[] {
    return ['10.0.1.1', '10.0.2.9', '10.9.9.9', '192.168.0.1', '8.8.8.8', 'fd00::1:1', 'fd00::9', '2001:db8::1'];
  }

  #rules(key: 'from' | 'to'): unknown {
    if (this.#chance(0.08)) return null;
    return Array.from({ length: this.#whole(0, 2) }, () => {
      if (this.#chance(0.05)) return null;
      const rule: Record<string, unknown> = {};
      if (this.#chance(0.8)) rule[key] = Array.from({ length: this.#whole(0, 2) }, () => this.#peer());
      if (this.#chance(0.6)) rule.ports = Array.from({ length: this.#whole(0, 2) }, () => this.#port());
      return rule;
    });
  }

  #peer(): NetworkPolicyPeer {
    const kind = this.#next();
    if (kind < 0.25) return { ipBlock: this.#block() };
    if (kind < 0.5) return { podSelector: this.#selector() };
    if (kind < 0.75) return { namespaceSelector: this.#selector(true) };
    return { namespaceSelector: this.#selector(true), podSelector: this.#selector() };
  }

  #block(): { cidr: string; except?: string[] } {
    const cidr = this.#pick([
      '10.0.0.0/16',
      '10.0.1.7/24',
      '10.0.1.1/32',
      '0.0.0.0/0',
      'fd00::/16',
      'fd00::1:0/112',
      '::/0',
      '::ffff:10.0.0.0/112',
      '192.168.0.0/30',
    ]);
    const inside = cidr.startsWith('10.0.1.7')
      ? ['10.0.1.0/31', '10.0.1.2/32']
      : cidr.includes(':')
        ? ['fd00::1:1/128', 'fd00::1:2/127']
        : ['10.0.1.0/24', '10.0.2.0/31', '10.0.0.0/15'];
    return this.#chance(0.4) ? { cidr, except: this.#some(inside, 1, 2) } : { cidr };
  }

  #port(): NetworkPolicyPort {
    const port: { protocol?: Protocol | null; port?: number | string | null; endPort?: number } = {};
    if (this.#chance(0.6)) port.protocol = this.#pick(PROTOCOLS);
    const kind = this.#next();
    if (kind < 0.15) return port;
    if (kind < 0.45) return { ...port, port: this.#pick(PORT_NAMES) };
    const first = this.#pick(PORTS);
    if (kind < 0.75) return { ...port, port: first };
    return { ...port, port: first, endPort: Math.min(65535, Math.max(first, this.#pick([80, 100, 8090, 65535]))) };
  }

  #selector(ofNamespaces = false): LabelSelector {
    if (this.#chance(0.15)) return {};
    const key = () => (ofNamespaces && this.#chance(0.5) ? 'kubernetes.io/metadata.name' : this.#pick(KEYS));
    const value = (one: string) =>
      one === 'kubernetes.io/metadata.name' ? this.#pick(NAMESPACES) : this.#pick(VALUES);
    if (this.#chance(0.55)) {
      const one = key();
      return { matchLabels: { [one]: value(one) } };
    }
    const matchExpressions = Array.from({ length: this.#whole(1, 2) }, () => {
      const one = key();
      const operator = this.#pick(['In', 'NotIn', 'Exists', 'DoesNotExist']);
      const values = operator === 'In' || operator === 'NotIn' ? [value(one), value(one)] : undefined;
      return { key: one, operator, ...(values ? { values } : {}) };
    });
    return this.#chance(0.2) ? { matchLabels: { app: 'a' }, matchExpressions } : { matchExpressions };
  }

  #namespace(name: string): Namespace {
    return { name, labels: { 'kubernetes.io/metadata.name': name, ...this.#labels() } };
  }

  #labels(): Record<string, string> {
    const labels: Record<string, string> = {};
    for (const key of this.#some(KEYS, 0, 3)) labels[key] = this.#pick(VALUES);
    return labels;
  }

  #pod(namespace: string, at: number): Pod {
    const hostNetwork = this.#chance(0.08);
    const host = this.#pick([1, 2]);
    const ip = `10.0.${this.#pick([1, 2])}.${(at % 250) + 1}`;
    const ip6 = `fd00::1:${(at + 1).toString(16)}`;
    const families = this.#families === 'mixed' ? this.#pick(['v4', 'v6', 'dual']) : this.#families;
    const own = families === 'v4' ? [ip] : families === 'v6' ? [ip6] : [ip, ip6];
    const hostIps = families === 'v6' ? [`fd00::9:${host}`] : [`192.168.0.${host}`];
    return {
      namespace,
      name: `pod-${at}`,
      uid: `${at}`,
      labels: this.#labels(),
      ips: hostNetwork ? hostIps : this.#chance(0.06) ? [] : own,
      hostIps,
      host: `host-${host}`,
      hostNetwork,
      phase: this.#chance(0.06) ? this.#pick(['Succeeded', 'Failed', 'Pending']) : 'Running',
      ready: true,
      ports: this.#ports(),
      workload: this.#chance(0.5)
        ? { kind: 'Deployment', name: `w${this.#whole(0, 2)}` }
        : { kind: 'Pod', name: `pod-${at}` },
    };
  }

  #ports(): ContainerPort[] {
    const port = (name: string) => ({ name, port: this.#pick([53, 80, 8080]), protocol: this.#pick(PROTOCOLS) });
    const ports: ContainerPort[] = this.#some(PORT_NAMES, 0, 3).map(port);
    // A name may come again, in a sidecar or in another container.
    if (this.#chance(0.3)) ports.push({ ...port(this.#pick(PORT_NAMES)), ofSidecar: true });
    if (this.#chance(0.3)) ports.push(port(this.#pick(PORT_NAMES)));
    return ports;
  }

  #chance(share: number): boolean {
    return this.#next() < share;
  }

  #whole(low: number, high: number): number {
    return low + Math.floor(this.#next() * (high - low + 1));
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#next() * list.length)] as T;
  }

  #some<T>(list: readonly T[], low: number, high: number): T[] {
    const rest = [...list];
    return Array.from({ length: Math.min(this.#whole(low, high), list.length) }, () => {
      const at = Math.floor(this.#next() * rest.length);
      return rest.splice(at, 1)[0] as T;
    });
  }
}

/** Where a set of ports may begin or end, given what policies and pods name: it is constant from each to the next. */
export function probePorts(pods: readonly Pod[], policies: readonly NetworkPolicy[]): number[] {
  const probes = new Set([1]);
  const add = (first: number, last: number) => probes.add(first).add(last + 1);
  for (const pod of pods) for (const { port } of pod.ports) add(port, port);
  for (const { spec } of policies) {
    for (const rule of [...(spec?.ingress ?? []), ...(spec?.egress ?? [])]) {
      for (const { port, endPort } of rule?.ports ?? []) if (typeof port === 'number') add(port, endPort ?? port);
    }
  }
  return [...probes].filter((port) => port <= 65535).sort((a, b) => a - b);
}
