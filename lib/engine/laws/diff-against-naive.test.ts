/** What edits change between workloads against the naive evaluator, under any layers. */

import { expect, test } from 'vitest';
import { eachSeed, edited, engineOf, LONG, worldOf } from '../naive/each-seed.ts';
import { naiveOpen, probed, probesOf, workloadOf } from '../naive/expected.ts';
import { RandomCluster } from '../naive/random-cluster.ts';
import { kindOfChange } from '../naive/same-set.ts';

test('a diff is what the naive evaluator finds before and after', LONG, () => {
  eachSeed(0.1, (seed) => {
    const random = new RandomCluster(seed);
    const snapshot = random.snapshot();
    const world = worldOf(seed, snapshot);
    const edits = random.edits(snapshot);
    const diff = engineOf(world).diff(edits);
    const after = { ...world, snapshot: edited(snapshot, edits) };
    const probes = probesOf(world, after);
    const was = naiveOpen(world, probes, workloadOf);
    const is = naiveOpen(after, probes, workloadOf);
    const found = new Map(
      [...diff.added, ...diff.removed, ...diff.changed].map((change) => [
        `${change.source} ${change.destination}`,
        change,
      ]),
    );
    for (const [pair, before] of was) {
      const now = is.get(pair) ?? new Set();
      const change = found.get(pair);
      if (change && kindOfChange(before, now) === '') throw new Error(`${pair} changes nothing`);
      if (!change) expect(now, pair).toEqual(before);
      else expect([probed(change.before, probes), probed(change.after, probes)], pair).toEqual([before, now]);
    }
    expect(diff.after.totals.allowed).toBe(diff.before.totals.allowed + diff.added.length - diff.removed.length);
    expect(diff.after).toEqual(engineOf(after).reachability());
  });
});
