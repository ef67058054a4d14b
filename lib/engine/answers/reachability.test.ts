import { expect, test } from 'vitest';
import { app, cluster, named, namespace, pod, policy, port } from '../fixtures/small-cluster.ts';
import { createEngine, KUBERNETES, type NetworkPolicyPeer } from '../index.ts';

const web = (name: string, labels = {}) =>
  pod(`a/${name}`, { labels: { app: 'web', ...labels }, of: 'Deployment/web' });

test('a workload some of whose pods are isolated has a gate that is isolated in part, and partial connections', () => {
  const pods = [web('web-1'), web('web-2', { canary: 'yes' }), pod('a/client')];
  const closed = policy('a/canary', {
    podSelector: { matchLabels: { canary: 'yes' } },
    ingress: [{ ports: [{ port: 80 }] }],
  });
  const { workloads, byRule } = createEngine(cluster(pods, [closed]), KUBERNETES).reachability();
  const gate = workloads.find(({ name }) => name === 'web')?.ingress;
  expect(gate).toEqual({ isolated: 'part', peers: 1, isolatedBy: ['a/canary'], outside: 'open' });
  expect(byRule).toMatchObject([{ source: 'a/client[Pod]', destination: 'a/web[Deployment]', partial: true }]);
  expect(byRule[0]?.ports.TCP).toEqual([[1, 65535]]);
});

test('pairs are open where neither end is isolated, else admitted by rule or denied', () => {
  const pods = [pod('a/x'), pod('a/y'), pod('a/z')];
  const rule = policy('a/y', { podSelector: app('y'), ingress: [{ from: [{ podSelector: app('x') }] }] });
  const { totals } = createEngine(cluster(pods, [rule]), KUBERNETES).reachability();
  expect(totals).toEqual({ pairs: 6, allowed: 5, byRule: 1, open: 4, denied: 1 });
});

test.each<[string, readonly NetworkPolicyPeer[] | undefined, string]>([
  ['everyone', undefined, 'rule'],
  ['a block outside', [{ ipBlock: { cidr: '203.0.113.0/24' } }], 'rule'],
  ['a block of nothing but a pod', [{ ipBlock: { cidr: '10.9.9.9/32' } }], 'denied'],
  [
    'a block that excepts all of itself',
    [{ ipBlock: { cidr: '203.0.113.0/24', except: ['203.0.112.0/23'] } }],
    'denied',
  ],
  ['pods alone', [{ namespaceSelector: {} }], 'denied'],
])('a gate that admits %s is for outside %s', (_, from, outside) => {
  const pods = [pod('a/x'), pod('a/y', { ips: ['10.9.9.9'] })];
  const { workloads } = createEngine(
    cluster(pods, [policy('a/p', { podSelector: app('x'), ingress: [{ from }] })]),
    KUBERNETES,
  ).reachability();
  expect(workloads[0]?.ingress.outside).toBe(outside);
  expect(workloads[0]?.egress.outside).toBe('open');
});

test('a host-network workload is listed and takes part in no pair', () => {
  const pods = [pod('a/x'), pod('a/agent', { hostNetwork: true, ips: ['172.16.0.1'], of: 'DaemonSet/agent' })];
  const engine = createEngine(cluster(pods, [policy('a/deny', {})]), KUBERNETES);
  const { workloads, totals } = engine.reachability();
  expect(workloads.map(({ id, hostNetwork }) => [id, hostNetwork])).toEqual([
    ['a/agent[DaemonSet]', true],
    ['a/x[Pod]', false],
  ]);
  expect(totals.pairs).toBe(0);
  expect(engine.peers('a/agent[DaemonSet]')).toEqual({ ingress: [], egress: [] });
});

test('a workload shows the ports its pods declare and the labels they share', () => {
  const pods = [
    pod('a/web-1', {
      labels: { app: 'web', at: '1' },
      ports: [port('http', 80), port('dns', 53, 'UDP')],
      of: 'Deployment/web',
    }),
    pod('a/web-2', { labels: { app: 'web', at: '2' }, ports: [port('http', 80)], of: 'Deployment/web' }),
  ];
  const [reach] = createEngine(cluster(pods), KUBERNETES).reachability().workloads;
  expect(reach).toMatchObject({ pods: 2, labels: { app: 'web' } });
  expect(reach?.ports.map(({ port: number }) => number)).toEqual([80, 53]);
});

test('peers carry the rules that admit and, denied, the policies that admit nothing', () => {
  const pods = [pod('a/web'), pod('a/client'), pod('b/client')];
  const policies = [
    policy('a/in', {
      podSelector: app('web'),
      ingress: [{ from: [{ podSelector: app('client') }], ports: [{ port: 80 }] }],
    }),
    policy('a/out', {
      podSelector: app('client'),
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: app('web') }] }],
    }),
  ];
  const ingress = createEngine(cluster(pods, policies), KUBERNETES).peers('a/web[Pod]')?.ingress;
  expect(ingress).toMatchObject([
    {
      workload: 'a/client[Pod]',
      verdict: 'allowed',
      ports: { TCP: [[80, 80]] },
      admittedBy: [
        { policy: 'a/out', direction: 'egress', rule: 0 },
        { policy: 'a/in', direction: 'ingress', rule: 0 },
      ],
      deniedBy: [],
    },
    { workload: 'b/client[Pod]', verdict: 'denied', admittedBy: [], deniedBy: ['a/in'] },
  ]);
  expect(createEngine(cluster(pods), KUBERNETES).peers('a/nobody[Pod]')).toBeUndefined();
});

test('DNS is asked at the port that the DNS pods name; what is lost over TCP alone is told apart', () => {
  const dns = pod('kube-system/dns', {
    labels: { 'k8s-app': 'kube-dns' },
    ports: [port('dns', 5353, 'UDP'), port('dns-tcp', 5353)],
  });
  const engine = createEngine(cluster([pod('a/x'), dns], [], [namespace('kube-system')]), KUBERNETES);
  const out = (...ports: { protocol: string; port: number }[]) =>
    engine.diff([
      {
        action: 'put',
        policy: policy('a/out', {
          policyTypes: ['Egress'],
          egress: [{ to: [{ namespaceSelector: named('kube-system') }], ports }],
        }),
      },
    ]).dns;
  const x = ['a/x[Pod]'];
  expect(out({ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 })).toEqual({
    cut: x,
    cutOverTcp: [],
    restored: [],
  });
  expect(out({ protocol: 'UDP', port: 5353 })).toEqual({ cut: [], cutOverTcp: x, restored: [] });
  const both = out({ protocol: 'UDP', port: 5353 }, { protocol: 'TCP', port: 5353 });
  expect(both).toEqual({ cut: [], cutOverTcp: [], restored: [] });
});

test('a question about what is not there is unknown and says why', () => {
  const engine = createEngine(cluster([pod('a/x')]), KUBERNETES);
  const decision = engine.decide({ source: 'a/ghost[Deployment]', destination: 'a/x[Pod]' });
  expect(decision).toMatchObject({ verdict: 'unknown', because: 'a/ghost[Deployment] is not in this snapshot' });
});

test('the address of a pod stands for the pod', () => {
  const engine = createEngine(
    cluster(
      [pod('a/x', { ips: ['10.3.0.1'] }), pod('a/y')],
      [policy('a/p', { ingress: [{ from: [{ podSelector: app('x') }] }] })],
    ),
    KUBERNETES,
  );
  expect(engine.decide({ source: '10.3.0.1', destination: 'a/y[Pod]' }).verdict).toBe('allowed');
});
