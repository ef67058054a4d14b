/** What the cluster shows of its network plugin decides by which profile the screen judges. */

import { expect, test } from 'vitest';
import type { Pod, Reachability } from '#engine';
import { type ClusterSnapshot, EMPTY_LISTS, type EnforcingEngine } from '#stream';
import { createAnalyst } from './analyst.ts';
import { createDraftReader } from './draft-reader.ts';

function pod(name: string, app: string, number?: number): Pod {
  return {
    namespace: 'shop',
    name,
    labels: { app },
    ips: [],
    hostIps: [],
    hostNetwork: false,
    phase: 'Running',
    ready: true,
    ports: number === undefined ? [] : [{ name: 'http', port: number, protocol: 'TCP' }],
    workload: { kind: 'Pod', name },
  };
}

/** Two pods that give one port name two numbers, and a rule that names it. */
const FACTS = {
  ...EMPTY_LISTS,
  namespaces: [{ name: 'shop', labels: { 'kubernetes.io/metadata.name': 'shop' } }],
  pods: [pod('a', 'api', 8080), pod('b', 'api', 9090), pod('web', 'web')],
  policies: [
    {
      metadata: { name: 'p', namespace: 'shop' },
      spec: {
        podSelector: { matchLabels: { app: 'api' } },
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 'http' }] }],
      },
    },
  ],
} satisfies Partial<ClusterSnapshot>;

function snapshotOn(engine: EnforcingEngine, revision = 1): ClusterSnapshot {
  return {
    ...FACTS,
    epoch: 'one',
    revision,
    cluster: {
      mode: 'demo',
      name: 'lab',
      context: 'lab',
      server: 'https://127.0.0.1',
      tls: 'verified',
      readOnly: false,
    },
    enforcement: { state: 'enforced', engine, because: 'test' },
  } as ClusterSnapshot;
}

/** The ports that `web` may use on each pod, after the last snapshot of some. */
function shown(...snapshots: readonly ClusterSnapshot[]) {
  let reachability: Reachability | undefined;
  const analyst = createAnalyst(
    (message) => {
      if (message.type === 'fault') throw new Error(message.message);
      if (message.type === 'reachability') reachability = message.reachability;
    },
    createDraftReader,
    () => () => undefined,
  );
  for (const snapshot of snapshots) analyst.handle({ type: 'snapshot', snapshot });
  const rows = reachability?.byRule ?? [];
  return Object.fromEntries(rows.map(({ destination, ports }) => [destination, ports.TCP]));
}

const BOTH = {
  'shop/a[Pod]': [
    [8080, 8080],
    [9090, 9090],
  ],
  'shop/b[Pod]': [
    [8080, 8080],
    [9090, 9090],
  ],
};
const OWN = { 'shop/a[Pod]': [[8080, 8080]], 'shop/b[Pod]': [[9090, 9090]] };

test('under the VPC CNI a named port opens the numbers of all pods that the policy selects, as netpol says of its profile', () => {
  expect(shown(snapshotOn('vpc-cni'))).toEqual(BOTH);
  expect(shown(snapshotOn('eks-auto-mode'))).toEqual(BOTH);
});

test('under other plugins, and where none is known, it is each pod’s own number', () => {
  expect(shown(snapshotOn('calico'))).toEqual(OWN);
  expect(shown(snapshotOn('unknown'))).toEqual(OWN);
});

test('a plugin that comes to be known changes the answers, though no object did', () => {
  expect(shown(snapshotOn('unknown'), snapshotOn('vpc-cni', 2))).toEqual(BOTH);
});
