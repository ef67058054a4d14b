import { expect, test } from 'vitest';
import { compile } from '../gates/compiled.ts';
import { eachSeed, LONG, worldOf } from '../naive/each-seed.ts';
import { RandomCluster } from '../naive/random-cluster.ts';
import { toyLayers } from '../naive/toy-layers.ts';
import { destinationsOf } from './destinations.ts';
import { connector, isOpen } from './workload-pairs.ts';
import { workloadsOf } from './workloads.ts';

test('no pair that may connect is left out, and none that is open at both ends is among them', LONG, () => {
  let pairs = 0;
  eachSeed(0.05, (seed) => {
    const { snapshot, profile, toys } = worldOf(seed, new RandomCluster(seed).snapshot());
    const compiled = compile(snapshot, profile, toyLayers(toys));
    const judged = workloadsOf(compiled).filter(({ hostNetwork }) => !hostNetwork);
    const destinations = destinationsOf(compiled, judged);
    for (const source of judged) {
      const connect = connector(compiled, source);
      const isFree = isOpen(compiled, source, 'egress');
      const mayConnect = judged.filter((one) => one !== source && connect(one).ports !== compiled.ports.none);
      const wanted = mayConnect.filter((one) => !isFree || !isOpen(compiled, one, 'ingress'));
      const found = destinations(source);
      const connecting = found.filter((one) => connect(one).ports !== compiled.ports.none);
      expect(connecting.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
      expect(found.some((one) => isFree && isOpen(compiled, one, 'ingress'))).toBe(false);
      pairs += wanted.length;
    }
  });
  expect(pairs).toBeGreaterThan(1_000);
});
