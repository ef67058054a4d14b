/**
 * What is counted by columns against what is counted pair by pair, on clusters large enough for every index and shortcut
 * to be used. The pairs themselves are held against the naive evaluator in laws/totals-against-naive.test.ts.
 */

import { expect, test } from 'vitest';
import {
  type ConnectionSet,
  createEngine,
  type Engine,
  isEverything,
  KUBERNETES,
  PROTOCOLS,
  policyId,
  subtract,
} from '../index.ts';
import { RandomCluster } from '../naive/random-cluster.ts';

const CASES = Math.max(20, Math.round(Number(process.env.NETPOL_CASES ?? 20_000) * 0.003));
const FIRST = Number(process.env.NETPOL_SEED ?? 1);

type Pairs = ReadonlyMap<string, ConnectionSet>;

/** Connections between pods with a network of their own. */
function pairsOf(engine: Engine): Pairs {
  const hosts = new Set(
    engine.snapshot.pods
      .filter(({ hostNetwork }) => hostNetwork)
      .map(({ namespace, name }) => `${namespace}/${name}[Pod]`),
  );
  const inside = (end: string) => end.includes('/') && !hosts.has(end);
  const rows = engine.connections('pod').filter(({ source, destination }) => inside(source) && inside(destination));
  return new Map(rows.map(({ source, destination, ports }) => [`${source} ${destination}`, ports]));
}

function portsIn(set: ConnectionSet): number {
  const sizes = PROTOCOLS.flatMap((protocol) => (set[protocol] ?? []).map(([first, last]) => last - first + 1));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What `a` has and `b` has not. */
function more(a: Pairs, b: Pairs) {
  let tuples = 0;
  for (const [pair, ports] of a) tuples += portsIn(subtract(ports, b.get(pair) ?? {}));
  return { pairs: [...a.keys()].filter((pair) => !b.has(pair)).length, tuples: BigInt(tuples) };
}

test('totals, namespace graph and preview add up to the pairs', { timeout: 3_600_000 }, () => {
  for (let seed = FIRST; seed < FIRST + CASES; seed++) {
    const random = new RandomCluster(seed, 3 + (seed % 12));
    const snapshot = random.snapshot();
    const engine = createEngine(snapshot, KUBERNETES);
    const was = pairsOf(engine);
    const full = (pairs: Pairs) => [...pairs.values()].filter(isEverything).length;
    expect(engine.totals(), `seed ${seed}`).toMatchObject({
      allowed: was.size,
      full: full(was),
      tuples: more(was, new Map()).tuples,
    });
    const graph = engine.namespaces();
    for (const source of graph.namespaces) {
      for (const destination of graph.namespaces) {
        const own = new Map(
          [...was].filter(([pair]) => pair.startsWith(`${source}/`) && pair.includes(` ${destination}/`)),
        );
        const cell = graph.cell(source, destination);
        expect([cell.allowed, cell.full], `seed ${seed}: ${source} -> ${destination}`).toEqual([own.size, full(own)]);
      }
    }
    const edits = random.edits(snapshot);
    const policies = new Map(snapshot.policies.map((policy) => [policyId(policy), policy]));
    for (const edit of edits) {
      if (edit.action === 'put') policies.set(policyId(edit.policy), edit.policy);
      else policies.delete(edit.id);
    }
    const is = pairsOf(createEngine({ ...snapshot, policies: [...policies.values()] }, KUBERNETES));
    const { gained, lost, rectangles } = engine.preview(edits);
    expect({ gained, lost }, `seed ${seed}`).toEqual({ gained: more(is, was), lost: more(was, is) });
    if (gained?.tuples || lost?.tuples) expect(rectangles.length, `seed ${seed}`).toBeGreaterThan(0);
    const diff = engine.diff(edits);
    expect(diff.after.totals, `seed ${seed}`).toEqual(
      createEngine({ ...snapshot, policies: [...policies.values()] }, KUBERNETES).reachability().totals,
    );
  }
});
