import { describe, expect, test } from 'vitest';
import { createEngine, type NetworkPolicy, type Pod, type Snapshot } from '#engine';
import { type Remark, remarksOn } from './index.ts';

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

function remarks(policies: readonly NetworkPolicy[], services = [] as Parameters<typeof remarksOn>[1]) {
  return remarksOn(createEngine({ pods, namespaces, policies } satisfies Snapshot), services);
}

const about = (list: readonly Remark[], workload: string) =>
  list.filter((remark) => remark.workload?.includes(workload));

describe('remarksOn', () => {
  test('data that anyone may reach comes first, once, with a policy that admits its own namespace', () => {
    const list = remarks([]);
    expect(list[0]).toMatchObject({
      harm: 'exposed',
      title: 'shop-postgresql:5432 is open to 3 workloads',
      cure: { label: 'Draft: admit shop only' },
    });
    expect(about(list, 'shop-postgresql')).toHaveLength(1);
    expect(list[0]?.cure?.policy.spec?.podSelector).toEqual({
      matchLabels: { app: 'shop', component: 'shop-postgresql' },
    });
  });

  test('a cure does what it says and takes nothing else', () => {
    const engine = createEngine({ pods, namespaces, policies: [] });
    const cure = remarksOn(engine, [])[0]?.cure;
    const diff = engine.diff(cure ? [{ action: 'put', policy: cure.policy }] : []);
    expect(diff.removed.map(({ source, destination }) => `${source} ${destination}`)).toEqual([
      'front/ui[Deployment] shop/shop-postgresql[Deployment]',
      'kube-system/coredns[Deployment] shop/shop-postgresql[Deployment]',
    ]);
    expect(diff.added).toEqual([]);
  });

  test('data closed for ingress and open for egress is wider than needed, and its cure keeps DNS', () => {
    const list = remarks([policy('shop/db', { podSelector: { matchLabels: { component: 'shop-postgresql' } } })]);
    const [wide] = about(list, 'shop-postgresql');
    expect(wide).toMatchObject({ harm: 'wide', cure: { label: 'Draft: close egress, keep DNS' } });
    expect(wide?.cure?.policy.spec?.egress?.[0]?.ports).toHaveLength(2);
  });

  test('parts of the cluster and what is served outside are named without a cure', () => {
    const services = [{ namespace: 'front', type: 'LoadBalancer', selector: { component: 'ui' } }];
    const list = remarks([], services);
    expect(about(list, 'coredns')[0]?.cure).toBeUndefined();
    expect(about(list, 'front/ui')[0]?.cure).toBeUndefined();
    expect(about(remarks([]), 'front/ui')[0]?.cure).toBeDefined();
  });

  test('findings on policies come by harm, each with its place and the engine’s cure', () => {
    const list = remarks([
      policy('shop/ignored', { podSelector: {}, policyTypes: ['Egress'], ingress: [{}] }),
      policy('shop/idle', { podSelector: { matchLabels: { component: 'none' } } }),
    ]);
    const ofPolicies = list.filter((remark) => remark.policy !== undefined);
    expect(ofPolicies.map(({ harm, title, path }) => [harm, title, path])).toEqual([
      ['broken', 'ignored has rules without effect', 'spec.ingress'],
      ['doubtful', 'idle selects no pod', 'spec.podSelector'],
    ]);
    expect(ofPolicies[0]?.cure?.label).toBe('List Ingress in policyTypes');
  });

  test('many workloads without a policy are one remark on their namespace, with one policy for all', () => {
    const crowd = ['a', 'b', 'c', 'd'].map((name) => pod('crowd', name, 8080));
    const all = [...namespaces, { name: 'crowd', labels: {} }];
    const engine = createEngine({ pods: [...pods, ...crowd], namespaces: all, policies: [] });
    const list = remarksOn(engine, []).filter(({ namespace }) => namespace === 'crowd');
    expect(list.map(({ title, cure }) => [title, cure?.policy.spec?.podSelector])).toEqual([
      ['4 of 4 workloads in crowd have no policy', {}],
    ]);
    const closed = policy('crowd/a', { podSelector: { matchLabels: { component: 'a' } } });
    const more = [...crowd, pod('crowd', 'e', 8080)];
    const partly = createEngine({ pods: [...pods, ...more], namespaces: all, policies: [closed] });
    expect(remarksOn(partly, []).find(({ title }) => title.startsWith('4 of 5'))?.cure).toBeUndefined();
  });

  test('where some namespaces may not be read, numbers are lower bounds and nothing is said of what may be there', () => {
    const nobody = policy('shop/nobody', {
      podSelector: {},
      ingress: [{ from: [{ podSelector: { matchLabels: { a: 'b' } } }] }],
    });
    const of = (isPart: boolean) =>
      remarksOn(createEngine({ pods, namespaces, policies: [nobody] }), [], isPart).map(({ title }) => title);
    expect(of(false)).toContain('nobody admits nobody');
    expect(of(true)).not.toContain('nobody admits nobody');
    expect(remarksOn(createEngine({ pods, namespaces, policies: [] }), [], true)[0]?.title).toMatch(
      /open to 3\+ workloads/,
    );
  });

  test('a new policy never takes the name of another', () => {
    const other = policy('front/ui-from-own-namespace', { podSelector: { matchLabels: { component: 'none' } } });
    const cure = about(remarks([other]), 'front/ui')[0]?.cure;
    expect(cure?.policy.metadata.name).toBe('ui-from-own-namespace-2');
  });

  test('every remark has a key of its own', () => {
    const label = { namespaceSelector: { matchLabels: { a: '1', b: '2' } } };
    const list = remarks([policy('shop/odd', { podSelector: {}, ingress: [{ from: [label] }] })]);
    expect(new Set(list.map(({ key }) => key)).size).toBe(list.length);
    expect(list.filter(({ key }) => key.startsWith('unknown-namespace-label'))).toHaveLength(2);
  });
});
