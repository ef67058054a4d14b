/** The fault table of the README, as far as a reflector decides it: what follows from each failure, without waiting. */

import { describe, expect, it } from 'vitest';
import {
  AT_ONCE,
  answer,
  broken,
  type Follows,
  failed,
  fresh,
  gate,
  inNamespace,
  live,
  ownFault,
  page,
  stepOf,
} from '../../testing/reflector-table.ts';
import type { Failure } from './failure.ts';
import { next } from './next.ts';
import { type KindFacts, type ReflectorState, startState } from './reflector-state.ts';

const NAMESPACES: KindFacts = { name: 'namespaces', whole: 'cluster', within: { name: 'shop' }, hasStandIn: true };
const TOO_LARGE = { details: { causes: [{ reason: 'ResourceVersionTooLarge', message: '' }] } };

describe('a failure', () => {
  it.each<[string, ReflectorState, Failure, Follows]>([
    [
      '1 server away: all wait, what is known is kept',
      live,
      broken('reset'),
      {
        action: 'open',
        closeGate: gate(),
        wait: undefined,
        state: 'reconnecting',
        version: '100',
        lostAt: 100,
      },
    ],
    ['1 server away from the first: it is still connecting', fresh, broken('refused'), { state: 'connecting' }],
    [
      '1 server away for this kind again and again: it waits for itself too',
      { ...live, failures: 2 },
      broken('reset'),
      {
        closeGate: gate(),
        wait: { kind: 'backoff', failures: 2 },
        failures: 3,
      },
    ],
    [
      '7 a 5xx of the API server: this kind alone waits, from where it was',
      live,
      answer(500),
      {
        closeGate: undefined,
        wait: { kind: 'backoff', failures: 0 },
        state: 'reconnecting',
        version: '100',
      },
    ],
    ['7 the fifth 5xx in a row: lists anew', { ...live, failures: 5 }, answer(500), { version: undefined }],
    [
      '7 a 5xx of something before it: it may hide another cluster',
      live,
      page(503),
      {
        closeGate: gate(3000),
        lostAt: 100,
        state: 'reconnecting',
        version: '100',
      },
    ],
    [
      '3 version expired: one new list at once, without a flicker',
      live,
      answer(410),
      {
        ...AT_ONCE,
        state: 'live',
        version: undefined,
      },
    ],
    [
      '4 expired again right after: waits as long as it can, without another list',
      { ...live, fruitless: 1 },
      answer(410),
      {
        wait: { kind: 'backoff', failures: 3 },
        version: '100',
        state: 'reconnecting',
      },
    ],
    ['5 expired five times more: lists anew', { ...live, fruitless: 5 }, answer(410), { version: undefined }],
    [
      '8 version too large: lists anew, at once',
      live,
      answer(504, TOO_LARGE),
      { ...AT_ONCE, state: 'live', version: undefined },
    ],
    [
      '6 too many requests: all wait as asked, nothing is listed',
      live,
      answer(429, {}, { 'retry-after': '2' }),
      {
        closeGate: gate(2000),
        version: '100',
        lostAt: Number.NEGATIVE_INFINITY,
      },
    ],
    [
      '11 credentials not accepted: all wait, nothing is forgotten',
      live,
      answer(401),
      {
        closeGate: gate(),
        version: '100',
        state: 'reconnecting',
      },
    ],
    [
      '10 silence: tried at once, and nothing is said to be wrong yet',
      live,
      broken('silent'),
      {
        ...AT_ONCE,
        state: 'live',
        lostAt: 100,
        quiet: true,
      },
    ],
    [
      '18 garbled: taken up from where it was',
      live,
      broken('garbled'),
      {
        wait: { kind: 'backoff', failures: 0 },
        version: '100',
        closeGate: undefined,
      },
    ],
    ['18 garbled twice: lists anew', { ...live, fruitless: 1 }, broken('garbled'), { version: undefined }],
    ['20 too large to be read: as garbled', live, broken('too-large'), { wait: { kind: 'backoff', failures: 0 } }],
    [
      '23 a kind the cluster has not: forgotten, asked for twice a minute',
      live,
      answer(404),
      {
        state: 'absent',
        store: 'clear',
        version: undefined,
        wait: { kind: 'ms', ms: 30_000 },
      },
    ],
    ['14 no right to watch: polls from now on', live, answer(403), { ...AT_ONCE, polls: true, state: 'live' }],
    ['14 a kind that cannot be watched at all: polls', live, answer(405), { polls: true }],
    [
      '13 refused by a server that has just started: asked once more, nothing forgotten',
      { ...live, version: undefined },
      answer(403),
      { state: 'forbidden', store: undefined, wait: { kind: 'ms', ms: 10_000 }, scope: 'cluster' },
    ],
    [
      '12 no right in the whole cluster: the namespace of the kubeconfig',
      fresh,
      answer(403),
      {
        ...AT_ONCE,
        scope: { namespace: 'shop' },
      },
    ],
    [
      '12 no right there either: forbidden, forgotten',
      { ...inNamespace, version: undefined, denials: 1 },
      answer(403),
      {
        state: 'forbidden',
        store: 'clear',
        wait: { kind: 'ms', ms: 30_000 },
      },
    ],
    [
      'a fault of this program: lists anew, and waits',
      live,
      ownFault(),
      {
        version: undefined,
        wait: { kind: 'backoff', failures: 0 },
      },
    ],
  ])('%s', (_, state, failure, follows) => {
    expect(stepOf(failed(failure), state)).toMatchObject(follows);
  });

  it('13 refused before anything was read: asked again soon, and then like any other', () => {
    let state: ReflectorState = startState({ ...NAMESPACES, within: undefined }, 0);
    const waits = [1, 2, 3, 4, 5].map(() => {
      const step = next(state, failed(answer(403)), { ...NAMESPACES, within: undefined });
      state = step.state;
      return step.wait;
    });
    expect(waits).toEqual([2_000, 4_000, 8_000, 30_000, 30_000].map((ms) => ({ kind: 'ms', ms })));
  });

  it('12 where one namespace alone may be named: it exists, whatever else may not be read', () => {
    const named = stepOf(failed(answer(403)), startState(NAMESPACES, 0), NAMESPACES);
    expect(named).toMatchObject({ scope: { name: 'shop' }, polls: true });
    const state = next(startState(NAMESPACES, 0), failed(answer(403)), NAMESPACES).state;
    expect(stepOf(failed(answer(403)), state, NAMESPACES)).toMatchObject({ store: 'stand-in', state: 'forbidden' });
  });

  it('23 a namespace that is named but not there is said to be missing, not all of them', () => {
    const named = next(startState(NAMESPACES, 0), failed(answer(403)), NAMESPACES).state;
    expect(stepOf(failed(answer(404)), named, NAMESPACES).error).toBe(
      'There is no shop among the namespaces of the cluster.',
    );
    expect(stepOf(failed(answer(404)), live).error).toBe('The cluster has no pods.');
  });

  it('makes nothing known younger; a refusal has an age of its own', () => {
    for (const failure of [answer(403), answer(404), answer(405), answer(500), page(503), broken('garbled')]) {
      expect(stepOf(failed(failure), live).health.understoodAt).toBe(90);
    }
    expect(stepOf(failed(answer(403)), live).health.refusedAt).toBe(100);
    expect(stepOf(failed(answer(404)), live).health.refusedAt).toBe(100);
    expect(stepOf(failed(answer(500)), live).health.refusedAt).toBeNull();
  });
});
