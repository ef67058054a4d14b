import { describe, expect, it } from 'vitest';
import { createEngine, KUBERNETES, type NetworkPolicy, type Pod } from '#engine';
import type { ClusterSnapshot } from '#stream';
import { certaintiesOf, unknownPairs } from './unreadable.ts';

const pod = (namespace: string, name: string): Pod => ({
  namespace,
  name,
  uid: name,
  labels: { app: name },
  ips: [],
  hostIps: [],
  hostNetwork: false,
  phase: 'Running',
  ready: true,
  ports: [],
  workload: { kind: 'Deployment', name },
});
const policy = (name: string, ingress: NonNullable<NetworkPolicy['spec']>['ingress']): NetworkPolicy => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { namespace: 'shop', name },
  spec: { podSelector: { matchLabels: { app: name } }, policyTypes: ['Ingress'], ingress: ingress ?? [] },
});
const byName = (name: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });

const names = ['own', 'named', 'other', 'blocks', 'anyone', 'free'];
const policies = [
  policy('own', [{ from: [{ podSelector: {} }] }]),
  policy('named', [{ from: [{ namespaceSelector: byName('hidden') }] }]),
  policy('other', [{ from: [{ namespaceSelector: byName('ui') }] }]),
  policy('blocks', [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }]),
  policy('anyone', [{}]),
];

function told(labels: Record<string, string> | undefined) {
  const namespaces = labels ? [{ name: 'hidden', labels }] : [];
  const facts = { namespaces, pods: names.map((name) => pod('shop', name)), policies };
  const snapshot = { ...facts, cluster: { unreadable: [{ name: 'hidden', kinds: ['pods'] }] } };
  const reachability = createEngine(facts, KUBERNETES).reachability();
  return certaintiesOf('hidden', { snapshot: snapshot as unknown as ClusterSnapshot, reachability })
    .filter(({ direction, admits }) => direction === 'ingress' && admits === 'no')
    .map(({ workload }) => workload.name);
}

describe('of a namespace that may not be read', () => {
  it('it is certain who admits nobody from there, and unknown of all others', () => {
    expect(told({ 'kubernetes.io/metadata.name': 'hidden' })).toEqual(['other', 'own']);
  });

  it('a line is drawn only where a rule speaks of it', () => {
    const labels = { 'kubernetes.io/metadata.name': 'hidden' };
    const facts = { namespaces: [{ name: 'hidden', labels }], pods: names.map((name) => pod('shop', name)), policies };
    const snapshot = { ...facts, cluster: { unreadable: [{ name: 'hidden', kinds: ['pods'] }] } };
    const reachability = createEngine(facts, KUBERNETES).reachability();
    const pairs = unknownPairs({ snapshot: snapshot as unknown as ClusterSnapshot, reachability });
    expect(pairs.map(({ workload, direction }) => `${direction} ${workload}`)).toEqual([
      'ingress shop/anyone[Deployment]',
      'ingress shop/blocks[Deployment]',
      'ingress shop/named[Deployment]',
    ]);
  });

  it('the same holds where not even its labels are known', () => {
    expect(told(undefined)).toEqual(['other', 'own']);
  });
});
