import { expect, test } from 'vitest';
import expected from '../fixtures/eks-workshop.json' with { type: 'json' };
import { LAB_STEPS, WORKSHOP } from '../fixtures/workshop.ts';
import { createEngine, type Engine, KUBERNETES, type PolicyEdit, type WorkloadId } from '../index.ts';

const put = (step: number): PolicyEdit[] =>
  LAB_STEPS.slice(0, step).map((policy) => ({ action: 'put' as const, policy }));

const short = (id: WorkloadId): string => id.replace(/\[.*$/, '');

function deniedPairs(engine: Engine): string[] {
  const { workloads } = engine.reachability();
  return workloads.flatMap(({ id }) =>
    (engine.peers(id)?.egress ?? [])
      .filter(({ verdict }) => verdict === 'denied')
      .map(({ workload }) => `${short(id)} -> ${short(workload)}`),
  );
}

test.each(expected.steps.map((step, at) => ({ ...step, at })))(
  'workshop step $step, $title: $allowed of 90 pairs are allowed',
  ({ at, allowed, denied }) => {
    const edits = put(at);
    const policies = edits.flatMap((edit) => (edit.action === 'put' ? [edit.policy] : []));
    const latest = new Map(policies.map((policy) => [`${policy.metadata.namespace}/${policy.metadata.name}`, policy]));
    const engine = createEngine({ ...WORKSHOP, policies: [...latest.values()] }, KUBERNETES);
    const { totals, byRule } = engine.reachability();
    expect(totals).toMatchObject({ pairs: 90, allowed, denied: 90 - allowed });
    expect(totals.byRule + totals.open).toBe(totals.allowed);
    expect(byRule).toHaveLength(totals.byRule);
    expect(deniedPairs(engine).sort()).toEqual([...denied].sort());
    expect(createEngine(WORKSHOP, KUBERNETES).diff(edits).after).toEqual(engine.reachability());
  },
);

test('default deny of egress cuts DNS for ui, and the next step restores it', () => {
  const first = createEngine(WORKSHOP, KUBERNETES).diff(put(1));
  expect(first.dns).toEqual({ cut: ['ui/ui[Deployment]'], cutOverTcp: [], restored: [] });
  expect(first.removed).toHaveLength(9);
  expect(first.removed[0]?.isolatedBy).toEqual(['ui/default-deny']);
  expect(first.isolation).toEqual([
    { workload: 'ui/ui[Deployment]', direction: 'egress', becomes: 'isolated', peersBefore: 9, peersAfter: 0 },
  ]);
  const isolated = createEngine({ ...WORKSHOP, policies: LAB_STEPS.slice(0, 1) }, KUBERNETES);
  const second = isolated.diff([{ action: 'put', policy: LAB_STEPS[1] as (typeof LAB_STEPS)[0] }]);
  expect(second.dns).toEqual({ cut: [], cutOverTcp: [], restored: ['ui/ui[Deployment]'] });
  expect(second.added.map(({ destination }) => destination)).toEqual([
    'carts/carts[Deployment]',
    'catalog/catalog[Deployment]',
    'checkout/checkout[Deployment]',
    'kube-system/coredns[Deployment]',
    'orders/orders[Deployment]',
  ]);
  expect(second.added[0]?.rules).toEqual([{ policy: 'ui/allow-ui-egress', direction: 'egress', rule: 0 }]);
});

test('the lab’s faulty policy is explained by the namespace its selector cannot leave', () => {
  const engine = createEngine({ ...WORKSHOP, policies: LAB_STEPS.slice(0, 5) }, KUBERNETES);
  const decision = engine.decide({
    source: 'ui/ui[Deployment]',
    destination: 'orders/orders[Deployment]',
    protocol: 'TCP',
    port: 8080,
  });
  expect(decision.verdict).toBe('denied');
  expect(decision.egress).toMatchObject({ verdict: 'allowed', isolatedBy: ['ui/default-deny', 'ui/allow-ui-egress'] });
  expect(decision.ingress).toMatchObject({
    verdict: 'denied',
    isolatedBy: ['orders/allow-orders-ingress-webservice'],
    admittedBy: [],
  });
  const failed = decision.ingress.nearestMiss?.terms.filter(({ matches }) => !matches);
  expect(failed).toEqual([
    {
      part: 'namespace',
      path: 'spec.ingress[0].from[0]',
      wants: 'namespace orders',
      has: 'namespace ui',
      matches: false,
    },
  ]);
});
