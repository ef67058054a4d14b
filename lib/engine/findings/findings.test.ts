import { describe, expect, test } from 'vitest';
import { app, cluster, named, namespace, pod, policy, port } from '../fixtures/small-cluster.ts';
import { LAB_STEPS, WORKSHOP } from '../fixtures/workshop.ts';
import {
  createEngine,
  type Finding,
  type FindingCode,
  type NetworkPolicy,
  type NetworkPolicyEgressRule,
  type Snapshot,
} from '../index.ts';

const dns = pod('kube-system/coredns', {
  labels: { 'k8s-app': 'kube-dns' },
  ports: [port('dns', 53, 'UDP'), port('dns-tcp', 53)],
});
const pods = [
  pod('a/web', { ports: [port('http', 8080)], ips: ['10.1.0.5'] }),
  pod('a/db'),
  pod('b/client', { ips: ['10.1.9.9'] }),
  dns,
];
const namespaces = [namespace('a', { team: 'x' }), namespace('b'), namespace('kube-system')];
const toDns = {
  to: [{ namespaceSelector: named('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
  ports: [{ protocol: 'UDP', port: 53 }, { port: 53 }],
};

function found(
  policies: readonly NetworkPolicy[],
  code: FindingCode,
  base: Snapshot = cluster(pods, [], namespaces),
): Finding[] {
  return createEngine({ ...base, policies })
    .findings()
    .filter((finding) => finding.code === code);
}

interface Pair {
  readonly fires: readonly NetworkPolicy[];
  readonly silent: readonly NetworkPolicy[];
  readonly path: string;
}

const one = (spec: NetworkPolicy['spec']) => [policy('a/p', spec)];
const fromDb = { from: [{ podSelector: app('db') }] };

const PAIRS: Readonly<Record<Exclude<FindingCode, 'workload-without-policy'>, Pair>> = {
  'selects-nothing': {
    fires: one({ podSelector: app('wbe') }),
    silent: [...one({ podSelector: app('web') }), policy('empty/p', { podSelector: app('web') })],
    path: 'spec.podSelector',
  },
  'unknown-namespace-label': {
    fires: one({ ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'y' } } }] }] }),
    silent: one({ ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'x' } } }] }] }),
    path: 'spec.ingress[0].from[0].namespaceSelector',
  },
  'ip-block-holds-pods': {
    fires: one({ ingress: [{ from: [{ ipBlock: { cidr: '10.1.9.0/24' } }] }] }),
    silent: one({
      ingress: [
        { from: [{ ipBlock: { cidr: '0.0.0.0/0' } }, { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }] },
      ],
    }),
    path: 'spec.ingress[0].from[0].ipBlock',
  },
  'rules-ignored': {
    fires: one({ policyTypes: ['Egress'], ingress: [fromDb] }),
    silent: one({ policyTypes: ['Ingress'], ingress: [fromDb] }),
    path: 'spec.ingress',
  },
  'policy-types-implicit': {
    fires: one({ egress: [{}] }),
    silent: [...one({ policyTypes: ['Egress'], egress: [{}] }), policy('a/q', { ingress: [fromDb] })],
    path: 'spec',
  },
  'egress-without-dns': {
    fires: one({ policyTypes: ['Egress'], egress: [{ to: [{ podSelector: app('db') }] }] }),
    silent: [
      policy('b/closed', { policyTypes: ['Egress'] }),
      policy('a/open', { policyTypes: ['Egress'], egress: [{ to: [{ podSelector: app('db') }] }] }),
      policy('a/dns', { policyTypes: ['Egress'], egress: [toDns] }),
    ],
    path: 'spec.egress',
  },
  'unknown-named-port': {
    fires: one({ podSelector: app('web'), ingress: [{ ports: [{ port: 'htpp' }] }] }),
    silent: one({ podSelector: app('web'), ingress: [{ ports: [{ port: 'http' }] }] }),
    path: 'spec.ingress[0].ports[0].port',
  },
  'own-namespace-only': {
    fires: one({ podSelector: app('web'), ingress: [{ from: [{ podSelector: app('client') }] }] }),
    silent: one({
      podSelector: app('web'),
      ingress: [
        {
          from: [
            { podSelector: app('client'), namespaceSelector: {} },
            { podSelector: app('db') },
            { podSelector: app('nobody') },
          ],
        },
      ],
    }),
    path: 'spec.ingress[0].from[0]',
  },
  'empty-means-all': {
    fires: one({ ingress: [{ from: [] }] }),
    silent: one({ ingress: [{}, fromDb] }),
    path: 'spec.ingress[0].from',
  },
  'redundant-rule': {
    fires: one({ podSelector: app('web'), ingress: [fromDb, { ...fromDb, ports: [{ port: 80 }] }] }),
    silent: one({
      podSelector: app('web'),
      ingress: [
        { ...fromDb, ports: [{ port: 81 }] },
        { ...fromDb, ports: [{ port: 80 }] },
      ],
    }),
    path: 'spec.ingress[1]',
  },
  'policy-without-effect': {
    fires: [
      policy('a/all', { ingress: [fromDb] }),
      policy('a/web', { podSelector: app('web'), ingress: [{ ...fromDb, ports: [{ port: 80 }] }] }),
    ],
    silent: [policy('a/deny', {}), policy('a/web', { podSelector: app('web'), ingress: [fromDb] })],
    path: 'spec',
  },
  'admits-nothing': {
    fires: one({ podSelector: app('web'), ingress: [{ from: [{ podSelector: app('nobody') }] }] }),
    silent: [...one({ podSelector: app('web'), ingress: [fromDb] }), policy('b/deny', {})],
    path: 'spec.ingress',
  },
};

describe.each(Object.entries(PAIRS))('finding %s', (code, { fires, silent, path }) => {
  test('fires', () => {
    const findings = found(fires, code as FindingCode);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings[0]).toMatchObject({ path });
    expect(findings[0]?.sentence).toMatch(/\.$/);
  });

  test('is silent', () => {
    expect(found(silent, code as FindingCode)).toEqual([]);
  });

  test('a fix it offers puts it right', () => {
    for (const { fix, policy: id } of found(fires, code as FindingCode)) {
      const fixed = fix?.policy;
      if (!fixed) continue;
      const others = fires.filter(({ metadata }) => `${metadata.namespace}/${metadata.name}` !== id);
      const again = found([...others, fixed], code as FindingCode).filter(
        (one) => one.policy === id && one.path === path,
      );
      expect(again).toEqual([]);
    }
  });
});

test('finding workload-without-policy fires for what no policy selects, and is silent for the rest', () => {
  const findings = found([policy('a/p', {})], 'workload-without-policy');
  expect(findings.map(({ workload }) => workload)).toEqual(['b/client[Pod]', 'kube-system/coredns[Pod]']);
});

test('a rule that another always covers is told from one that is redundant only now', () => {
  const now = found(
    one({
      podSelector: app('web'),
      ingress: [{ from: [{ podSelector: {} }] }, { from: [{ namespaceSelector: { matchLabels: { team: 'x' } } }] }],
    }),
    'redundant-rule',
  );
  expect(now.map(({ sentence }) => sentence)).toEqual([
    'All that this rule admits is admitted by rule 1 of a/p, for the pods that run now.',
  ]);
  const always = found(PAIRS['redundant-rule'].fires, 'redundant-rule');
  expect(always[0]?.sentence).toBe('All that this rule admits is admitted by rule 1 of a/p, whatever pods come.');
});

test('what is superfluous may go together: of two that admit the same, one is told', () => {
  const same = ['p', 'q'].map((name) => policy(`a/${name}`, { podSelector: app('web'), ingress: [fromDb] }));
  expect(found(same, 'policy-without-effect').map(({ policy: id }) => id)).toEqual(['a/q']);
  expect(found(same, 'redundant-rule')).toEqual([]);
  const twice = policy('a/twice', { podSelector: app('web'), ingress: [fromDb, fromDb] });
  const deny = policy('a/deny', {});
  expect(found([deny, twice], 'policy-without-effect')).toEqual([]);
  expect(found([deny, twice], 'redundant-rule').map(({ path }) => path)).toEqual(['spec.ingress[1]']);
});

test('ranges of ports cover each other always where one lies within the other', () => {
  const range = (first: number, last: number) => ({ ...fromDb, ports: [{ port: first, endPort: last }] });
  const redundant = (...rules: ReturnType<typeof range>[]) =>
    found(one({ podSelector: app('web'), ingress: rules }), 'redundant-rule').map(({ path, sentence }) => [
      path,
      /\w+ \w+ \w+\.$/.exec(sentence)?.[0],
    ]);
  expect(redundant(range(80, 90), range(82, 90))).toEqual([['spec.ingress[1]', 'whatever pods come.']]);
  expect(redundant(range(80, 90), range(85, 100))).toEqual([]);
  // Two together cover the third, which neither does alone.
  expect(redundant(range(80, 90), range(85, 100), range(82, 95))).toEqual([['spec.ingress[2]', 'that run now.']]);
});

test('where no DNS server is in sight, what would admit one is taken for meant', () => {
  const alone = cluster([pod('a/web'), pod('a/db')], [], [namespace('a')]);
  const egress = (...rules: NetworkPolicyEgressRule[]) => one({ policyTypes: ['Egress'], egress: rules });
  const ports = [{ protocol: 'UDP', port: 53 }, { port: 53 }];
  const labels = { matchLabels: { 'k8s-app': 'kube-dns' } };
  for (const meant of [
    egress(toDns),
    egress({ to: [{ namespaceSelector: {}, podSelector: labels }], ports }),
    egress({ to: [{ namespaceSelector: named('openshift-dns') }], ports }),
    egress({ to: [{ namespaceSelector: named('kube-system') }] }),
    egress({ to: [{ ipBlock: { cidr: '172.20.0.10/32' } }], ports }),
    egress({ ports }),
  ]) {
    expect(found(meant, 'egress-without-dns', alone)).toEqual([]);
  }
  const udp = egress({ to: [{ namespaceSelector: {} }], ports: [{ protocol: 'UDP', port: 53 }] });
  expect(found(udp, 'egress-without-dns', alone)).toMatchObject([{ severity: 'info' }]);
  const metrics = { namespaceSelector: named('kube-system'), podSelector: app('metrics-server') };
  expect(found(egress({ to: [metrics] }), 'egress-without-dns', alone)).toMatchObject([{ severity: 'warning' }]);
  const others = egress({ to: [{ namespaceSelector: named('b') }] }, { to: [{ podSelector: labels }], ports });
  expect(found(others, 'egress-without-dns', alone)).toMatchObject([{ severity: 'warning' }]);
});

test('the namespaces of every cluster are known without being told', () => {
  const ingress = [{ from: [{ namespaceSelector: named('kube-system') }, { namespaceSelector: named('nowhere') }] }];
  const only = found(one({ ingress }), 'unknown-namespace-label', cluster(pods, [], [namespace('a')]));
  expect(only.map(({ path }) => path)).toEqual(['spec.ingress[0].from[1].namespaceSelector']);
});

test('the lab’s faulty policy is found before it is applied, and its fix is the lab’s own correction', () => {
  const faulty = LAB_STEPS[4] as NetworkPolicy;
  const corrected = LAB_STEPS[5] as NetworkPolicy;
  const findings = createEngine(WORKSHOP).findings([{ action: 'put', policy: faulty }]);
  expect(findings.map(({ code }) => code)).toEqual(['own-namespace-only', 'admits-nothing']);
  expect(findings[0]?.fix?.policy?.spec).toEqual(corrected.spec);
});

test('the rest of the lab is free of warnings', () => {
  const policies = [0, 1, 2, 3, 5].map((at) => LAB_STEPS[at] as NetworkPolicy);
  const findings = createEngine({ ...WORKSHOP, policies }).findings();
  expect(findings.filter(({ code }) => code !== 'workload-without-policy')).toEqual([]);
});
