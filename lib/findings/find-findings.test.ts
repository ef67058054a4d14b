import { describe, expect, test } from 'vitest';
import { createEngine, KUBERNETES, type NetworkPolicy, type Pod, type Snapshot } from '#engine';
import { type ClusterSurroundings, type Finding, findFindings, tell } from './index.ts';

function pod(namespace: string, name: string, port: number, more: Partial<Pod> = {}): Pod {
  return {
    namespace,
    name: `${name}-0`,
    uid: `${namespace}/${name}`,
    labels: { app: namespace, component: name, 'pod-template-hash': 'abc' },
    ips: [],
    hostIps: [],
    hostNetwork: false,
    phase: 'Running',
    ready: true,
    ports: [{ port, protocol: 'TCP' }],
    workload: { kind: 'Deployment', name },
    ...more,
  };
}

function policy(id: string, spec: NetworkPolicy['spec']): NetworkPolicy {
  const [namespace = '', name = ''] = id.split('/');
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { namespace, name }, spec };
}

const pods = [
  pod('shop', 'web', 8080),
  pod('shop', 'shop-postgresql', 5432),
  pod('front', 'ui', 8080),
  pod('kube-system', 'coredns', 53, { labels: { 'k8s-app': 'kube-dns' } }),
];
const namespaces = ['shop', 'front', 'kube-system'].map((name) => ({
  name,
  labels: { 'kubernetes.io/metadata.name': name },
}));

function findings(policies: readonly NetworkPolicy[], services: ClusterSurroundings['services'] = []) {
  return findFindings(createEngine({ pods, namespaces, policies } satisfies Snapshot, KUBERNETES), { services });
}

const about = (list: readonly Finding[], workload: string) =>
  list.filter((finding) => finding.workload?.includes(workload));
const titles = (list: readonly Finding[]) => list.map((finding) => tell(finding).title);

describe('findFindings', () => {
  test('data that anyone may reach comes first, once, with a policy that admits its own namespace', () => {
    const list = findings([]);
    const [first] = list;
    expect(first).toMatchObject({ severity: 'error', fixes: [{ label: 'Draft: admit shop only' }] });
    expect(titles(list)[0]).toBe('shop-postgresql:5432 is open to 3 workloads');
    expect(about(list, 'shop-postgresql')).toHaveLength(1);
    expect(first?.fixes[0]?.policy.spec?.podSelector).toEqual({
      matchLabels: { app: 'shop', component: 'shop-postgresql' },
    });
  });

  test('a fix does what it says and takes nothing else', () => {
    const engine = createEngine({ pods, namespaces, policies: [] }, KUBERNETES);
    const fix = findFindings(engine, { services: [] })[0]?.fixes[0];
    const diff = engine.diff(fix ? [{ action: 'put', policy: fix.policy }] : []);
    expect(diff.removed.map(({ source, destination }) => `${source} ${destination}`)).toEqual([
      'front/ui[Deployment] shop/shop-postgresql[Deployment]',
      'kube-system/coredns[Deployment] shop/shop-postgresql[Deployment]',
    ]);
    expect(diff.added).toEqual([]);
  });

  test('a fix that closes a workload goes on admitting whom a rule of another namespace lets reach it by name', () => {
    const uiOut = policy('front/ui-out', {
      podSelector: { matchLabels: { component: 'ui' } },
      policyTypes: ['Egress'],
      egress: [
        {
          to: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
              podSelector: { matchLabels: { component: 'shop-postgresql' } },
            },
          ],
        },
      ],
    });
    const engine = createEngine({ pods, namespaces, policies: [uiOut] }, KUBERNETES);
    const [open] = findFindings(engine, { services: [] }).filter(({ code }) => code === 'open-data-store');
    const fix = open?.fixes[0];
    expect(fix?.label).toBe('Draft: admit shop and front only');
    const diff = engine.diff(fix ? [{ action: 'put', policy: fix.policy }] : []);
    expect(diff.removed.map(({ source }) => source)).toEqual(['kube-system/coredns[Deployment]']);
  });

  test('data closed for ingress and open for egress is wider than needed, and its fix keeps DNS', () => {
    const list = findings([policy('shop/db', { podSelector: { matchLabels: { component: 'shop-postgresql' } } })]);
    const [wide] = about(list, 'shop-postgresql');
    expect(wide).toMatchObject({ code: 'open-egress', fixes: [{ label: 'Draft: close egress, keep DNS' }] });
    expect(wide?.fixes[0]?.policy.spec?.egress?.[0]?.ports).toHaveLength(2);
  });

  test('parts of the cluster and what is served outside are named without a fix', () => {
    const services = [{ namespace: 'front', name: 'ui', type: 'LoadBalancer', selector: { component: 'ui' } }];
    const list = findings([], services);
    expect(about(list, 'coredns')[0]?.fixes).toEqual([]);
    expect(about(list, 'front/ui')[0]?.fixes).toEqual([]);
    expect(about(findings([]), 'front/ui')[0]?.fixes).toHaveLength(1);
  });

  test('findings on policies come by gravity, each with its place and a fix', () => {
    const list = findings([
      policy('shop/ignored', { podSelector: {}, policyTypes: ['Egress'], ingress: [{}] }),
      policy('shop/idle', { podSelector: { matchLabels: { component: 'none' } } }),
    ]);
    const ofPolicies = list.filter((finding) => finding.policy !== undefined);
    expect(ofPolicies.map((finding) => [finding.severity, tell(finding).title, finding.path])).toEqual([
      ['error', 'ignored has rules without effect', 'spec.ingress'],
      ['warning', 'idle selects no pod', 'spec.podSelector'],
    ]);
    expect(ofPolicies[0]?.fixes[0]?.label).toBe('List Ingress in policyTypes');
  });

  test('many workloads without a policy are one finding on their namespace, with one policy for all', () => {
    const crowd = ['a', 'b', 'c', 'd'].map((name) => pod('crowd', name, 8080));
    const all = [...namespaces, { name: 'crowd', labels: {} }];
    const engine = createEngine({ pods: [...pods, ...crowd], namespaces: all, policies: [] }, KUBERNETES);
    const list = findFindings(engine, { services: [] }).filter(({ namespace }) => namespace === 'crowd');
    expect(titles(list)).toEqual(['4 of 4 workloads in crowd have no policy']);
    expect(list[0]?.fixes[0]?.policy.spec?.podSelector).toEqual({});
    const closed = policy('crowd/a', { podSelector: { matchLabels: { component: 'a' } } });
    const more = [...crowd, pod('crowd', 'e', 8080)];
    const partly = createEngine({ pods: [...pods, ...more], namespaces: all, policies: [closed] }, KUBERNETES);
    const few = findFindings(partly, { services: [] }).find(({ code }) => code === 'workloads-without-policy');
    expect(few?.facts).toMatchObject({ count: 4, of: 5 });
    expect(few?.fixes).toEqual([]);
  });

  test('where some namespaces may not be read, numbers are lower bounds and nothing is said of what may be there', () => {
    const nobody = policy('shop/nobody', {
      podSelector: {},
      ingress: [{ from: [{ podSelector: { matchLabels: { a: 'b' } } }] }],
    });
    const of = (isPart: boolean, policies = [nobody]) =>
      findFindings(createEngine({ pods, namespaces, policies }, KUBERNETES), { services: [], isPart });
    const isOfNobody = ({ policy: id }: Finding) => id === 'shop/nobody';
    expect(
      of(false)
        .filter(isOfNobody)
        .map(({ code }) => code),
    ).toEqual(['peer-selects-nothing']);
    expect(of(true).filter(isOfNobody)).toEqual([]);
    expect(titles(of(true, []))[0]).toMatch(/open to 3\+ workloads/);
  });

  test('a new policy never takes the name of another', () => {
    const other = policy('front/ui-from-own-namespace', { podSelector: { matchLabels: { component: 'none' } } });
    const [fix] = about(findings([other]), 'front/ui')[0]?.fixes ?? [];
    expect(fix?.policy.metadata.name).toBe('ui-from-own-namespace-2');
  });

  test('every finding has a key of its own', () => {
    const label = { namespaceSelector: { matchLabels: { a: '1', b: '2' } } };
    const list = findings([policy('shop/odd', { podSelector: {}, ingress: [{ from: [label] }] })]);
    expect(new Set(list.map(({ key }) => key)).size).toBe(list.length);
    expect(list.filter(({ key }) => key.startsWith('unknown-namespace-label'))).toHaveLength(2);
  });
});
