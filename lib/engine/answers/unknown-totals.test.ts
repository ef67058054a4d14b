import { expect, test } from 'vitest';
import { createEngine } from '../create-engine.ts';
import type { Snapshot, WorkloadId } from '../model/objects.ts';
import type { OtherPolicy } from '../model/other-policies.ts';
import { KUBERNETES } from '../model/profile.ts';
import { eachSeed } from '../naive/each-seed.ts';
import { RandomCluster } from '../naive/random-cluster.ts';

const OF: Readonly<Record<string, (namespace: string) => OtherPolicy>> = {
  'one namespace, may allow': (namespace) => ({
    group: 'cilium.io',
    kind: 'CiliumNetworkPolicy',
    namespace,
    name: 'x',
  }),
  'one namespace, only denies': (namespace) => ({
    group: 'vpcresources.k8s.aws',
    kind: 'SecurityGroupPolicy',
    namespace,
    name: 'x',
  }),
  'the whole cluster, may allow': () => ({ group: 'networking.k8s.aws', kind: 'ClusterNetworkPolicy', name: 'x' }),
  'the whole cluster, only denies': () => ({
    group: 'policy.networking.k8s.io',
    kind: 'BaselineAdminNetworkPolicy',
    name: 'x',
  }),
};

/** Counted pair by pair, each asked about by itself. */
function countOneByOne(snapshot: Snapshot) {
  const engine = createEngine(snapshot, KUBERNETES);
  const counts = { allowed: 0, denied: 0, unknown: 0 };
  const judged = engine.reachability().workloads.filter(({ hostNetwork }) => !hostNetwork);
  for (const { id } of judged) for (const row of engine.peers(id as WorkloadId)?.egress ?? []) counts[row.verdict]++;
  return counts;
}

test.each(Object.keys(OF))('%s: totals count every pair under the word that its row has', (what) => {
  eachSeed(0.01, (seed) => {
    const plain = new RandomCluster(seed).snapshot();
    const namespace = plain.namespaces[0]?.name ?? '';
    const other = OF[what]?.(namespace);
    const snapshot = { ...plain, otherPolicies: other ? [other] : [] };
    const { totals, byRule } = createEngine(snapshot, KUBERNETES).reachability();
    const { pairs, allowed, denied, unknown } = totals;
    expect({ allowed, denied, unknown }).toEqual(countOneByOne(snapshot));
    expect(allowed + denied + (unknown ?? 0)).toBe(pairs);
    expect(totals.byRule).toBe(byRule.filter((connection) => !connection.unknown).length);
    expect(totals.byRule + totals.open).toBe(allowed);
  });
});

test('without such policies nothing is marked and nothing counted', () => {
  const plain = new RandomCluster(3).snapshot();
  const bare = createEngine(plain, KUBERNETES).reachability();
  expect(createEngine({ ...plain, otherPolicies: [] }, KUBERNETES).reachability()).toEqual(bare);
  expect(bare.totals).not.toHaveProperty('unknown');
});
