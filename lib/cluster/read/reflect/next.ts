/**
 * What a reflector does next. Pure: no clock, no chance, no network, so that every fault is a row of a table of tests.
 *
 *                        +--- not the same, or no answer -- close the gate --+
 *                        v                                                   |
 *        +----------->  open  --- narrowed: may it be read whole? --> ask-whole
 *        |               |                                               |
 *        |               |  version known                                |
 *        |               +----------------> watch  <----- list <---------+
 *        |                                    |            |
 *        +------- ended as agreed, or failed -+--- failed -+--- polls: wait and list again
 *
 * What each failure means: after-failure.ts. What is met in the middle of a list or watch: observe.ts.
 */

import { isOneName, pollReason } from '../rights/read-scope.ts';
import { REVIEW_MS } from '../rights/rights-review.ts';
import { compareVersions, newerVersion } from '../state/resource-version.ts';
import { afterFailure, backOff } from './after-failure.ts';
import { EARLY_MS, POLL_MS, SHORT_WATCH_MS, WIDEN_MS } from './limits.ts';
import { observe } from './observe.ts';
import { isNarrowed, type KindFacts, lostState, type ReflectorState, setHealth } from './reflector-state.ts';
import type { Outcome, Step } from './step.ts';

export function next(state: ReflectorState, outcome: Outcome, facts: KindFacts): Step {
  const { at } = outcome;
  switch (outcome.kind) {
    case 'opened':
      return isWholeToBeAsked(state, at, facts) ? { state, action: 'ask-whole' } : read(state, at);
    case 'not-opened': {
      // All kinds ask this one question: whatever the answer is, all of them wait.
      const { message: error, retryAfterMs } = outcome;
      const closeGate = { atLeastMs: retryAfterMs };
      return { state: setHealth(state, { state: lostState(state), error }), action: 'open', closeGate };
    }
    case 'asked-whole':
      return read(outcome.isReadable ? observe(state, { kind: 'whole-readable', at }, facts) : state, at);
    case 'listed':
      return afterList(state, outcome.version, facts);
    case 'watched':
      return afterWatch(state, outcome, at);
    case 'failed':
      return afterFailure(state, outcome.failure, at, facts);
  }
}

/** Where only a part may be read, it is asked twice a minute whether all of it may be read by now. */
export function isWholeToBeAsked(state: ReflectorState, at: number, facts: KindFacts): boolean {
  return isNarrowed(state, facts) && at - state.askedWholeAt >= WIDEN_MS;
}

function read(before: ReflectorState, at: number): Step {
  // What is polled may perhaps be watched by now.
  const isWatchToBeTried = before.polls && !isOneName(before.health.scope) && at - before.pollsSince > REVIEW_MS;
  const state: ReflectorState = isWatchToBeTried ? { ...before, polls: false, version: undefined } : before;
  const action = state.version === undefined || state.polls ? 'list' : 'watch';
  if (state.failures === 0) return { state, action };
  return { state, action, wait: { kind: 'budget', requests: state.version === undefined ? 2 : 1 } };
}

function afterList(before: ReflectorState, version: string, facts: KindFacts): Step {
  const state: ReflectorState = {
    ...setHealth(before, { settled: true, listed: true, expected: undefined }),
    version,
    newestVersion: newerVersion(version, before.newestVersion),
    denials: 0,
  };
  const wentBack = compareVersions(version, before.newestVersion) < 0 ? ({ wentBack: true } as const) : {};
  if (!state.polls) return { state, action: 'watch', store: 'replace', ...wentBack };
  const error = pollReason(facts.name, state.health.scope);
  return {
    state: setHealth(state, { state: 'polling', error }),
    action: 'open',
    wait: { kind: 'ms', ms: POLL_MS },
    store: 'replace',
    ...wentBack,
  };
}

function afterWatch(state: ReflectorState, ended: Extract<Outcome, { kind: 'watched' }>, at: number): Step {
  const { lastedMs, agreedMs, events } = ended;
  if (events === 0 && lastedMs < SHORT_WATCH_MS) return backOff(state, 'The watch ended at once.');
  // An end as agreed says nothing ill of the cluster; any other may mean that it is going away.
  const lostAt = lastedMs < agreedMs - EARLY_MS ? at : state.lostAt;
  return { state: { ...state, lostAt, quiet: events <= 1 }, action: 'open' };
}
