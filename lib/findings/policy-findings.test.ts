import { describe, expect, test } from 'vitest';
import { createEngine, KUBERNETES, type NetworkPolicy, type NetworkPolicyEgressRule, type Snapshot } from '#engine';
import { app, cluster, named, namespace, pod, policy, port } from '../engine/fixtures/small-cluster.ts';
import { LAB_STEPS, WORKSHOP } from '../engine/fixtures/workshop.ts';
import { type ClusterSurroundings, type Finding, type FindingCode, findFindings, findInDraft, tell } from './index.ts';

const dns = pod('kube-system/coredns', {
  labels: { 'k8s-app': 'kube-dns' },
  ports: [port('dns', 53, 'UDP'), port('dns-tcp', 53)],
});
const pods = [
  pod('a/web', { ports: [port('http', 8080)], ips: ['10.1.0.5'] }),
  pod('a/db'),
  pod('b/client', { ips: ['10.1.9.9'] }),
  pod('d/postgres', { ports: [port('pg', 5432)] }),
  pod('h/agent', { hostNetwork: true }),
  dns,
];
const namespaces = [
  namespace('a', { team: 'x' }),
  namespace('b'),
  namespace('d'),
  namespace('empty'),
  namespace('h'),
  namespace('kube-system'),
];
const toDns = {
  to: [{ namespaceSelector: named('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
  ports: [{ protocol: 'UDP', port: 53 }, { port: 53 }],
};

const SERVICES: ClusterSurroundings['services'] = [
  {
    namespace: 'a',
    name: 'web',
    type: 'ClusterIP',
    selector: { app: 'web' },
    ports: [{ protocol: 'TCP', port: 80, targetPort: 'http' }],
  },
];

function found(
  policies: readonly NetworkPolicy[],
  code: FindingCode,
  base: Snapshot = cluster(pods, [], namespaces),
): Finding[] {
  return findFindings(createEngine({ ...base, policies }, KUBERNETES), { services: SERVICES }).filter(
    (finding) => finding.code === code,
  );
}

interface Pair {
  readonly fires: readonly NetworkPolicy[];
  readonly silent: readonly NetworkPolicy[];
  readonly path: string;
}

const one = (spec: NetworkPolicy['spec']) => [policy('a/p', spec)];
const fromDb = { from: [{ podSelector: app('db') }] };

/** On workloads, and on what files alone tell: find-findings.test.ts, and the fixtures. */
type ElsewhereTested =
  | 'open-data-store'
  | 'open-egress'
  | 'workload-without-policy'
  | 'workloads-without-policy'
  | 'no-namespace'
  | `${string}-shut`;

const PAIRS: Readonly<Record<Exclude<FindingCode, ElsewhereTested>, Pair>> = {
  'selects-nothing': {
    fires: one({ podSelector: app('wbe') }),
    silent: [...one({ podSelector: app('web') }), policy('empty/p', { podSelector: app('web') })],
    path: 'spec.podSelector',
  },
  'unknown-namespace-label': {
    fires: one({ ingress: [{ from: [{ namespaceSelector: { matchLabels: { name: 'b' } } }] }] }),
    silent: one({ ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'x' } } }] }] }),
    path: 'spec.ingress[0].from[0].namespaceSelector',
  },
  'peer-selects-nothing': {
    fires: one({ ingress: [{ from: [{ podSelector: app('web') }, { podSelector: app('wbe') }] }] }),
    silent: one({
      ingress: [{ from: [{ podSelector: app('web') }, { podSelector: {}, namespaceSelector: named('default') }] }],
    }),
    path: 'spec.ingress[0].from[1]',
  },
  'host-network-subject': {
    fires: [policy('h/p', { podSelector: app('agent') })],
    silent: one({ podSelector: app('web') }),
    path: 'spec.podSelector',
  },
  'host-network-peer': {
    fires: one({ ingress: [{ from: [{ podSelector: app('agent'), namespaceSelector: named('h') }] }] }),
    silent: one({ ingress: [{ from: [{ podSelector: app('db') }] }] }),
    path: 'spec.ingress[0].from[0]',
  },
  'service-port': {
    fires: one({ podSelector: app('web'), ingress: [{ ...fromDb, ports: [{ port: 80 }] }] }),
    silent: one({ podSelector: app('web'), ingress: [{ ...fromDb, ports: [{ port: 8080 }, { port: 'http' }] }] }),
    path: 'spec.ingress[0].ports[0].port',
  },
  'port-not-listened': {
    fires: one({ podSelector: app('web'), ingress: [{ ...fromDb, ports: [{ port: 9090 }] }] }),
    // Of pods that declare no port nothing is known, nor of a range, nor of addresses.
    silent: [
      ...one({ podSelector: app('db'), ingress: [{ ...fromDb, ports: [{ port: 9090 }] }] }),
      policy('a/range', { podSelector: app('web'), ingress: [{ ...fromDb, ports: [{ port: 9000, endPort: 9100 }] }] }),
      policy('a/out', {
        podSelector: app('db'),
        policyTypes: ['Egress'],
        egress: [{ to: [{ podSelector: app('web') }, { ipBlock: { cidr: '8.8.8.0/24' } }], ports: [{ port: 9090 }] }],
      }),
    ],
    path: 'spec.ingress[0].ports[0].port',
  },
  'other-ip-family': {
    fires: one({ ingress: [{ from: [{ ipBlock: { cidr: '2001:db8::/32' } }] }] }),
    silent: one({ ingress: [{ from: [{ ipBlock: { cidr: '::/0' } }, { ipBlock: { cidr: '0.0.0.0/0' } }] }] }),
    path: 'spec.ingress[0]',
  },
  'except-voided': {
    fires: one({
      ingress: [
        { from: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } }] },
        { from: [{ ipBlock: { cidr: '169.254.0.0/16' } }] },
      ],
    }),
    // What is given back on purpose, and what is admitted on other ports or to other pods.
    silent: [
      ...one({
        podSelector: app('web'),
        ingress: [
          { from: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }] },
          { from: [{ ipBlock: { cidr: '10.2.0.0/16' } }, { ipBlock: { cidr: '10.0.0.0/8' } }] },
          { from: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 80 }] },
        ],
      }),
      policy('a/db', { podSelector: app('db'), ingress: [{}] }),
    ],
    path: 'spec.ingress[0].from[0].ipBlock.except[0]',
  },
  'deny-voided': {
    fires: [policy('a/p', { podSelector: app('web') }), policy('a/all', { ingress: [{}] })],
    silent: [policy('a/deny', {}), policy('a/web', { podSelector: app('web'), ingress: [{}] })],
    path: 'spec',
  },
  'whole-system-namespace': {
    fires: one({ ingress: [{ from: [{ namespaceSelector: named('kube-system') }] }] }),
    silent: one({ ingress: [{ from: [{ namespaceSelector: named('kube-system') }], ports: [{ port: 8080 }] }] }),
    path: 'spec.ingress[0].from[0]',
  },
  'any-port': {
    fires: [policy('d/p', { ingress: [{ from: [{ podSelector: {} }] }] })],
    silent: [
      policy('d/p', { ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 5432 }] }] }),
      ...one({ ingress: [fromDb] }),
    ],
    path: 'spec.ingress[0]',
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
    fires: one({ podSelector: app('web'), ingress: [{ from: [{ namespaceSelector: named('empty') }] }] }),
    // Of pods of the system, which files seldom hold; and where the peer that finds nobody tells it.
    silent: [
      ...one({ podSelector: app('web'), ingress: [fromDb] }),
      policy('b/deny', {}),
      policy('d/system', { ingress: [{ from: [{ namespaceSelector: named('openshift-dns') }] }] }),
      policy('b/nobody', { ingress: [{ from: [{ podSelector: app('nobody') }] }] }),
    ],
    path: 'spec.ingress',
  },
};

describe.each(Object.entries(PAIRS))('finding %s', (code, { fires, silent, path }) => {
  test('fires', () => {
    const findings = found(fires, code as FindingCode);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings[0]).toMatchObject({ path });
    for (const finding of findings) {
      const { title, sentence } = tell(finding);
      expect(title).not.toMatch(/\.$/);
      expect(sentence).toMatch(/^[A-Z].*\.$/);
    }
  });

  test('is silent', () => {
    expect(found(silent, code as FindingCode)).toEqual([]);
  });

  test('a fix it offers puts it right', () => {
    for (const { fixes, policy: id } of found(fires, code as FindingCode)) {
      for (const { policy: fixed } of fixes) {
        const others = fires.filter(({ metadata }) => `${metadata.namespace}/${metadata.name}` !== id);
        const again = found([...others, fixed], code as FindingCode).filter(
          (finding) => finding.policy === id && finding.path === path,
        );
        expect(again).toEqual([]);
      }
    }
  });
});

test('finding workload-without-policy fires for what no policy selects, and is silent for the rest', () => {
  const findings = found([policy('a/p', {})], 'workload-without-policy');
  expect(findings.map(({ workload }) => workload)).toEqual(['b/client[Pod]', 'kube-system/coredns[Pod]']);
});

test('a rule is redundant only where another covers it whatever pods come', () => {
  const now = one({
    podSelector: app('web'),
    ingress: [{ from: [{ podSelector: {} }] }, { from: [{ namespaceSelector: { matchLabels: { team: 'x' } } }] }],
  });
  expect(found(now, 'redundant-rule')).toEqual([]);
  const [always] = found(PAIRS['redundant-rule'].fires, 'redundant-rule');
  expect(always && tell(always).sentence).toBe(
    'All that this rule admits is admitted by rule 1 of ingress in a/p, whatever pods come.',
  );
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

test('ranges of ports cover each other always, also several together', () => {
  const range = (first: number, last: number) => ({ ...fromDb, ports: [{ port: first, endPort: last }] });
  const redundant = (...rules: ReturnType<typeof range>[]) =>
    found(one({ podSelector: app('web'), ingress: rules }), 'redundant-rule').map(({ path }) => path);
  expect(redundant(range(80, 90), range(82, 90))).toEqual(['spec.ingress[1]']);
  expect(redundant(range(80, 90), range(85, 100))).toEqual([]);
  expect(redundant(range(80, 90), range(85, 100), range(82, 95))).toEqual(['spec.ingress[2]']);
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
  const findings = findInDraft(createEngine(WORKSHOP, KUBERNETES), [{ action: 'put', policy: faulty }], {
    services: [],
  });
  expect(findings.map(({ code }) => code)).toEqual(['own-namespace-only']);
  expect(findings[0]?.facts).toMatchObject({ shuts: 'ingress' });
  expect(findings[0]?.fixes[0]?.policy.spec).toEqual(corrected.spec);
});

test('the rest of the lab is free of warnings', () => {
  const policies = [0, 1, 2, 3, 5].map((at) => LAB_STEPS[at] as NetworkPolicy);
  const findings = findFindings(createEngine({ ...WORKSHOP, policies }, KUBERNETES), { services: [] });
  expect(findings.filter(({ policy: id, severity }) => id && severity !== 'info')).toEqual([]);
});
