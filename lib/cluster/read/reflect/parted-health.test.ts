import { expect, it } from 'vitest';
import { healthOfParts } from './parted-health.ts';
import type { ReflectorHealth } from './reflector-options.ts';

const live: ReflectorHealth = {
  state: 'live',
  understoodAt: 50,
  refusedAt: null,
  settled: true,
  listed: true,
  scope: { namespace: 'shop' },
};
const forbidden: ReflectorHealth = { ...live, state: 'forbidden', understoodAt: null, refusedAt: 40, listed: false };
const cut: ReflectorHealth = { ...live, state: 'reconnecting', error: 'cut', understoodAt: 30 };

it('is that of the one reflector where there is no other', () => {
  expect(healthOfParts(live, [])).toBe(live);
  expect(healthOfParts(forbidden, [])).toBe(forbidden);
});

it('is that of the worst part, and as old as the oldest', () => {
  expect(healthOfParts(live, [cut])).toMatchObject({ state: 'reconnecting', error: 'cut', understoodAt: 30 });
  expect(healthOfParts(cut, [live])).toMatchObject({ state: 'reconnecting', understoodAt: 30 });
});

it('leaves out parts that may not be read, unless none may be', () => {
  expect(healthOfParts(forbidden, [live])).toMatchObject({ state: 'live', understoodAt: 50, listed: true });
  expect(healthOfParts(forbidden, [forbidden])).toBe(forbidden);
});

it('waits for the first answer of every part', () => {
  const first: ReflectorHealth = { ...live, state: 'connecting', understoodAt: null, settled: false, listed: false };
  expect(healthOfParts(live, [first])).toMatchObject({ state: 'connecting', settled: false, listed: false });
  expect(healthOfParts(live, [first]).understoodAt).toBe(50);
});
