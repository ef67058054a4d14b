import { describe, expect, test } from 'vitest';
import { type Health, type KindHealth, STATE_KINDS } from '#stream';
import { isStale, liveState } from './live-state.ts';

const LIVE: KindHealth = { state: 'live', ageMs: 1000, count: 3 };

function health(kinds: Partial<Record<keyof Health['kinds'], Partial<KindHealth>>> = {}): Health {
  const of = (kind: keyof Health['kinds']) => ({ ...LIVE, ...kinds[kind] });
  return { kinds: Object.fromEntries(STATE_KINDS.map((kind) => [kind, of(kind)])) as Health['kinds'] };
}

const OPEN = { state: 'open', heardAt: 90_000, healthAt: 80_000 } as const;

describe('liveState', () => {
  test('is live as of the kind that was heard of longest ago', () => {
    expect(liveState(OPEN, health({ pods: { ageMs: 5000 } }))).toEqual({ word: 'Live', tone: 'good', since: 75_000 });
  });

  test('one stale kind makes all of it stale, as of that kind', () => {
    const state = liveState(OPEN, health({ services: { state: 'stale', ageMs: 47_000 } }));
    expect(state).toEqual({ word: 'Stale', tone: 'warning', since: 33_000 });
  });

  test('a lost link is stale as of the last byte, whatever the last health said', () => {
    expect(liveState({ ...OPEN, state: 'lost' }, health())).toEqual({ word: 'Stale', tone: 'warning', since: 90_000 });
  });

  test('a kind that may not be read leaves the rest live but says so', () => {
    expect(liveState(OPEN, health({ nodes: { state: 'forbidden', ageMs: null } })).word).toBe('Partly live');
  });

  test('is connecting before the first health message', () => {
    expect(liveState({ state: 'connecting' }, undefined)).toEqual({ word: 'Connecting', tone: 'plain' });
  });

  test('a change that waits to be shown makes the map as old as that change, whatever was heard since', () => {
    expect(liveState(OPEN, health(), 40_000, 93_000)).toEqual({ word: 'Behind', tone: 'warning', since: 40_000 });
    expect(liveState(OPEN, health(), 92_500, 93_000).word).toBe('Live');
    expect(liveState({ ...OPEN, state: 'lost' }, health(), 40_000, 93_000).word).toBe('Stale');
  });

  test('a reconnecting kind is not yet stale', () => {
    expect(isStale(OPEN, health({ pods: { state: 'reconnecting' } }))).toBe(false);
    expect(isStale(OPEN, health({ pods: { state: 'stale' } }))).toBe(true);
  });
});
