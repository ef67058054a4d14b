/** Verdicts, and the reasons of every layer, against the naive evaluator. */

import { test } from 'vitest';
import { type DirectionReasons, PROTOCOLS } from '../index.ts';
import { eachSeed, engineOf, LONG, sample, worldOf } from '../naive/each-seed.ts';
import { type NaiveLayer, type NaiveSide, type Party, podsOf, side, verdictOf } from '../naive/evaluate.ts';
import { podId, probesOf } from '../naive/expected.ts';
import { RandomCluster } from '../naive/random-cluster.ts';

/** R34 makes a verdict unknown where an ipBlock meets a pod without an address; the naive one takes none for it. */
const agrees = (naive: string, verdict: string, ends: readonly Party[]) =>
  naive === verdict || (verdict === 'unknown' && ends.some((end) => typeof end !== 'string' && end.ips.length === 0));

test('verdicts and reasons of pods and addresses are those of the naive evaluator', LONG, () => {
  eachSeed(0.4, (seed) => {
    const random = new RandomCluster(seed);
    const snapshot = random.snapshot();
    const world = worldOf(seed, snapshot);
    const engine = engineOf(world);
    const pods = podsOf(snapshot);
    const parties: Party[] = [...pods, ...random.addresses().slice(0, 5)];
    const taken = new Set(pods.flatMap(({ ips, hostNetwork }) => (hostNetwork ? [] : ips)));
    const probes = probesOf(world);
    let step = 0;
    for (const from of parties) {
      for (const to of parties) {
        if (typeof from === 'string' && typeof to === 'string') continue;
        if ((typeof from === 'string' && taken.has(from)) || (typeof to === 'string' && taken.has(to))) continue;
        // A third of the pairs, others in every cluster: a decision with all its reasons is the dearest answer.
        if (step++ % 3 !== seed % 3) continue;
        const probe = { protocol: sample(PROTOCOLS, seed), port: sample(probes, seed + step) };
        const throughService = from === to && step % 2 === 0;
        const decision = engine.decide({ source: podId(from), destination: podId(to), ...probe, throughService });
        if (!agrees(verdictOf(world, from, to, probe, throughService), decision.verdict, [from, to])) {
          throw new Error(`${podId(from)} -> ${podId(to)} ${JSON.stringify(probe)}: ${decision.verdict}`);
        }
        const egress = side(world, 'egress', from, to, probe);
        compare(decision.egress, egress, `${podId(from)} -> ${podId(to)} egress`);
        const ingress = side(world, 'ingress', to, from, probe);
        compare(decision.ingress, ingress, `${podId(from)} -> ${podId(to)} ingress`);
      }
    }
  });
});

/** Compared as text: a thousand times cheaper than an assertion, and there are millions. */
function compare(found: DirectionReasons, naive: NaiveSide, what: string): void {
  const expected = naive.layers.map(({ layer, says, policies, rules }) => [layer, says, policies, rules]);
  const is = found.layers.map(({ layer, says, policies, admittedBy, deniedBy, passedBy }, at) => [
    layer,
    says === 'unknown' ? naive.layers[at]?.says : says,
    policies,
    { allow: admittedBy, deny: deniedBy, pass: passedBy } satisfies NaiveLayer['rules'],
  ]);
  sameText(is, expected, what);
  sameText(found.isolatedBy, [...new Set(naive.layers.flatMap(({ policies }) => policies))], what);
  sameText(
    found.admittedBy,
    naive.layers.flatMap(({ rules }) => rules.allow),
    what,
  );
  for (const { layer, nearestMiss, policies } of found.layers) {
    if (nearestMiss && !policies.includes(nearestMiss.rule.policy) && nearestMiss.terms[0]?.part !== 'direction') {
      throw new Error(`${what}: the nearest miss of ${layer} is not of a policy of its`);
    }
  }
}

function sameText(found: unknown, expected: unknown, what: string): void {
  const [is, wanted] = [JSON.stringify(found), JSON.stringify(expected)];
  if (is !== wanted) throw new Error(`${what}: ${is} instead of ${wanted}`);
}
