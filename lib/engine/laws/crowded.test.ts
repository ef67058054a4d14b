/** Counts in one crowded namespace, where every index and every shortcut for long sets is used, against pair by pair. */

import { expect, test } from 'vitest';
import { connectFlat } from '../answers/totals.ts';
import { app, cluster, pod, policy } from '../fixtures/small-cluster.ts';
import { compile } from '../gates/compiled.ts';
import { createEngine, KUBERNETES, type NetworkPolicy, type PolicyEdit, policyId, type Snapshot } from '../index.ts';
import { seeded } from '../naive/random-cluster.ts';
import { type Runs, runsSize, subtractRuns } from '../sets/runs.ts';

const PODS = 330;
const SEEDS = [1, 2, 3];

function crowd(next: () => number): Snapshot {
  const pods = Array.from({ length: PODS }, (_, at) => {
    const labels = { app: `app-${at}`, odd: `${at % 2}`, third: `${at % 3}` };
    return pod(`${at % 11 === 0 ? 'b' : 'a'}/pod-${at}`, { labels });
  });
  return cluster(
    pods,
    Array.from({ length: 120 }, (_, at) => randomPolicy(`a/p-${at}`, next)),
  );
}

function randomPolicy(id: string, next: () => number): NetworkPolicy {
  const pick = (below: number) => Math.floor(next() * below);
  const selectors = [
    () => app(`app-${pick(PODS)}`),
    () => app(`app-${pick(PODS)}`),
    () => ({ matchLabels: { odd: `${pick(2)}` } }),
    () => ({ matchLabels: { third: `${pick(3)}` } }),
    () => ({}),
  ];
  const selector = () => selectors[pick(selectors.length)]?.();
  const rule = () => {
    const peers = Array.from({ length: pick(3) }, () => ({
      podSelector: selector(),
      ...(pick(2) ? { namespaceSelector: {} } : {}),
    }));
    return { peers, ports: pick(3) ? [{ port: 80 + pick(2) }] : [] };
  };
  const rules = (key: 'from' | 'to') =>
    Array.from({ length: pick(3) }, rule).map(({ peers, ports }) => ({ [key]: peers, ports }));
  const policyTypes = [['Ingress'], ['Egress'], ['Ingress', 'Egress']][pick(3)] ?? [];
  const podSelector = next() < 0.9 ? app(`app-${pick(PODS)}`) : selector();
  return policy(id, { podSelector, policyTypes, ingress: rules('from'), egress: rules('to') });
}

/** Ports of every pair of different pods, in one order. */
function everyPair(snapshot: Snapshot): Runs[] {
  const compiled = compile(snapshot, KUBERNETES, []);
  const { classOfPod } = compiled.universe;
  const pairs: Runs[] = [];
  for (let from = 0; from < PODS; from++) {
    for (let to = 0; to < PODS; to++) {
      if (from === to) continue;
      pairs.push(connectFlat(compiled, classOfPod[from] as number, classOfPod[to] as number).runs);
    }
  }
  return pairs;
}

/** What the first has and the second has not. */
function more(a: readonly Runs[], b: readonly Runs[]) {
  let [pairs, tuples] = [0, 0];
  a.forEach((runs, at) => {
    const other = b[at] as Runs;
    if (runs.length > 0 && other.length === 0) pairs++;
    tuples += runsSize(subtractRuns(runs, other));
  });
  return { pairs, tuples: BigInt(tuples) };
}

test('totals and previews of a crowded namespace add up to the pairs', { timeout: 600_000 }, () => {
  for (const seed of SEEDS) {
    const next = seeded(seed);
    const snapshot = crowd(next);
    const engine = createEngine(snapshot, KUBERNETES);
    const was = everyPair(snapshot);
    const none = was.map((): Runs => []);
    const { allowed, tuples } = engine.totals();
    expect({ pairs: allowed, tuples }, `seed ${seed}`).toEqual(more(was, none));
    for (let at = 0; at < 6; at++) {
      const ids = Array.from({ length: 1 + (at % 3) }, () => `a/p-${Math.floor(next() * 125)}`);
      const edits = ids.map((id): PolicyEdit => {
        const edited = randomPolicy(id, next);
        const wide = { ...edited, spec: { ...edited.spec, podSelector: {} } };
        return next() < 0.15 ? { action: 'delete', id } : { action: 'put', policy: next() < 0.5 ? wide : edited };
      });
      const policies = new Map(snapshot.policies.map((one) => [policyId(one), one]));
      for (const edit of edits) {
        if (edit.action === 'put') policies.set(policyId(edit.policy), edit.policy);
        else policies.delete(edit.id);
      }
      const is = everyPair({ ...snapshot, policies: [...policies.values()] });
      const { gained, lost, rectangles } = engine.preview(edits);
      expect({ gained, lost }, `seed ${seed}, edit ${at}`).toEqual({ gained: more(is, was), lost: more(was, is) });
      const most = (change: string) =>
        rectangles.filter((one) => one.change === change).reduce((sum, { pairs }) => sum + pairs, 0);
      expect(most('gained')).toBeGreaterThanOrEqual(gained?.pairs ?? 0);
      expect(most('lost')).toBeGreaterThanOrEqual(lost?.pairs ?? 0);
    }
  }
});
