/**
 * A large cluster as companies have them, seeded: teams with namespaces, workloads of a few pods, and policies of the ten
 * kinds that are written most: default deny, same namespace, DNS, the monitoring, another team, named ports, a port
 * range, addresses of every size with exceptions, NotIn, In.
 */

import type { Namespace, NetworkPolicy, NetworkPolicyPeer, Pod, Snapshot } from '../lib/engine/index.ts';
import { seeded } from './engine-cluster.ts';

export interface LargeCluster {
  readonly pods: number;
  readonly namespaces: number;
  readonly workloads: number;
}

export const TEN_THOUSAND: LargeCluster = { pods: 10_000, namespaces: 151, workloads: 1_051 };

const TEAM_NAMES = ['billing', 'catalog', 'checkout', 'data', 'edge', 'identity', 'media', 'ml', 'orders', 'payments'];
const SYSTEM = ['kube-system', 'monitoring', 'ingress'];
const ROLES = ['api', 'worker', 'db', 'cache', 'web', 'cron', 'proxy'] as const;

export function largeCluster(size: LargeCluster = TEN_THOUSAND, seed = 1): Snapshot {
  const next = seeded(seed);
  const own = Array.from({ length: size.namespaces - SYSTEM.length }, (_, at) => ownNamespace(at));
  const namespaces = [...SYSTEM.map((name) => namespaceOf(name, 'platform')), ...own];
  return {
    namespaces,
    pods: podsOf(namespaces, size),
    policies: own.flatMap((namespace, at) => policiesOf(namespace, own, at, next)),
  };
}

function ownNamespace(at: number): Namespace {
  const team = TEAM_NAMES[at % TEAM_NAMES.length] ?? '';
  return namespaceOf(`${team}-${Math.floor(at / TEAM_NAMES.length)}`, team);
}

function namespaceOf(name: string, team: string): Namespace {
  return { name, labels: { 'kubernetes.io/metadata.name': name, team } };
}

function podsOf(namespaces: readonly Namespace[], { pods, workloads }: LargeCluster): Pod[] {
  const made: Pod[] = [];
  for (let workload = 0; workload < workloads; workload++) {
    const namespace = namespaces[workload % namespaces.length]?.name ?? '';
    const round = Math.floor(workload / namespaces.length);
    const role = ROLES[round % ROLES.length] ?? 'api';
    const until = Math.round(((workload + 1) * pods) / workloads);
    while (made.length < until) made.push(podOf(namespace, role, round, made.length));
  }
  return made;
}

function podOf(namespace: string, role: string, round: number, number: number): Pod {
  const name = `${role}-${round}`;
  const dns = namespace === 'kube-system' && role === 'api';
  const own = { app: name, role, tier: round % 2 === 0 ? 'front' : 'back' };
  return {
    namespace,
    name: `${name}-${number}`,
    uid: `${number}`,
    labels: { ...own, ...(dns && { 'k8s-app': 'kube-dns' }) },
    ips: [`10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`],
    hostIps: [`172.16.0.${(number % 100) + 1}`],
    host: `node-${number % 100}`,
    hostNetwork: false,
    phase: 'Running',
    ready: true,
    ports: [
      { name: 'http', port: 8080, protocol: 'TCP' },
      { name: 'metrics', port: 9090, protocol: 'TCP' },
    ],
    workload: { kind: 'Deployment', name },
  };
}

type Spec = NetworkPolicy['spec'];

function policiesOf(
  { name: namespace }: Namespace,
  own: readonly Namespace[],
  at: number,
  next: () => number,
): NetworkPolicy[] {
  if (next() < 0.1) return [];
  const other = own[Math.floor(next() * own.length)]?.labels.team ?? '';
  const octet = Math.floor(next() * 250);
  const all = Object.entries(TEN_KINDS).map(([kind, spec]) => [kind, spec(other, octet)] as const);
  const chosen = all.filter(([kind]) => kind !== 'default-deny' || at % 4 !== 0);
  return [...chosen, ['call', calling('api-0', other)] as const].map(([name, spec]) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { namespace, name },
    spec,
  }));
}

const role = (name: string) => ({ matchLabels: { role: name } });
const named = (name: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });
const team = (name: string) => ({ matchLabels: { team: name } });
const admit = (
  podSelector: NonNullable<Spec>['podSelector'],
  from: NetworkPolicyPeer,
  port?: number | string,
): Spec => ({
  podSelector,
  policyTypes: ['Ingress'],
  ingress: [{ from: [from], ...(port !== undefined && { ports: [{ port }] }) }],
});
const calling = (app: string, other: string) =>
  admit({ matchLabels: { app } }, { namespaceSelector: team(other), podSelector: role('web') }, 8080);

const TEN_KINDS: Readonly<Record<string, (team: string, octet: number) => Spec>> = {
  'default-deny': () => ({ podSelector: {}, policyTypes: ['Ingress'] }),
  'same-namespace': () => admit(role('db'), { podSelector: {} }),
  dns: () => ({
    podSelector: role('worker'),
    policyTypes: ['Egress'],
    egress: [
      { to: [{ namespaceSelector: named('kube-system') }], ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }] },
      { to: [{ podSelector: {} }] },
    ],
  }),
  monitoring: () => admit({}, { namespaceSelector: named('monitoring') }, 'metrics'),
  'other-team': (other) => admit(role('api'), { namespaceSelector: team(other) }, 'http'),
  'port-range': () => ({
    podSelector: role('proxy'),
    ingress: [{ from: [{ podSelector: role('web') }], ports: [{ port: 30000, endPort: 32767, protocol: 'TCP' }] }],
  }),
  internet: () => ({
    podSelector: role('proxy'),
    policyTypes: ['Egress'],
    egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '169.254.169.254/32'] } }] }],
  }),
  office: (_, octet) => admit(role('web'), { ipBlock: { cidr: `10.0.${octet % 40}.0/24` } }, 8080),
  'not-in': () =>
    admit(role('cache'), {
      podSelector: { matchExpressions: [{ key: 'role', operator: 'NotIn', values: ['cron', 'web'] }] },
    }),
  in: (other) =>
    admit(
      { matchExpressions: [{ key: 'role', operator: 'In', values: ['api', 'web'] }] },
      { namespaceSelector: team(other), podSelector: { matchExpressions: [{ key: 'tier', operator: 'Exists' }] } },
      443,
    ),
};
