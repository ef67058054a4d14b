/** The choices of the profile that a decision names, against judging under every other choice. */

import { test } from 'vitest';
import { PROFILE_CHOICES, PROTOCOLS, type ProfileOption } from '../index.ts';
import { eachSeed, engineOf, LONG, sample, worldOf } from '../naive/each-seed.ts';
import { podsOf } from '../naive/evaluate.ts';
import { podId, probesOf, workloadOf } from '../naive/expected.ts';
import { RandomCluster } from '../naive/random-cluster.ts';

test('the options named are those that give another verdict when chosen otherwise', LONG, () => {
  eachSeed(0.02, (seed) => {
    const random = new RandomCluster(seed);
    const snapshot = random.snapshot();
    const world = worldOf(seed, snapshot);
    const pods = podsOf(snapshot);
    const ends = [...pods.map(podId), ...pods.map(workloadOf), '192.168.0.1'];
    const probes = probesOf(world);
    const options = Object.keys(PROFILE_CHOICES) as ProfileOption[];
    const engine = engineOf(world);
    const others = options.map((option) =>
      PROFILE_CHOICES[option].map((choice) => engineOf({ ...world, profile: { ...world.profile, [option]: choice } })),
    );
    for (let at = 0; at < 12; at++) {
      const question = {
        source: sample(ends, seed + at),
        destination: sample(ends, seed + at * at + 1),
        protocol: sample(PROTOCOLS, seed + at),
        port: sample(probes, seed + at),
        throughService: at % 3 === 0,
      };
      const { verdict, decidedBy = [] } = engine.decide(question);
      const expected = options.filter((_, which) =>
        others[which]?.some((other) => other.decide(question).verdict !== verdict),
      );
      if (expected.join() !== decidedBy.join()) {
        throw new Error(`${JSON.stringify(question)}: ${decidedBy.join()} instead of ${expected.join()}`);
      }
    }
  });
});
