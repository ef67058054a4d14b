/** What follows from each failure of a list or a watch: when to try again, what to say meanwhile, what to forget. */

import { isOneName } from '../rights/read-scope.ts';
import type { Failure } from './failure.ts';
import { ASK_AGAIN_MS, ASK_EARLY_MS, ASK_ONCE_MORE_MS, RELIST_EVERY, SLOWEST } from './limits.ts';
import { type KindFacts, lostState, type ReflectorState, setHealth } from './reflector-state.ts';
import type { Step, Wait } from './step.ts';

export function afterFailure(state: ReflectorState, failure: Failure, at: number, facts: KindFacts): Step {
  switch (failure.kind) {
    case 'silent':
      // Perhaps there was nothing to say: one try at once tells. Until it answers, nothing is known to be wrong.
      return { state: { ...state, lostAt: at, quiet: true }, action: 'open' };
    case 'garbled':
      return afterGarbled(state, failure.message);
    case 'lost':
      return retryLater({ ...state, lostAt: at }, failure.message, failure.retryAfterMs);
    case 'busy':
      return retryLater(state, failure.message, failure.retryAfterMs);
    case 'expired':
      return afterExpired(state, failure.message);
    case 'refused':
      return afterRefusal(setHealth(state, { refusedAt: at }), failure, at, facts);
    case 'absent':
      return afterAbsent(setHealth(state, { refusedAt: at }), facts);
    case 'server': {
      const relists = state.failures > 0 && state.failures % RELIST_EVERY === 0;
      return backOff(relists ? { ...state, version: undefined } : state, failure.message);
    }
    case 'program':
      return backOff({ ...state, version: undefined }, `Reading ${facts.name} failed in this program.`);
  }
}

/** This kind alone waits, the longer the more often it fails. */
export function backOff(state: ReflectorState, error: string): Step {
  // A no of any kind is an answer: nothing waits for this kind before the first picture.
  const told = setHealth(state, { state: lostState(state), error, settled: true });
  const { failures } = state;
  return { state: { ...told, failures: failures + 1 }, action: 'open', wait: { kind: 'backoff', failures } };
}

/** All kinds wait for the gate; a kind that fails again and again waits for itself, however well the others do. */
function retryLater(state: ReflectorState, error: string, atLeastMs: number | undefined): Step {
  const told = setHealth(state, { state: lostState(state), error });
  const { failures } = state;
  const step: Step = { state: { ...told, failures: failures + 1 }, action: 'open', closeGate: { atLeastMs } };
  return failures > 0 ? { ...step, wait: { kind: 'backoff', failures } } : step;
}

function afterGarbled(before: ReflectorState, message: string): Step {
  // The same comes again from the same version if the server means it; then only a new list helps.
  const fruitless = before.fruitless + 1;
  const relists = fruitless === 2 || fruitless % RELIST_EVERY === 0;
  return backOff({ ...before, fruitless, version: relists ? undefined : before.version }, message);
}

function afterExpired(before: ReflectorState, message: string): Step {
  const relists = before.fruitless % RELIST_EVERY === 0;
  const state: ReflectorState = {
    ...before,
    fruitless: before.fruitless + 1,
    version: relists ? undefined : before.version,
  };
  // The first time at once and without a flicker; a server that says so again and again is given time.
  if (before.fruitless === 0) return { state, action: 'open' };
  return backOff({ ...state, failures: Math.max(state.failures, SLOWEST) }, message);
}

function afterAbsent(state: ReflectorState, { name }: KindFacts): Step {
  const { scope } = state.health;
  const error = isOneName(scope)
    ? `There is no ${scope.name} among the ${name} of the cluster.`
    : `The cluster has no ${name}.`;
  const told = setHealth(state, { state: 'absent', settled: true, error });
  return { state: { ...told, version: undefined, polls: false }, action: 'open', store: 'clear', wait: ASK_AGAIN };
}

const ASK_AGAIN = { kind: 'ms', ms: ASK_AGAIN_MS } as const;

type Refused = Extract<Failure, { kind: 'refused' }>;

function afterRefusal(state: ReflectorState, refused: Refused, at: number, facts: KindFacts): Step {
  const { health, version, polls, denials } = state;
  // What may be listed but not watched is polled.
  if (version !== undefined && !polls) return { state: { ...state, polls: true, pollsSince: at }, action: 'open' };
  const counted = { ...state, denials: denials + 1 };
  if (denials === 0 && health.listed && !isOneName(health.scope)) {
    const told = setHealth(counted, { state: 'forbidden', error: refused.message });
    return { state: told, action: 'open', wait: { kind: 'ms', ms: ASK_ONCE_MORE_MS } };
  }
  if (refused.byRights && health.scope === 'cluster' && facts.within) {
    const narrowed = setHealth(counted, { scope: facts.within });
    // One object by its name can be read without the right to list or to watch.
    return { state: { ...narrowed, askedWholeAt: at, polls: isOneName(facts.within) }, action: 'open' };
  }
  return forbidden(counted, refused.message, facts);
}

function forbidden(before: ReflectorState, error: string, facts: KindFacts): Step {
  const state = { ...setHealth(before, { state: 'forbidden', settled: true, error }), version: undefined };
  const early = before.health.listed ? undefined : ASK_EARLY_MS[before.denials - 1];
  const wait: Wait = early === undefined ? ASK_AGAIN : { kind: 'ms', ms: early };
  const again = { action: 'open', wait } as const;
  const isNamed = isOneName(before.health.scope);
  // That it exists is certain, for the kubeconfig names it; what it says of itself stays unknown.
  if (isNamed && facts.hasStandIn) return { state: setHealth(state, { listed: true }), store: 'stand-in', ...again };
  // What may not be read any more is not known any more.
  const next = { ...state, polls: false };
  return isNamed ? { state: next, ...again } : { state: next, store: 'clear', ...again };
}
