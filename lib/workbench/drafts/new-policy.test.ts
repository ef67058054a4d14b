import { describe, expect, it } from 'vitest';
import { createEngine, KUBERNETES, type NetworkPolicy, type Pod, type WorkloadReach } from '#engine';
import { parsePolicies } from '#manifest';
import { beginPolicy, type NewPolicyFor } from './new-policy.ts';
import { ownLabels } from './own-labels.ts';

function pod(namespace: string, name: string, labels: Record<string, string>): Pod {
  return {
    namespace,
    name: `${name}-0`,
    labels: { ...labels, 'pod-template-hash': `hash-${name}` },
    ips: [],
    hostIps: [],
    hostNetwork: false,
    phase: 'Running',
    ready: true,
    ports: [{ port: 80, protocol: 'TCP' }],
    workload: { kind: 'Deployment', name },
  };
}

const CHART = {
  'app.kubernetes.io/name': 'catalog',
  'app.kubernetes.io/instance': 'catalog',
  'helm.sh/chart': 'catalog-1',
};
const pods = [
  pod('catalog', 'catalog', { ...CHART, 'app.kubernetes.io/component': 'service' }),
  pod('catalog', 'mysql', { ...CHART, 'app.kubernetes.io/component': 'true' }),
  pod('catalog', 'bare', {}),
  pod('orders', 'orders', { app: 'orders' }),
];
const namespaces = ['catalog', 'orders'].map((name) => ({ name, labels: { 'kubernetes.io/metadata.name': name } }));

function deny(namespace: string, app?: string): NetworkPolicy {
  return {
    metadata: { name: `deny-${app ?? 'all'}`, namespace },
    spec: {
      podSelector: app ? { matchLabels: { 'app.kubernetes.io/component': app } } : {},
      policyTypes: ['Ingress', 'Egress'],
    },
  };
}

function begun(policies: readonly NetworkPolicy[], target: NewPolicyFor) {
  const engine = createEngine({ namespaces, pods, policies }, KUBERNETES);
  const reading = { turn: 0, edits: [], outdated: false };
  const draft = beginPolicy('k', target, { draft: { edits: [] }, reading, reachability: engine.reachability() });
  const [edit] = draft.edits;
  const [document] = parsePolicies(edit?.text ?? '', { defaultNamespace: target.namespace });
  if (!edit || !document?.policy) throw new Error('no policy was begun');
  return { edit, document, policy: document.policy, diff: engine.diff([{ action: 'put', policy: document.policy }]) };
}

const WORLDS: readonly (readonly NetworkPolicy[])[] = [
  [],
  [deny('catalog')],
  [deny('catalog', 'service')],
  [deny('catalog'), deny('orders')],
];
const TARGETS: readonly NewPolicyFor[] = [
  { namespace: 'catalog' },
  { namespace: 'orders' },
  ...pods.map(({ namespace, workload }) => ({ namespace, workload: `${namespace}/${workload.name}[Deployment]` })),
];

describe('a new policy', () => {
  it.each(
    WORLDS.flatMap((world) => TARGETS.map((target) => [world.map((one) => one.metadata.name), target, world] as const)),
  )('beside %j, for %j, cuts nothing off and lets nobody in', (_, target, world) => {
    const { document, diff } = begun(world, target);
    expect(document.problems).toEqual([]);
    expect([diff.added, diff.removed, diff.changed]).toEqual([[], [], []]);
  });

  it('for a workload selects its pods and no others', () => {
    const { policy, diff } = begun([], { namespace: 'catalog', workload: 'catalog/mysql[Deployment]' });
    expect(policy.spec?.podSelector).toEqual({ matchLabels: { 'app.kubernetes.io/component': 'true' } });
    expect(diff.isolation.map(({ workload }) => workload)).toEqual(['catalog/mysql[Deployment]']);
  });

  it('for pods without a label of their own selects none, rather than the whole namespace', () => {
    const { diff } = begun([], { namespace: 'catalog', workload: 'catalog/bare[Deployment]' });
    expect(diff.isolation).toEqual([]);
  });

  it('is nothing to send until something is typed into it', () => {
    const { edit } = begun([], { namespace: 'orders' });
    expect(edit).toMatchObject({ base: null, baseText: edit.text });
  });
});

describe('own labels', () => {
  const reach = (name: string, labels: Record<string, string>) =>
    ({ id: name, namespace: 'shop', name, hostNetwork: false, labels }) as unknown as WorkloadReach;

  it.each([
    ['by name where the name tells it', { app: 'a', tier: 'x', chart: 'c' }, [{ app: 'b' }], { app: 'a' }],
    [
      'by two where one does not do',
      { app: 'a', tier: 'x' },
      [
        { app: 'a', tier: 'y' },
        { app: 'b', tier: 'x' },
      ],
      { app: 'a', tier: 'x' },
    ],
    [
      'by a name of a tool where nothing else does',
      { app: 'a', instance: '1' },
      [{ app: 'a', instance: '2' }],
      { instance: '1' },
    ],
    ['by its name where nothing tells it', { app: 'a' }, [{ app: 'a' }], { app: 'a' }],
  ])('tell a workload %s', (_, own, others, expected) => {
    const workload = reach('one', own);
    const all = [workload, ...others.map((labels, at) => reach(`other-${at}`, labels as Record<string, string>))];
    expect(ownLabels(workload, all)).toEqual(expected);
  });
});
