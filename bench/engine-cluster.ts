/** Seeded synthetic clusters for the engine's bench: apps in namespaces, most of them closed by default. */

import type { Namespace, NetworkPolicy, Pod, Snapshot } from '../lib/engine/index.ts';

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

export interface ClusterSize {
  readonly name: string;
  readonly pods: number;
  readonly namespaces: number;
}

export const SIZES: readonly ClusterSize[] = [
  { name: '20', pods: 20, namespaces: 4 },
  { name: '1k', pods: 1_000, namespaces: 20 },
  { name: '10k', pods: 10_000, namespaces: 152 },
  { name: '100k', pods: 100_000, namespaces: 1_000 },
  { name: '1M', pods: 1_000_000, namespaces: 10_000 },
];

const APPS_PER_NAMESPACE = 14;
const ENVIRONMENTS = ['dev', 'test', 'prod'];
const HTTP = { name: 'http', port: 8080, protocol: 'TCP' } as const;
const METRICS = { name: 'metrics', port: 9090, protocol: 'TCP' } as const;

export function makeCluster({ pods: wanted, namespaces: count }: ClusterSize, seed = 1): Snapshot {
  const next = seeded(seed);
  const namespaces: Namespace[] = ['kube-system', 'monitoring', 'ingress'].map((name) => toNamespace(name, 'prod'));
  const pods: Pod[] = [];
  const policies: NetworkPolicy[] = [];
  addApp(pods, 'kube-system', 'kube-dns', Math.max(1, Math.min(20, wanted / 1_000)), { 'k8s-app': 'kube-dns' });
  addApp(pods, 'monitoring', 'prometheus', 2, { app: 'prometheus' });
  addApp(pods, 'ingress', 'nginx', Math.max(1, Math.min(50, wanted / 1_000)), { app: 'nginx' });
  const own = Math.max(1, count - 3);
  const apps = Math.max(1, Math.min(APPS_PER_NAMESPACE, Math.round(wanted / own / 2)));
  const perApp = Math.max(1, wanted / own / apps);
  for (let at = 0; at < own; at++) {
    const name = `team-${at}`;
    namespaces.push(toNamespace(name, ENVIRONMENTS[at % 3] as string));
    for (let app = 0; app < apps && pods.length < wanted; app++) {
      const size = Math.max(1, Math.round(perApp * (0.5 + next())));
      const labels = {
        app: `app-${app}`,
        tier: app % 3 === 0 ? 'front' : 'back',
        'app.kubernetes.io/part-of': `system-${app % 4}`,
      };
      addApp(pods, name, `app-${app}`, Math.min(size, wanted - pods.length), labels);
    }
    policies.push(...namespacePolicies(name, apps, own, next));
  }
  return { namespaces, pods, policies };
}

function toNamespace(name: string, environment: string): Namespace {
  return { name, labels: { 'kubernetes.io/metadata.name': name, environment } };
}

function addApp(pods: Pod[], namespace: string, name: string, size: number, labels: Record<string, string>): void {
  for (let at = 0; at < size; at++) {
    const number = pods.length;
    pods.push({
      namespace,
      name: `${name}-${at}`,
      uid: `${number}`,
      labels: { ...labels, 'pod-template-hash': `${name}-hash` },
      ips: [`10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`],
      hostIps: [`172.16.${(number >> 8) % 250}.${(number % 250) + 1}`],
      host: `host-${number % 500}`,
      hostNetwork: false,
      phase: 'Running',
      ready: true,
      ports: [HTTP, METRICS],
      workload: { kind: 'Deployment', name },
    });
  }
}

function policy(namespace: string, name: string, spec: NetworkPolicy['spec']): NetworkPolicy {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { namespace, name }, spec };
}

const named = (name: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });
const app = (number: number) => ({ matchLabels: { app: `app-${number}` } });

function namespacePolicies(namespace: string, apps: number, namespaces: number, next: () => number): NetworkPolicy[] {
  if (next() >= 0.85) return [];
  const egress = next() < 0.35;
  const out = [
    policy(namespace, 'default-deny', { podSelector: {}, policyTypes: egress ? ['Ingress', 'Egress'] : ['Ingress'] }),
    policy(namespace, 'same-namespace', { podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }),
    policy(namespace, 'monitoring', {
      podSelector: {},
      ingress: [{ from: [{ namespaceSelector: named('monitoring') }], ports: [{ port: 'metrics' }] }],
    }),
    policy(namespace, 'ingress', {
      podSelector: { matchLabels: { tier: 'front' } },
      ingress: [{ from: [{ namespaceSelector: named('ingress') }], ports: [{ port: 'http' }] }],
    }),
  ];
  if (egress) {
    out.push(policy(namespace, 'egress', { podSelector: {}, policyTypes: ['Egress'], egress: egressRules() }));
  }
  const calls = Math.max(1, Math.round(apps / 2));
  for (let at = 0; at < calls; at++) {
    const [from, to] = [Math.floor(next() * apps), Math.floor(next() * apps)];
    const other = `team-${Math.floor(next() * namespaces)}`;
    out.push(
      policy(namespace, `call-${at}`, {
        podSelector: app(to),
        ingress: [
          {
            from: [{ namespaceSelector: named(other), podSelector: app(from) }],
            ports: [{ port: 8000 + Math.floor(next() * 30) }],
          },
        ],
      }),
    );
  }
  return out;
}

function egressRules() {
  return [
    { to: [{ podSelector: {} }] },
    {
      to: [{ namespaceSelector: named('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
      ports: [{ protocol: 'UDP', port: 53 }, { port: 53 }],
    },
    { to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }], ports: [{ port: 443 }] },
  ];
}

/** One random edit of a policy, as a user might make it while typing. */
export function randomEdit(snapshot: Snapshot, next: () => number): NetworkPolicy {
  const existing = snapshot.policies[Math.floor(next() * snapshot.policies.length)];
  const namespace = existing?.metadata.namespace ?? 'team-0';
  const pick = Math.floor(next() * 4);
  const subject = next() < 0.4 ? {} : app(Math.floor(next() * APPS_PER_NAMESPACE));
  const name = next() < 0.5 ? (existing?.metadata.name ?? 'draft') : 'draft';
  const peer =
    next() < 0.5
      ? { podSelector: app(Math.floor(next() * 14)) }
      : { namespaceSelector: { matchLabels: { environment: 'prod' } } };
  const ports = [{ port: 8000 + Math.floor(next() * 2_000) }];
  const types = [['Ingress'], ['Egress'], ['Ingress', 'Egress'], undefined][pick];
  return policy(namespace, name, {
    podSelector: subject,
    ...(types ? { policyTypes: types } : {}),
    ...(next() < 0.8 ? { ingress: [{ from: [peer], ports }] } : {}),
    ...(next() < 0.5 ? { egress: [{ to: [peer] }] } : {}),
  });
}
