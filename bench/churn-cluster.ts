/** Manifests of a cluster of some size, with policies of the ten kinds that are met most, for the embedded server. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const WORKLOADS = 7;
const named = (name: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });
const app = (name: string) => ({ matchLabels: { app: name } });

type Spec = Readonly<Record<string, unknown>>;

/** Of one namespace, by name. */
function policiesOf(at: number, count: number): Readonly<Record<string, Spec>> {
  const next = `bench-${(at + 1) % count}`;
  const everyPod = { podSelector: {} };
  return {
    'default-deny': { ...everyPod, policyTypes: ['Ingress', 'Egress'] },
    dns: { ...everyPod, policyTypes: ['Egress'], egress: [{ ports: [{ port: 53, protocol: 'UDP' }] }] },
    internet: {
      podSelector: app('app-0'),
      policyTypes: ['Egress'],
      egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '169.254.169.254/32'] } }] }],
    },
    office: {
      podSelector: app('app-1'),
      ingress: [{ from: [{ ipBlock: { cidr: `10.${at % 200}.7.0/24` } }], ports: [{ port: 8080 }] }],
    },
    'own-namespace': { ...everyPod, ingress: [{ from: [{ podSelector: {} }] }] },
    'own-namespace-out': { ...everyPod, policyTypes: ['Egress'], egress: [{ to: [{ podSelector: {} }] }] },
    neighbour: {
      podSelector: app('app-2'),
      ingress: [{ from: [{ namespaceSelector: named(next), podSelector: app('app-3') }], ports: [{ port: 'http' }] }],
    },
    team: {
      podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['app-0', 'app-1'] }] },
      ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: `team-${at % 10}` } } }] }],
    },
    range: {
      podSelector: app('app-4'),
      ingress: [{ from: [{ podSelector: app('app-5') }], ports: [{ port: 30000, endPort: 32767 }] }],
    },
    monitoring: {
      ...everyPod,
      ingress: [{ from: [{ namespaceSelector: named('bench-0') }], ports: [{ port: 9090 }] }],
    },
  };
}

/** Writes it into a folder. */
export function writeCluster(folder: string, pods: number, namespaces: number, policies: number): void {
  const objects: unknown[] = [];
  const workloads = namespaces * WORKLOADS;
  let left = policies;
  for (let at = 0; at < namespaces; at++) {
    const namespace = `bench-${at}`;
    const labels = { team: `team-${at % 10}` };
    objects.push({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } });
    for (let number = 0; number < WORKLOADS; number++) {
      const index = at * WORKLOADS + number;
      const replicas = Math.floor((pods * (index + 1)) / workloads) - Math.floor((pods * index) / workloads);
      objects.push(deployment(namespace, `app-${number}`, replicas));
    }
    for (const [name, spec] of Object.entries(policiesOf(at, namespaces))) {
      if (left-- <= 0) break;
      objects.push({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec });
    }
  }
  writeFileSync(join(folder, 'cluster.yaml'), objects.map((object) => JSON.stringify(object)).join('\n---\n'));
}

function deployment(namespace: string, name: string, replicas: number) {
  const ports = [
    { containerPort: 8080, name: 'http' },
    { containerPort: 9090, name: 'metrics' },
  ];
  const template = {
    metadata: { labels: { app: name } },
    spec: { containers: [{ name: 'c', image: 'example.invalid/c', ports }] },
  };
  const spec = { replicas, selector: { matchLabels: { app: name } }, template };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace }, spec };
}
