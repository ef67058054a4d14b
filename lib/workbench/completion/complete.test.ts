import { expect, test } from 'vitest';
import { createEngine, KUBERNETES, type Labels, type Pod } from '#engine';
import { parsePolicies } from '#manifest';
import type { ClusterSnapshot } from '#stream';
import { fakeCluster } from '../fixtures/fake-cluster.ts';
import { complete } from './complete.ts';

interface Deployed {
  readonly labels?: Labels;
  readonly pods?: number;
  readonly ports?: Pod['ports'];
  readonly hostNetwork?: boolean;
}

function deployed(namespace: string, name: string, of: Deployed = {}): readonly Pod[] {
  const { labels = { app: name }, pods = 1, ports = [], hostNetwork = false } = of;
  return Array.from({ length: pods }, (_, at) => ({
    namespace,
    name: `${name}-${at}`,
    labels: { ...labels, 'pod-template-hash': 'x1' },
    ips: [],
    hostIps: [],
    hostNetwork,
    phase: 'Running' as const,
    ready: true,
    ports,
    workload: { kind: 'Deployment', name },
  }));
}

const HTTP: Pod['ports'] = [{ port: 8080, name: 'http', protocol: 'TCP' }];

const PODS = [
  ...deployed('shop', 'web', { labels: { app: 'web', tier: 'front' }, pods: 3, ports: HTTP }),
  ...deployed('shop', 'db', { labels: { app: 'db' }, ports: [{ port: 5432, protocol: 'TCP' }] }),
  ...deployed('bank', 'ledger', { labels: { app: 'ledger', tier: 'back' }, pods: 2, ports: HTTP }),
  ...deployed('kube-system', 'dns', { labels: { 'k8s-app': 'dns' }, ports: [{ port: 53, protocol: 'UDP' }] }),
  ...deployed('shop', 'agent', { labels: { app: 'agent' }, hostNetwork: true }),
];

function snapshotOf(more: Partial<ClusterSnapshot> = {}): ClusterSnapshot {
  const names = ['bank', 'empty', 'kube-system', 'shop'];
  const namespaces = names.map((name) => ({
    name,
    labels: { 'kubernetes.io/metadata.name': name, team: name[0] ?? '' },
  }));
  return { ...fakeCluster('lab', []).snapshot('one', 1), namespaces, pods: PODS, ...more };
}

/** `|` is the cursor. */
function ask(marked: string, snapshot = snapshotOf()) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { start, entries } = complete(
    { text, offset, namespace: 'shop' },
    snapshot,
    createEngine(snapshot, KUBERNETES).reachability(),
  );
  return { text, offset, start, entries };
}

const shown = (marked: string, snapshot?: ClusterSnapshot) =>
  ask(marked, snapshot).entries.map(({ label, detail }) => `${label}: ${detail}`);

/** The text after the entry of that name is taken. */
function taken(marked: string, label: string): string {
  const { text, offset, start, entries } = ask(marked);
  const entry = entries.find((each) => each.label === label);
  return text.slice(0, start) + entry?.text + text.slice(offset);
}

const HEAD = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: a\n  namespace: shop\nspec:\n';

test('namespaces come with their pods, the cluster’s own last', () => {
  expect(shown('metadata:\n  namespace: |')).toEqual([
    'bank: 2 pods',
    'shop: 4 pods',
    'empty: 0 pods',
    'kube-system: 1 pod',
  ]);
});

test('of a namespace that may not be read nothing is counted', () => {
  const cluster = { ...snapshotOf().cluster, unreadable: [{ name: 'empty', kinds: ['pods' as const] }] };
  const words = shown('metadata:\n  namespace: |', snapshotOf({ cluster }));
  expect(words).toContain('empty: not read');
  expect(words).toContain('shop: at least 4 pods');
});

test('the subject is chosen among the pods of the policy’s namespace, naming labels first', () => {
  expect(shown(`${HEAD}  podSelector:\n    matchLabels:\n      |`)).toEqual([
    'app: 4 pods',
    'tier: 3 pods',
    'pod-template-hash: 4 pods',
  ]);
  expect(shown(`${HEAD}  podSelector:\n    matchLabels:\n      app: |`)).toEqual(['db: 1 pod', 'web: 3 pods']);
});

test('labels beside the one that is typed narrow it, and keys that stand there are not offered again', () => {
  const peers = `${HEAD}  podSelector: {}\n  ingress:\n  - from:\n    - namespaceSelector: {}\n      podSelector:\n        matchLabels:\n`;
  expect(shown(`${peers}          tier: |`)).toEqual(['back: 2 pods', 'front: 3 pods']);
  expect(shown(`${peers}          app: web\n          tier: |`)).toEqual(['front: 3 pods']);
  expect(shown(`${peers}          app: web\n          |`)).toEqual(['tier: 3 pods', 'pod-template-hash: 3 pods']);
});

test('a peer is chosen among the pods of the namespaces beside it, else of the policy’s own', () => {
  const peer = `${HEAD}  podSelector: {}\n  ingress:\n  - from:\n    - `;
  expect(shown(`${peer}podSelector:\n        matchLabels:\n          app: |`)).toEqual(['db: 1 pod', 'web: 3 pods']);
  const bank = 'namespaceSelector:\n        matchLabels:\n          kubernetes.io/metadata.name: bank\n      ';
  expect(shown(`${peer}${bank}podSelector:\n        matchLabels:\n          app: |`)).toEqual(['ledger: 2 pods']);
  expect(
    shown(`${peer}namespaceSelector: {}\n      podSelector:\n        matchLabels:\n          app: |`),
  ).toHaveLength(3);
  expect(
    shown(`${peer}namespaceSelector: {}\n      podSelector:\n        matchLabels:\n          pod-template-hash: |`),
  ).toEqual(['x1: 7 pods in 3 namespaces']);
});

test('a namespace is chosen by labels that namespaces have, its name first', () => {
  const selector = `${HEAD}  podSelector: {}\n  ingress:\n  - from:\n    - namespaceSelector:\n        matchLabels:\n          `;
  expect(shown(`${selector}|`)[0]).toBe('kubernetes.io/metadata.name: 7 pods in 4 namespaces');
  expect(shown(`${selector}kubernetes.io/metadata.name: ba|`)).toContain('bank: 2 pods');
});

test('expressions are completed as labels are', () => {
  const selector = `${HEAD}  podSelector:\n    matchExpressions:\n    - `;
  expect(shown(`${selector}key: |`)[0]).toBe('app: 4 pods');
  expect(shown(`${selector}key: app\n      operator: In\n      values: [|]`)).toEqual(['db: 1 pod', 'web: 3 pods']);
});

test('whole peers select their pods and no others, in a policy that reads', () => {
  const text = taken(`${HEAD}  podSelector: {}\n  ingress:\n    - from:\n        - |\n`, 'pods of bank/ledger');
  const [document] = parsePolicies(text, { defaultNamespace: 'shop' });
  expect(document?.problems).toEqual([]);
  expect(document?.policy?.spec?.ingress).toEqual([
    {
      from: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'bank' } },
          podSelector: { matchLabels: { app: 'ledger' } },
        },
      ],
    },
  ]);
  expect(shown(`${HEAD}  podSelector: {}\n  ingress:\n    - from:\n        - |\n`)).toContain(
    'pods of bank/ledger: 2 pods, it only, today',
  );
});

test('no whole peer is put into an entry that holds something', () => {
  const rule = `${HEAD}  podSelector: {}\n  ingress:\n    - from:\n        - `;
  expect(shown(`${rule}|podSelector: {}`)).toEqual([]);
  expect(shown(`${rule}podSelector: {}\n          |`)).toEqual([]);
});

test('ports are those of the pods that traffic goes to', () => {
  const ingress = `${HEAD}  podSelector:\n    matchLabels:\n      app: web\n  ingress:\n  - ports:\n    - port: |`;
  expect(shown(ingress)).toEqual(['8080: TCP, of 3 pods', 'http: TCP 8080, of 3 pods']);
  const peer = '  - to:\n    - podSelector:\n        matchLabels:\n          app: db\n    ports:\n    - ';
  expect(shown(`${HEAD}  podSelector: {}\n  egress:\n${peer}port: |`)).toEqual(['5432: TCP, of 1 pod']);
  expect(taken(`${HEAD}  podSelector: {}\n  egress:\n${peer}|`, '5432')).toContain(
    '    - protocol: TCP\n      port: 5432',
  );
  expect(shown(`${HEAD}  podSelector: {}\n  egress:\n  - ports:\n    - protocol: UDP\n      port: |`)).toEqual([
    '53: UDP, of 1 pod',
  ]);
});

test('a port says which Service leads to it', () => {
  const service = {
    namespace: 'shop',
    name: 'web',
    uid: 'u',
    type: 'ClusterIP',
    clusterIps: [],
    selector: { app: 'web' },
  };
  const services = [{ ...service, ports: [{ protocol: 'TCP', port: 80, targetPort: 'http' }] }];
  const text = `${HEAD}  podSelector:\n    matchLabels:\n      app: web\n  ingress:\n  - ports:\n    - port: |`;
  expect(shown(text, snapshotOf({ services }))).toContain('http: TCP 8080, of 3 pods, behind Service web:80');
});

test('an empty text begins with a whole policy, and every one that is offered reads once it is filled in', () => {
  const { entries } = ask('|');
  expect(entries[0]?.label).toBe('NetworkPolicy: let someone in');
  for (const { text, blanks = [] } of entries) {
    const fillings = ['web', 'app: web', 'podSelector: {}'];
    const filled = blanks.reduceRight((rest, at, index) => rest.slice(0, at) + fillings[index] + rest.slice(at), text);
    const [document] = parsePolicies(filled, { defaultNamespace: 'shop' });
    expect(document?.problems).toEqual([]);
    expect(document?.policy?.metadata.namespace).toBe('shop');
  }
});

test('what stands after the cursor stays, a colon is not written twice, and quotes are kept', () => {
  const selector = `${HEAD}  podSelector:\n    matchLabels:\n      `;
  expect(taken(`${selector}ap|: web # ours`, 'app')).toBe(`${selector}app: web # ours`);
  expect(taken(`${selector}app: "w|"`, 'web')).toBe(`${selector}app: "web"`);
});

test('hostile labels are written out as what they are', () => {
  const labels = { 'a: b\n#': 'true', app: '\u202eevil"}\n- x' };
  const pods = deployed('shop', 'odd', { labels });
  const selector = `${HEAD}  podSelector:\n    matchLabels:\n      `;
  const read = (marked: string, label: string) => {
    const { text, start, offset, entries } = ask(marked, snapshotOf({ pods }));
    const entry = entries.find((each) => each.label === label);
    const done = `${text.slice(0, start)}${entry?.text}${text.slice(offset)}`;
    return parsePolicies(done, { defaultNamespace: 'shop' })[0]?.json;
  };
  expect(read(`${selector}app: |`, labels.app)).toMatchObject({
    spec: { podSelector: { matchLabels: { app: labels.app } } },
  });
  expect(read(`${selector}|`, 'a: b\n#')).toMatchObject({
    spec: { podSelector: { matchLabels: { 'a: b\n#': null } } },
  });
});

test('outside of a policy’s spec, and in comments, nothing is offered', () => {
  expect(shown('metadata:\n  name: |')).toEqual([]);
  expect(shown(`${HEAD}  # |`)).toEqual([]);
  expect(shown(`${HEAD}  |`)).toEqual([]);
});

test('what stands for the pods of a workload without any is offered, and counted as none', () => {
  const [web] = deployed('shop', 'report', { labels: { app: 'report' }, ports: [{ port: 9000, protocol: 'TCP' }] });
  const report = { ...web, name: 'report[Deployment]', phase: 'Pending', ready: false, standsIn: 'scaled-to-zero' };
  const snapshot = snapshotOf({ pods: [...PODS, report as Pod] });
  expect(shown('metadata:\n  namespace: |', snapshot)).toContain('shop: 4 pods');
  expect(shown(`${HEAD}  podSelector:\n    matchLabels:\n      app: |`, snapshot)).toContain('report: 0 pods');
  const ingress = `${HEAD}  podSelector:\n    matchLabels:\n      app: report\n  ingress:\n    - `;
  expect(shown(`${ingress}ports:\n        - port: |`, snapshot)).toEqual(['9000: TCP, of 0 pods']);
  const peers = shown(`${ingress}from:\n        - |`, snapshot);
  expect(peers).toContain('pods of shop/report: 0 replicas, it only, today');
  expect(peers).toContain('every pod of shop: 4 pods');
});
