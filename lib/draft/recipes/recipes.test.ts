import { describe, expect, test } from 'vitest';
import { createEngine, type Engine, KUBERNETES, type NetworkPolicy, type PolicyEdit } from '#engine';
import { validatePolicy } from '#manifest';
import { LAB_STEPS, WORKSHOP } from '../../engine/fixtures/workshop.ts';
import { RandomCluster } from '../../engine/naive/random-cluster.ts';
import { cut, cutPlaces } from '../connect/cut.ts';
import { recipesFor } from './recipes.ts';

const CASES = Math.max(20, Math.round(Number(process.env.NETPOL_CASES ?? 20_000) * 0.005));
const FIRST = Number(process.env.NETPOL_SEED ?? 1);
const puts = (policies: readonly NetworkPolicy[]): PolicyEdit[] =>
  policies.map((policy) => ({ action: 'put', policy }));
const shop = (policies: readonly NetworkPolicy[] = []) => createEngine({ ...WORKSHOP, policies }, KUBERNETES);
const [MYSQL, CATALOG] = ['catalog/catalog-mysql[StatefulSet]', 'catalog/catalog[Deployment]'];
const S4 = LAB_STEPS.slice(0, 4);

function effectOf(engine: Engine, key: string, scope: Parameters<typeof recipesFor>[1]) {
  const recipe = recipesFor(engine, scope).find((one) => one.key.startsWith(key));
  if (!recipe) throw new Error(`no ${key}`);
  return engine.diff(puts(recipe.policies));
}

describe('recipes on the shop', () => {
  test('to isolate a workload and keep what reaches it takes nothing', () => {
    const diff = effectOf(shop(), 'keep-in', { of: 'workload', id: MYSQL });
    expect([diff.removed, diff.added, diff.changed]).toEqual([[], [], []]);
    expect(diff.isolation).toMatchObject([{ workload: MYSQL, direction: 'ingress', peersAfter: 9 }]);
  });

  test('to stop it going out keeps DNS', () => {
    const diff = effectOf(shop(), 'dns-only', { of: 'workload', id: MYSQL });
    expect(diff.dns.cut).toEqual([]);
    expect(diff.removed).toHaveLength(8);
    expect(effectOf(shop(), 'keep-out', { of: 'workload', id: MYSQL }).removed).toEqual([]);
  });

  test('a default deny that keeps what exists takes nothing, in any namespace and in all of them', () => {
    let engine = shop();
    for (const name of ['ui', 'catalog', 'carts', 'checkout', 'orders']) {
      const diff = effectOf(engine, 'deny-keep', { of: 'namespace', name });
      expect([name, diff.removed, diff.dns.cut]).toEqual([name, [], []]);
      const recipe = recipesFor(engine, { of: 'namespace', name })[0];
      engine = shop([...engine.snapshot.policies, ...(recipe?.policies ?? [])]);
    }
    expect(engine.reachability().totals.allowed).toBe(90);
    expect(engine.reachability().workloads.filter(({ ingress }) => ingress.isolated === 'yes')).toHaveLength(9);
  });

  test('a default deny in a namespace that is isolated in part opens nothing either', () => {
    const diff = effectOf(shop(S4), 'deny-keep', { of: 'namespace', name: 'catalog' });
    expect([diff.removed, diff.added, diff.dns.cut]).toEqual([[], [], []]);
    expect(
      diff.after.workloads.filter(({ namespace, egress }) => namespace === 'catalog' && egress.isolated === 'yes'),
    ).toHaveLength(2);
  });

  test('DNS is given back where a default deny took it, and nothing is to do where it is there', () => {
    const engine = shop(LAB_STEPS.slice(0, 1));
    expect(effectOf(engine, 'dns/', { of: 'workload', id: 'ui/ui[Deployment]' }).dns.restored).toEqual([
      'ui/ui[Deployment]',
    ]);
    expect(
      recipesFor(shop(S4), { of: 'workload', id: 'ui/ui[Deployment]' }).find(({ key }) => key.startsWith('dns/'))
        ?.policies,
    ).toEqual([]);
  });
});

describe('cutting', () => {
  test('what a rule names exactly takes that peer out, and nothing else', () => {
    const engine = shop(S4);
    const wish = { source: CATALOG, destination: MYSQL };
    const [place] = cutPlaces(engine, wish, (id) => id.includes('coredns'));
    expect(place).toMatchObject({ direction: 'ingress', by: 'rule' });
    const policies = place ? cut(engine, wish, place) : [];
    expect(policies).toMatchObject([{ metadata: { name: 'allow-catalog-ingress-db' }, spec: { ingress: [] } }]);
    expect(engine.diff(puts(policies)).removed).toMatchObject([wish]);
  });

  test('an open end is isolated with everyone else kept, at the end with less at risk', () => {
    const engine = shop(S4);
    const wish = { source: 'checkout/checkout[Deployment]', destination: 'orders/orders-postgresql[StatefulSet]' };
    const [place, other] = cutPlaces(engine, wish, (id) => id.includes('coredns'));
    expect([place?.direction, place?.by, place?.others.length]).toEqual(['ingress', 'isolate', 7]);
    expect([other?.direction, other?.others.length]).toEqual(['egress', 6]);
    for (const one of [place, other]) {
      const diff = engine.diff(puts(one ? cut(engine, wish, one) : []));
      expect(diff.removed).toMatchObject([wish]);
      expect(diff.added).toEqual([]);
    }
  });
});

describe('on random clusters', () => {
  test('a recipe is taken by the server, and what says that it keeps takes nothing', () => {
    let judged = 0;
    for (let seed = FIRST; seed < FIRST + CASES; seed++) {
      const engine = createEngine(new RandomCluster(seed).snapshot(), KUBERNETES);
      for (const { id, namespace } of engine.reachability().workloads) {
        for (const recipe of recipesFor(engine, { of: 'workload', id })) {
          for (const policy of recipe.policies) {
            const isOld = engine.snapshot.policies.some(({ metadata }) => metadata.name === policy.metadata.name);
            if (!isOld) expect(validatePolicy(policy), `seed ${seed}: ${recipe.key}`).toEqual([]);
          }
          if (!/^(keep-in|deny-keep)/.test(recipe.key)) continue;
          judged++;
          const { removed } = engine.diff(puts(recipe.policies));
          if (removed.length > 0)
            throw new Error(`seed ${seed}: ${recipe.key} in ${namespace} takes ${JSON.stringify(removed[0])}`);
        }
      }
    }
    expect(judged).toBeGreaterThan(CASES);
  });
});
