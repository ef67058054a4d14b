import { describe, expect, it } from 'vitest';
import { healthOf } from './health-report.ts';
import type { ReflectorHealth } from './reflect/reflector-options.ts';

describe('health', () => {
  const at = (health: Partial<ReflectorHealth>) => {
    const whole = {
      state: 'live',
      understoodAt: 0,
      refusedAt: null,
      settled: true,
      listed: true,
      scope: 'cluster',
      ...health,
    } as const;
    const reader = { kind: () => ({ health: whole, count: 3 }) };
    return healthOf(reader, 61_000, undefined).kinds.pods;
  };

  it('counts age from what was last understood, and all objects while they are old', () => {
    expect(at({ state: 'reconnecting', understoodAt: 31_000, error: 'cut' })).toEqual({
      state: 'reconnecting',
      ageMs: 30_000,
      count: 3,
      error: 'cut',
    });
  });

  it('gives a refusal an age of its own, while it is the last word', () => {
    const refused = { understoodAt: 1000, refusedAt: 51_000 };
    expect(at({ state: 'forbidden', ...refused })).toMatchObject({ ageMs: 60_000, refusalAgeMs: 10_000 });
    expect(at({ state: 'absent', understoodAt: null, refusedAt: 51_000 })).toMatchObject({
      ageMs: null,
      refusalAgeMs: 10_000,
    });
    expect(at({ state: 'live', ...refused })).not.toHaveProperty('refusalAgeMs');
  });

  it('is stale after a minute without a word', () => {
    expect(at({ state: 'reconnecting' }).state).toBe('stale');
    expect(at({ state: 'connecting', understoodAt: null })).toMatchObject({ state: 'connecting', ageMs: null });
  });
});
