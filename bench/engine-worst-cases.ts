/** The two shapes that cost the engine most: wide rules everywhere, and one namespace of very many classes. */

import type { Namespace, NetworkPolicy, Pod, PolicyEdit, Snapshot } from '../lib/engine/index.ts';

const ENVIRONMENTS = ['dev', 'test', 'prod'];

function pod(number: number, namespace: string, labels: Record<string, string>): Pod {
  return {
    namespace,
    name: `pod-${number}`,
    uid: `${number}`,
    labels,
    ips: [`10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`],
    hostIps: [],
    hostNetwork: false,
    phase: 'Running',
    ready: true,
    ports: [],
    workload: { kind: 'Deployment', name: labels.app ?? 'pod' },
  };
}

function policy(namespace: string, name: string, spec: NetworkPolicy['spec']): NetworkPolicy {
  return { metadata: { namespace, name }, spec };
}

const environment = (name: string) => ({ namespaceSelector: { matchLabels: { environment: name } } });

/** Every app isolated both ways, with rules for all namespaces of an environment. */
export function wideRules(namespaces = 1_000, apps = 13, podsPerApp = 8): Snapshot {
  const pods: Pod[] = [];
  const policies: NetworkPolicy[] = [];
  const all: Namespace[] = [];
  for (let at = 0; at < namespaces; at++) {
    const name = `team-${at}`;
    const own = ENVIRONMENTS[at % 3] as string;
    all.push({ name, labels: { 'kubernetes.io/metadata.name': name, environment: own } });
    for (let app = 0; app < apps; app++) {
      for (let one = 0; one < podsPerApp; one++) pods.push(pod(pods.length, name, { app: `app-${app}` }));
      const peer = { ...environment(own), podSelector: { matchLabels: { app: `app-${(app * 5) % apps}` } } };
      policies.push(
        policy(name, `app-${app}`, {
          podSelector: { matchLabels: { app: `app-${app}` } },
          policyTypes: ['Ingress', 'Egress'],
          ingress: [{ from: [peer], ports: [{ port: 8000 + app }] }],
          egress: [{ to: [environment(own)], ports: [{ port: 8000 + ((app * 7) % apps) }] }],
        }),
      );
    }
  }
  return { namespaces: all, pods, policies };
}

/** One namespace, every pod with labels of its own, many policies for single pods. */
export function manyClasses(pods = 100_000, policies = 10_000): Snapshot {
  return {
    namespaces: [],
    pods: Array.from({ length: pods }, (_, at) => pod(at, 'crowd', { app: `app-${at}`, odd: `${at % 2}` })),
    policies: Array.from({ length: policies }, (_, at) =>
      policy('crowd', `pod-${at}`, {
        podSelector: { matchLabels: { app: `app-${at}` } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [{ podSelector: { matchLabels: { app: `app-${at + 1}` } } }] }],
        egress: [{ to: [{ podSelector: { matchLabels: { app: `app-${at + 2}` } } }] }],
      }),
    ),
  };
}

const put = (one: NetworkPolicy): PolicyEdit => ({ action: 'put', policy: one });

export const WORST_EDITS: Readonly<Record<string, readonly PolicyEdit[]>> = {
  'deny all ingress': [put(policy('crowd', 'draft', { policyTypes: ['Ingress'] }))],
  'deny all in both directions': [put(policy('crowd', 'draft', { policyTypes: ['Ingress', 'Egress'] }))],
  'one policy into another': [
    put(
      policy('crowd', 'pod-7', {
        podSelector: { matchLabels: { odd: '1' } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{}],
      }),
    ),
  ],
};
