/** What the map shows where policies of kinds that are not judged may decide otherwise, before and with a draft. */

import { describe, expect, it } from 'vitest';
import { createEngine, KUBERNETES, type NetworkPolicy, type Pod, type Snapshot } from '#engine';
import { mapModel } from './build-map.ts';
import { legendCounts } from './legend-counts.ts';
import { totalsOf } from './lens-totals.ts';
import type { MapInput } from './map-model.ts';
import { pairStates } from './pairs.ts';

const NAMES = ['a', 'b', 'c'];
const pod = (namespace: string, name: string): Pod => ({
  namespace,
  name,
  labels: { app: name },
  ips: [],
  hostIps: [],
  hostNetwork: false,
  phase: 'Running',
  ready: true,
  ports: [],
  workload: { kind: 'Pod', name },
});
const policy = (namespace: string, name: string, spec: NetworkPolicy['spec']): NetworkPolicy => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { namespace, name },
  spec,
});
const namespace = (name: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });
const world: Snapshot = {
  namespaces: NAMES.map((name) => ({ name, labels: { 'kubernetes.io/metadata.name': name } })),
  pods: NAMES.flatMap((name) => [pod(name, 'x'), pod(name, 'y')]),
  policies: [
    policy('b', 'from-c', {
      podSelector: { matchLabels: { app: 'x' } },
      ingress: [{ from: [{ namespaceSelector: namespace('c') }] }],
    }),
  ],
};
const OF_A = { group: 'cilium.io', kind: 'CiliumNetworkPolicy', namespace: 'a', name: 'l7' };
const OF_ALL = { group: 'policy.networking.k8s.io', kind: 'AdminNetworkPolicy', name: 'admin' };
/** Shuts all ways out of a and of c. */
const DRAFT = [
  { action: 'put' as const, policy: policy('a', 'shut', { podSelector: {}, policyTypes: ['Egress'] }) },
  { action: 'put' as const, policy: policy('c', 'shut', { podSelector: {}, policyTypes: ['Egress'] }) },
];

function inputOf(otherPolicies: Snapshot['otherPolicies'], view: MapInput['view']): MapInput {
  const engine = createEngine({ ...world, ...(otherPolicies && { otherPolicies }) }, KUBERNETES);
  return {
    namespaces: NAMES.map((name) => ({ name, policies: 0 })),
    reachability: engine.reachability(),
    diff: engine.diff(DRAFT),
    view,
    shown: { rule: true, open: true, denied: true, unknown: true },
  };
}

describe.each([
  ['of one namespace', [OF_A]],
  ['of the whole cluster', [OF_ALL]],
  ['of both', [OF_A, OF_ALL]],
])('policies of other kinds, %s', (_, others) => {
  const concerns = (id: string) =>
    others.some((other) => !('namespace' in other) || id.startsWith(`${other.namespace}/`));

  it('every pair is counted under the word its line has, in all namespaces and in a choice of them', () => {
    const { reachability } = inputOf(others, 'before');
    const states = pairStates(reachability);
    const ids = reachability.workloads.map(({ id }) => id);
    for (const only of ['all', ['a'], ['b'], ['b', 'c']] as const) {
      const counted = { rule: 0, open: 0, denied: 0, unknown: 0 };
      for (const source of ids) {
        for (const destination of ids) {
          const isIn =
            only === 'all' || [source, destination].some((id) => only.some((name) => id.startsWith(`${name}/`)));
          const state = states.state(source, destination);
          if (isIn && state) counted[state]++;
        }
      }
      const { byRule, open, denied, unknown } = totalsOf(reachability, only);
      expect({ rule: byRule, open, denied, unknown }).toEqual(counted);
      const legend = legendCounts(reachability, undefined, 'before', only);
      expect([legend.rule, legend.open]).toEqual([counted.rule, counted.open]);
    }
  });

  it('gates and lines that they concern are marked, and no other', () => {
    const { plates, edges } = mapModel(inputOf(others, 'before'));
    for (const strip of plates.flatMap((plate) => plate.strips).filter(({ id }) => id !== 'outside')) {
      expect([strip.id, strip.ingress.text === '?', strip.egress.text === '?']).toEqual([
        strip.id,
        concerns(strip.id),
        concerns(strip.id),
      ]);
    }
    const rules = edges.filter(({ source, destination }) => source !== 'outside' && destination !== 'outside');
    expect(rules).toHaveLength(2);
    for (const { kind, source, destination } of rules) {
      expect(kind).toBe(concerns(source) || concerns(destination) ? 'unknown' : 'rule');
    }
  });

  it('what a draft adds or removes there is marked as what network policies alone say', () => {
    const { overlay } = mapModel(inputOf(others, 'changes'));
    const changes = overlay.filter(({ kind, label }) => kind === 'removed' || label === '? may go');
    expect(changes.length).toBeGreaterThan(0);
    for (const { source, destination, kind } of changes) {
      expect(kind).toBe(concerns(source) || concerns(destination) ? 'unknown' : 'removed');
    }
  });
});

it('without them nothing is marked', () => {
  const { edges, overlay, plates } = mapModel(inputOf(undefined, 'changes'));
  expect(
    [...edges, ...overlay].filter(
      ({ kind, source, destination }) => kind === 'unknown' && source !== 'outside' && destination !== 'outside',
    ),
  ).toEqual([]);
  expect(
    plates.flatMap(({ strips }) => strips).filter(({ id, ingress }) => id !== 'outside' && ingress.text === '?'),
  ).toEqual([]);
});
