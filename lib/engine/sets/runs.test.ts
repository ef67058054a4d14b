import { expect, test } from 'vitest';
import { seeded } from '../naive/random-cluster.ts';
import {
  intersectRuns,
  runEndingAfter,
  runsContain,
  runsMeet,
  runsOf,
  runsSize,
  subtractRuns,
  unionRuns,
} from './runs.ts';

function randomSet(next: () => number, size: number, limit: number): Set<number> {
  return new Set(Array.from({ length: size }, () => Math.floor(next() * limit)));
}

const toRuns = (set: ReadonlySet<number>) => runsOf([...set].sort((a, b) => a - b));

test('operations on runs are those on sets, for short and long lists alike', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const next = seeded(seed);
    const limit = 400;
    const a = randomSet(next, Math.floor(next() ** 3 * 200), limit);
    const b = randomSet(next, Math.floor(next() ** 3 * 200), limit);
    const [left, right] = [toRuns(a), toRuns(b)];
    expect(unionRuns(left, right)).toEqual(toRuns(new Set([...a, ...b])));
    expect(intersectRuns(left, right)).toEqual(toRuns(new Set([...a].filter((one) => b.has(one)))));
    expect(subtractRuns(left, right)).toEqual(toRuns(new Set([...a].filter((one) => !b.has(one)))));
    expect(subtractRuns(right, left)).toEqual(toRuns(new Set([...b].filter((one) => !a.has(one)))));
    expect(runsMeet(left, right)).toBe([...a].some((one) => b.has(one)));
    expect(runsSize(left)).toBe(a.size);
    for (let value = 0; value < limit; value += 7) expect(runsContain(left, value)).toBe(a.has(value));
  }
});

test('the first run that ends after a number is found by halving', () => {
  const runs = [2, 4, 6, 8];
  expect([0, 3, 4, 7, 8].map((value) => runEndingAfter(runs, value))).toEqual([0, 0, 2, 2, 4]);
});
