/** What a reflector does where nothing fails, and what it makes of what it sees meanwhile. */

import { describe, expect, it } from 'vitest';
import { AT_ONCE, type Follows, fresh, gate, inNamespace, live, PODS, stepOf } from '../../testing/reflector-table.ts';
import { observe } from './observe.ts';
import { type ReflectorState, reconnecting, restarted } from './reflector-state.ts';
import type { Observation, Outcome } from './step.ts';

describe('a round', () => {
  const opened = (at = 100_000): Outcome => ({ kind: 'opened', at });

  it.each<[string, ReflectorState, Outcome, Follows]>([
    ['begins with a list', fresh, opened(), { action: 'list', wait: undefined }],
    ['goes on with a watch from the version known', live, opened(), { action: 'watch', wait: undefined }],
    [
      'after failures keeps within the requests a minute',
      { ...live, failures: 1 },
      opened(),
      {
        action: 'watch',
        wait: { kind: 'budget', requests: 1 },
      },
    ],
    [
      'after failures that need a list leaves room for both',
      { ...fresh, failures: 1 },
      opened(),
      {
        action: 'list',
        wait: { kind: 'budget', requests: 2 },
      },
    ],
    [
      '2 that cannot tell which cluster answers: all wait',
      live,
      {
        kind: 'not-opened',
        at: 1,
        message: 'cut',
        retryAfterMs: 500,
      },
      { action: 'open', closeGate: gate(500), state: 'reconnecting' },
    ],
    ['12 within one namespace asks twice a minute for more', inNamespace, opened(), { action: 'ask-whole' }],
    [
      '12 within one namespace that has just asked does not',
      { ...inNamespace, askedWholeAt: 80_000 },
      opened(),
      {
        action: 'watch',
      },
    ],
    [
      '13 that may read all again lists all',
      inNamespace,
      { kind: 'asked-whole', at: 1, isReadable: true },
      {
        action: 'list',
        scope: 'cluster',
        version: undefined,
      },
    ],
    [
      '13 that may not goes on as it was',
      inNamespace,
      { kind: 'asked-whole', at: 1, isReadable: false },
      {
        action: 'watch',
        scope: { namespace: 'shop' },
      },
    ],
    [
      '14 that polls lists again',
      { ...live, polls: true, pollsSince: 90_000 },
      opened(),
      { action: 'list', polls: true },
    ],
    [
      '14 that polled for more than a minute tries to watch',
      { ...live, polls: true, pollsSince: 0 },
      opened(),
      {
        action: 'list',
        polls: false,
      },
    ],
  ])('%s', (_, state, outcome, follows) => {
    expect(stepOf(outcome, state)).toMatchObject(follows);
  });
});

describe('a list', () => {
  const listed = (version: string): Outcome => ({ kind: 'listed', at: 100, version });

  it('puts all in place at once and is followed by a watch from its version', () => {
    expect(stepOf(listed('200'), fresh)).toMatchObject({ action: 'watch', store: 'replace', version: '200' });
  });

  it('of a polled kind is followed by the next one, and says why', () => {
    expect(stepOf(listed('200'), { ...live, polls: true })).toMatchObject({
      action: 'open',
      wait: { kind: 'ms', ms: 30_000 },
      state: 'polling',
      error: 'This identity may list pods but not watch them.',
    });
  });

  it('2 older than what was seen before is of another cluster, or of one set back', () => {
    expect(stepOf(listed('99'), live)).toMatchObject({ wentBack: true });
    expect(stepOf(listed('100'), live)).not.toHaveProperty('wentBack');
    expect(stepOf(listed('1000'), live)).not.toHaveProperty('wentBack');
  });
});

describe('a watch', () => {
  const watched = (lastedMs: number, events: number): Outcome => ({
    kind: 'watched',
    at: 1000,
    lastedMs,
    agreedMs: 300_000,
    events,
  });

  it.each<[string, Outcome, Follows]>([
    ['that ends as agreed is taken up at once', watched(300_000, 9), { ...AT_ONCE, lostAt: -Infinity, quiet: false }],
    ['that had nothing to say is asked to end earlier next time', watched(300_000, 1), { quiet: true }],
    ['that ends early may have lost the cluster', watched(5_000, 9), { ...AT_ONCE, lostAt: 1000, version: '100' }],
    ['that ends at once waits before the next', watched(10, 0), { wait: { kind: 'backoff', failures: 0 } }],
  ])('%s', (_, outcome, follows) => {
    expect(stepOf(outcome, live)).toMatchObject(follows);
  });

  const see = (state: ReflectorState, ...seen: Observation[]) =>
    seen.reduce((now, each) => observe(now, each, PODS), state);
  const lost: ReflectorState = {
    ...live,
    failures: 1,
    health: { ...live.health, state: 'reconnecting', error: 'cut' },
  };

  it('that was only begun proves nothing where others failed before', () => {
    expect(see(lost, { kind: 'watch-opened', at: 200 }).health.state).toBe('reconnecting');
    expect(see(lost, { kind: 'watch-held', at: 200 }).health).toMatchObject({ state: 'live', error: undefined });
    expect(see(live, { kind: 'watch-opened', at: 200 }).health.state).toBe('live');
  });

  it('that was only begun makes nothing known younger: any page may be sent with the status of success', () => {
    expect(see(live, { kind: 'watch-opened', at: 200 }).health.understoodAt).toBe(90);
    expect(see(live, { kind: 'watch-held', at: 200 }).health.understoodAt).toBe(200);
    expect(see(live, { kind: 'event', at: 200, version: '101' }).health.understoodAt).toBe(200);
  });

  it('22 moves its version on, and never back', () => {
    const state = see(live, { kind: 'event', at: 1, version: '120' }, { kind: 'event', at: 2, version: '110' });
    expect([state.version, state.newestVersion]).toEqual(['120', '120']);
  });

  it('that held long enough ends the count of failures', () => {
    const state: ReflectorState = { ...lost, failures: 4, fruitless: 3 };
    expect(see(state, { kind: 'watch-held', at: 1 })).toMatchObject({ failures: 4, fruitless: 3 });
    expect(see(state, { kind: 'watch-over', at: 1, lastedMs: 1001 })).toMatchObject({ failures: 4, fruitless: 0 });
    expect(see(state, { kind: 'watch-proved', at: 1 })).toMatchObject({ failures: 0, fruitless: 0 });
  });
});

describe('from outside', () => {
  it('32 a machine that slept: what is known is older by the sleep, and nothing is live', () => {
    const state = reconnecting(live, 'The machine was asleep.', 60, 500);
    expect(state.health).toMatchObject({ state: 'reconnecting', understoodAt: 30, error: 'The machine was asleep.' });
    expect(state.lostAt).toBe(500);
  });

  it('2 another cluster: nothing is known, and its versions begin anew', () => {
    const state = restarted(inNamespace, PODS, 500);
    expect(state).toMatchObject({ version: undefined, newestVersion: '0', failures: 0 });
    expect(state.health).toMatchObject({ state: 'connecting', understoodAt: null, listed: false, scope: 'cluster' });
  });
});
