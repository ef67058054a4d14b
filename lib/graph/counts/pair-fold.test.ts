import { describe, expect, it } from 'vitest';
import { createEngine, KUBERNETES, type NetworkPolicy, type PolicyEdit, policyId } from '#engine';
import { chances, FLEET, type FleetPlan, SHOP } from '../../../harness/fleet.ts';
import { fleetSnapshot, knownCluster } from '../fixtures/fleet-snapshot.ts';
import { type GroupBy, makeGrouping } from '../index.ts';
import { type Census, census, DOOR } from './census.ts';
import { levelFacts } from './level-facts.ts';
import { crossingLines } from './named-lines.ts';
import { policiesOpenToAll } from './open-doors.ts';
import { foldPairs, type PairFold, patchFold, reachersOf } from './pair-fold.ts';
import { hubsOnRails } from './rails.ts';

const PLANS: readonly FleetPlan[] = [
  SHOP,
  { ...SHOP, seed: 11, freeEgress: SHOP.teams, openEvery: 3 },
  { ...FLEET, seed: 5, workloads: [1, 3], lines: 3 },
];

/** Counted pair by pair, as slowly as can be. */
function counted(fold: PairFold, byRule: readonly { source: string; destination: string }[]) {
  const { namespaces, workloadIndex, namespaceOf, sends, door } = fold.census;
  const listed = new Set(byRule.map(({ source, destination }) => `${source} ${destination}`));
  const reach = namespaces.map(() => new Set<string>());
  let allowed = 0;
  for (const [from, a] of workloadIndex) {
    for (const [to, b] of workloadIndex) {
      if (a === b) continue;
      if (!listed.has(`${from} ${to}`) && !(sends[a] === 1 && door[b] === DOOR.unisolated)) continue;
      allowed++;
      const [here = 0, there = 0] = [namespaceOf[a], namespaceOf[b]];
      if (here !== there) reach[there]?.add(from);
    }
  }
  return { allowed, reach: reach.map((set) => set.size) };
}

describe('a fold of pairs', () => {
  it.each(PLANS)('counts as one does pair by pair (seed $seed)', (plan) => {
    const { census: own, reachability } = knownCluster(fleetSnapshot(plan));
    const fold = foldPairs(own, reachability.byRule);
    const slow = counted(fold, reachability.byRule);
    expect(slow.allowed).toBe(reachability.totals.allowed);
    expect(own.namespaces.map((_, at) => reachersOf(fold, at))).toEqual(slow.reach);
  });

  it.each(PLANS)('lets every sender that no policy closes through every open door (seed $seed)', (plan) => {
    const { census: own, reachability } = knownCluster(fleetSnapshot(plan));
    const listed = new Set(reachability.byRule.map(({ source, destination }) => `${source} ${destination}`));
    for (const [to, at] of own.workloadIndex) {
      if (own.door[at] !== DOOR.rule) continue;
      for (const [from, sender] of own.workloadIndex) {
        if (own.sends[sender] === 1 && from !== to) expect(listed.has(`${from} ${to}`), `${from} > ${to}`).toBe(true);
      }
    }
  });

  it.each(PLANS)('patched by what a draft moves is the fold of what the draft makes (seed $seed)', (plan) => {
    const snapshot = fleetSnapshot(plan);
    const engine = createEngine(snapshot, KUBERNETES);
    const before = knownCluster(snapshot);
    const fold = foldPairs(before.census, before.reachability.byRule);
    const next = chances(plan.seed);
    for (let round = 0; round < 12; round++) {
      const edits = Array.from({ length: 1 + Math.floor(next() * 5) }, () => randomEdit(snapshot.policies, next));
      const diff = engine.diff(edits);
      const after = afterEdits(snapshot.policies, edits);
      const own: Census = census(
        diff.after,
        snapshot.namespaces.map(({ name }) => name),
        policiesOpenToAll(after),
      );
      const [patched, fresh] = [patchFold(fold, own, diff), foldPairs(own, diff.after.byRule)];
      expect([...patched.lines].sort(byKey)).toEqual([...fresh.lines].sort(byKey));
      expect(own.namespaces.map((_, at) => reachersOf(patched, at))).toEqual(
        own.namespaces.map((_, at) => reachersOf(fresh, at)),
      );
      for (const by of ['label:team', 'prefix'] as const) {
        expect(sumOf(patched, by, snapshot)).toBe(diff.after.totals.allowed);
      }
    }
  });
});

const byKey = (a: readonly [number, unknown], b: readonly [number, unknown]) => a[0] - b[0];

function sumOf(fold: PairFold, by: GroupBy, { namespaces }: ReturnType<typeof fleetSnapshot>): number {
  const grouping = makeGrouping(by, namespaces, () => crossingLines(fold));
  return levelFacts({ fold, grouping, rails: hubsOnRails(fold, grouping), unreadable: new Set() }).total;
}

/** Takes a policy away, or opens or closes everything it selects. */
function randomEdit(policies: readonly NetworkPolicy[], next: () => number): PolicyEdit {
  const policy = policies[Math.floor(next() * policies.length)] as NetworkPolicy;
  const how = next();
  if (how < 0.4) return { action: 'delete', id: policyId(policy) };
  const rules = how < 0.7 ? [{ from: [{ namespaceSelector: {} }] }] : [];
  return {
    action: 'put',
    policy: { ...policy, spec: { ...policy.spec, policyTypes: ['Ingress'], ingress: rules } } as NetworkPolicy,
  };
}

function afterEdits(policies: readonly NetworkPolicy[], edits: readonly PolicyEdit[]): NetworkPolicy[] {
  const byId = new Map(policies.map((policy) => [policyId(policy), policy]));
  for (const edit of edits) {
    if (edit.action === 'delete') byId.delete(edit.id);
    else byId.set(policyId(edit.policy), edit.policy);
  }
  return [...byId.values()];
}
