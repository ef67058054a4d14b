import { expect, test } from 'vitest';
import { ClassSets } from '../sets/class-set.ts';
import { PortSets, SHARED } from '../sets/port-set.ts';
import type { Factors } from './terms.ts';
import { evaluateLayers, type LayerVerdict } from './tiers.ts';

const ports = new PortSets(SHARED);
const sets = new ClassSets([1, 1, 1, 1], 4);
const pools = { ports, sets };
const everything: Factors = [{ ports: ports.all, peers: sets.all }];
const tcp = (port: number) => ports.range('TCP', port, port);

/** Ports open to each of the four classes, of TCP 80 and 443. */
function open(factors: Factors): string[] {
  return [0, 1, 2, 3].map((index) =>
    [80, 443]
      .filter((port) => factors.some((one) => sets.has(one.peers, index) && ports.meets(one.ports, tcp(port))))
      .join(),
  );
}

const verdict = (name: LayerVerdict['name'], allows: Factors, denies: LayerVerdict['denies']): LayerVerdict => ({
  name,
  allows,
  denies,
});
const some = (port: number, ...runs: number[]): Factors => [{ ports: tcp(port), peers: sets.of(runs) }];

test('without a verdict everything is allowed', () => {
  expect(open(evaluateLayers([], everything, pools))).toEqual(['80,443', '80,443', '80,443', '80,443']);
});

test('an isolating network policy decides all, so that the baseline is not asked', () => {
  const verdicts = [verdict('network-policy', some(80, 0, 2), 'rest'), verdict('baseline', some(443, 0, 4), [])];
  expect(open(evaluateLayers(verdicts, everything, pools))).toEqual(['80', '80', '', '']);
});

test('an admin denial is final, an admin allowance too, and the rest goes down the ladder', () => {
  const admin = verdict('admin', some(443, 3, 4), some(80, 0, 1));
  const verdicts = [admin, verdict('network-policy', some(80, 0, 2), 'rest')];
  expect(open(evaluateLayers(verdicts, everything, pools))).toEqual(['', '80', '', '443']);
});

test('a baseline denial counts where no network policy isolates', () => {
  const verdicts = [verdict('admin', [], []), verdict('baseline', [], some(80, 0, 4))];
  expect(open(evaluateLayers(verdicts, everything, pools))).toEqual(['443', '443', '443', '443']);
});
