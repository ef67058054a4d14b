import { expect, test } from 'vitest';
import { app, cluster, named, pod, policy, port } from '../fixtures/small-cluster.ts';
import { createEngine, KUBERNETES, type NetworkPolicy } from '../index.ts';

const pods = [
  pod('a/web', { ports: [port('http', 8080)] }),
  pod('b/client', { labels: { app: 'client', tier: 'front' } }),
];

function missed(
  spec: NetworkPolicy['spec'],
  asked: { protocol: 'TCP' | 'UDP'; port: number } = { protocol: 'TCP', port: 8080 },
) {
  const engine = createEngine(cluster(pods, [policy('a/p', spec)]), KUBERNETES);
  const { nearestMiss } = engine.decide({ source: 'b/client[Pod]', destination: 'a/web[Pod]', ...asked }).ingress;
  return { ...nearestMiss, failed: nearestMiss?.terms.filter(({ matches }) => !matches) };
}

const fromClient = { from: [{ namespaceSelector: named('b'), podSelector: app('client') }] };

test.each([
  [
    'a selector key',
    {
      ingress: [
        { from: [{ namespaceSelector: named('b'), podSelector: { matchLabels: { app: 'client', tier: 'back' } } }] },
      ],
    },
    { part: 'pod', wants: 'tier=back', has: 'tier=front' },
  ],
  [
    'a label that is not there',
    { ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { role: 'x' } } }] }] },
    { part: 'pod', wants: 'role=x', has: 'no label role' },
  ],
  [
    'a namespace label',
    { ingress: [{ from: [{ namespaceSelector: { matchLabels: { env: 'prod' } }, podSelector: app('client') }] }] },
    { part: 'namespace', wants: 'env=prod', has: 'no label env' },
  ],
  [
    'the own namespace',
    { ingress: [{ from: [{ podSelector: app('client') }] }] },
    { part: 'namespace', wants: 'namespace a', has: 'namespace b' },
  ],
  [
    'the port',
    { ingress: [{ ...fromClient, ports: [{ port: 80 }] }] },
    { part: 'port', wants: 'TCP 80', has: 'TCP 8080' },
  ],
  [
    'the protocol',
    { ingress: [{ ...fromClient, ports: [{ protocol: 'UDP' }] }] },
    { part: 'protocol', wants: 'any UDP', has: 'TCP 8080' },
  ],
  [
    'the address',
    { ingress: [{ from: [{ ipBlock: { cidr: '192.0.2.0/24' } }] }] },
    { part: 'address', wants: '192.0.2.0/24' },
  ],
] as const)('a denial names %s that failed', (_, spec, term) => {
  const { failed } = missed(spec as NetworkPolicy['spec']);
  expect(failed).toHaveLength(1);
  expect(failed?.[0]).toMatchObject(term);
});

test('a rule in a direction that policyTypes leave out is named as such', () => {
  const both = [policy('a/deny', {}), policy('a/p', { policyTypes: ['Egress'], ingress: [fromClient], egress: [{}] })];
  const engine = createEngine(cluster(pods, both), KUBERNETES);
  const { nearestMiss } = engine.decide({
    source: 'b/client[Pod]',
    destination: 'a/web[Pod]',
    protocol: 'TCP',
    port: 1,
  }).ingress;
  expect(nearestMiss).toMatchObject({ rule: { policy: 'a/p', direction: 'ingress', rule: 0 } });
  expect(nearestMiss?.terms.filter(({ matches }) => !matches)).toMatchObject([
    { part: 'direction', wants: 'Ingress', has: 'Egress' },
  ]);
});

test('of several rules the one with the fewest failures is the nearest', () => {
  const { rule, peer } = missed({
    ingress: [
      { from: [{ podSelector: app('someone') }] },
      { from: [{ podSelector: app('else') }, { namespaceSelector: named('b'), podSelector: app('else') }] },
    ],
  });
  expect([rule?.rule, peer]).toEqual([1, 1]);
});

test('a policy without rules has no near miss', () => {
  expect(missed({}).terms).toBeUndefined();
});
