/** Connections, counts, the namespace graph and previews against the naive evaluator, under any layers. */

import { expect, test } from 'vitest';
import { eachSeed, edited, engineOf, LONG, worldOf } from '../naive/each-seed.ts';
import { naiveMore, naiveOpen, naiveTotals, podId, probed, probesOf, workloadOf } from '../naive/expected.ts';
import { RandomCluster } from '../naive/random-cluster.ts';

test('connections and totals of workloads are those of the naive evaluator', LONG, () => {
  eachSeed(0.1, (seed) => {
    const snapshot = new RandomCluster(seed).snapshot();
    const world = worldOf(seed, snapshot);
    const engine = engineOf(world);
    const probes = probesOf(world);
    const expected = naiveOpen(world, probes, workloadOf);
    const { totals, workloads, byRule } = engine.reachability();
    const allowed = [...expected.values()].filter((open) => open.size > 0).length;
    expect(totals).toMatchObject({ pairs: expected.size, allowed, denied: expected.size - allowed });
    expect(byRule.length).toBe(totals.byRule);
    for (const { id } of workloads) {
      for (const { workload, ports } of engine.peers(id)?.egress ?? []) {
        expect(probed(ports, probes), `${id} -> ${workload}`).toEqual(expected.get(`${id} ${workload}`));
      }
    }
  });
});

test('totals, namespace graph and preview are those of the naive evaluator', LONG, () => {
  eachSeed(0.2, (seed) => {
    const random = new RandomCluster(seed);
    const snapshot = random.snapshot();
    const world = worldOf(seed, snapshot);
    const engine = engineOf(world);
    const edits = random.edits(snapshot);
    const after = { ...world, snapshot: edited(snapshot, edits) };
    const probes = probesOf(world, after);
    const was = naiveOpen(world, probes, podId);
    expect(engine.totals()).toMatchObject(naiveTotals(was, probes));
    const graph = engine.namespaces();
    for (const source of graph.namespaces) {
      for (const destination of graph.namespaces) {
        const inside = (pair: string) => pair.startsWith(`${source}/`) && pair.includes(` ${destination}/`);
        const { pairs, allowed, full } = naiveTotals(new Map([...was].filter(([pair]) => inside(pair))), probes);
        expect(graph.cell(source, destination), `${source} -> ${destination}`).toMatchObject({ pairs, allowed, full });
      }
    }
    const is = naiveOpen(after, probes, podId);
    const { gained, lost, knowledge } = engine.preview(edits);
    expect({ gained, lost, knowledge }).toEqual({
      gained: naiveMore(is, was, probes),
      lost: naiveMore(was, is, probes),
      knowledge: 'exact',
    });
  });
});
