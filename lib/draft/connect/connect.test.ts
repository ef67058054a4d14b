import { describe, expect, test } from 'vitest';
import {
  createEngine,
  type Engine,
  KUBERNETES,
  type NetworkPolicy,
  type PolicyEdit,
  policyId,
  type WorkloadId,
} from '#engine';
import { LAB_STEPS, WORKSHOP } from '../../engine/fixtures/workshop.ts';
import { RandomCluster, seeded } from '../../engine/naive/random-cluster.ts';
import { admitsWish, type ConnectChoices, type ConnectWish, connect } from './connect.ts';
import type { DrawnEnd } from './drawn-end.ts';

const CASES = Math.max(30, Math.round(Number(process.env.NETPOL_CASES ?? 20_000) * 0.02));
const FIRST = Number(process.env.NETPOL_SEED ?? 1);

const workload = (id: WorkloadId): DrawnEnd => ({ kind: 'workload', id });
const [UI, CATALOG, MYSQL, ORDERS, CHECKOUT] = [
  'ui/ui[Deployment]',
  'catalog/catalog[Deployment]',
  'catalog/catalog-mysql[StatefulSet]',
  'orders/orders[Deployment]',
  'checkout/checkout[Deployment]',
].map(workload) as [DrawnEnd, DrawnEnd, DrawnEnd, DrawnEnd, DrawnEnd];
const puts = (policies: readonly NetworkPolicy[]): PolicyEdit[] =>
  policies.map((policy) => ({ action: 'put', policy }));

function labAt(step: number): Engine {
  const byId = new Map(LAB_STEPS.slice(0, step).map((policy) => [policyId(policy), policy]));
  return createEngine({ ...WORKSHOP, policies: [...byId.values()] }, KUBERNETES);
}

function allowedAfter(engine: Engine, wish: ConnectWish, choices?: ConnectChoices): number {
  return engine.diff(puts(connect(engine, wish, choices).policies)).after.totals.allowed;
}

describe('drawing a connection on the shop', () => {
  test('onto an open workload asks what of the others, and takes nothing away by default', () => {
    const engine = labAt(3);
    const wish = { source: CATALOG, destination: MYSQL, ports: [{ protocol: 'TCP', port: 3306 }] };
    const { sides, policies, selectors } = connect(engine, wish);
    expect(sides.egress).toEqual({ state: 'open' });
    expect(sides.ingress).toMatchObject({ state: 'question', others: { length: 7 } });
    expect(selectors.source[0]?.selector?.matchLabels).toEqual({
      'app.kubernetes.io/name': 'catalog',
      'app.kubernetes.io/component': 'service',
    });
    expect(selectors.source.map(({ also }) => also.length)).toEqual([0, 0, 1, 1, 1]);
    const diff = engine.diff(puts(policies));
    expect(diff.removed).toEqual([]);
    expect(diff.changed.map(({ source, destination }) => [source, destination])).toEqual([
      ['catalog/catalog[Deployment]', 'catalog/catalog-mysql[StatefulSet]'],
    ]);
  });

  test('S3 to S6 of the lab drawn instead of typed', () => {
    expect(allowedAfter(labAt(2), { source: UI, destination: CATALOG, ports: [] }, { keep: 'none' })).toBe(78);
    expect(allowedAfter(labAt(3), { source: CATALOG, destination: MYSQL, ports: [] }, { keep: 'none' })).toBe(71);
    expect(allowedAfter(labAt(4), { source: UI, destination: ORDERS, ports: [] }, { keep: 'none' })).toBe(63);
  });

  test('what the lab leaves cut is one more peer of the policy that is there', () => {
    const engine = labAt(6);
    const wish = { source: CHECKOUT, destination: ORDERS, ports: [] };
    const { sides, policies, extended } = connect(engine, wish);
    expect(sides).toEqual({ egress: { state: 'open' }, ingress: { state: 'needed' } });
    expect(extended).toEqual(['orders/allow-orders-ingress-webservice']);
    expect(policies[0]?.spec?.ingress?.[0]?.from).toHaveLength(2);
    const { added, removed, changed } = engine.diff(puts(policies));
    expect([added.length, removed.length, changed.length]).toEqual([1, 0, 0]);
  });

  test('what a rule admits already needs nothing', () => {
    const { sides, policies } = connect(labAt(3), { source: UI, destination: CATALOG, ports: [{ port: 8080 }] });
    expect(sides.egress).toEqual({ state: 'admitted', by: ['ui/default-deny', 'ui/allow-ui-egress'] });
    expect(sides.ingress).toEqual({ state: 'admitted', by: ['catalog/allow-catalog-ingress-webservice'] });
    expect(policies).toEqual([]);
  });

  test('between isolated ends both need a rule, each beside its own pods', () => {
    const engine = labAt(6);
    const { sides, policies } = connect(engine, { source: UI, destination: MYSQL, ports: [{ port: 3306 }] });
    expect(sides).toEqual({ egress: { state: 'needed' }, ingress: { state: 'needed' } });
    expect(policies.map(policyId)).toEqual(['ui/allow-ui-egress', 'catalog/allow-catalog-ingress-db']);
    expect(engine.diff(puts(policies)).added).toHaveLength(1);
  });
});

describe('of any two ends of random clusters', () => {
  test('what was drawn is admitted afterwards, nothing wider than said, and all that was kept stays', () => {
    let drawn = 0;
    for (let seed = FIRST; seed < FIRST + CASES; seed++) {
      const engine = createEngine(new RandomCluster(seed).snapshot(), KUBERNETES);
      const ends = engine.reachability().workloads.filter(({ hostNetwork }) => !hostNetwork);
      const next = seeded(seed * 13);
      const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
      if (ends.length < 2) continue;
      const [source, destination] = [pick(ends).id, pick(ends).id];
      if (source === destination) continue;
      const ports = pick([
        [],
        [{ port: 80 }],
        [
          { protocol: 'UDP', port: 53 },
          { port: 1, endPort: 99 },
        ],
      ]);
      const wish = { source: workload(source), destination: workload(destination), ports };
      const { policies, selectors, sides } = connect(engine, wish);
      const edits = puts(policies);
      if (!admitsWish(engine, wish, edits))
        throw new Error(`seed ${seed}: ${source} to ${destination} is not admitted`);
      if (policies.length === 0) continue;
      drawn++;
      const diff = engine.diff(edits);
      // Pods that no label tells apart are isolated together, which the effect then says.
      const isToldApart = [selectors.source, selectors.destination].every(([first]) => first?.also.length === 0);
      if (isToldApart && diff.removed.length > 0)
        throw new Error(`seed ${seed}: it takes ${JSON.stringify(diff.removed[0])}`);
      const from = new Set([source, ...(selectors.source[0]?.also ?? [])]);
      const to = new Set([destination, ...(selectors.destination[0]?.also ?? [])]);
      for (const change of [...diff.added, ...diff.changed]) {
        const isSaid = from.has(change.source) && to.has(change.destination);
        // Whom an open gate admitted before is kept as it was.
        if (!isSaid && isToldApart && diff.added.includes(change)) {
          throw new Error(`seed ${seed}: it opens ${change.source} to ${change.destination}: ${JSON.stringify(sides)}`);
        }
      }
    }
    expect(drawn).toBeGreaterThan(CASES / 5);
  });
});
