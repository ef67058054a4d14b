/** What is met while a list or a watch goes on, as a change of state alone: what to do next is decided when it ends. */

import { newerVersion } from '../state/resource-version.ts';
import { SHORT_WATCH_MS } from './limits.ts';
import { type KindFacts, type ReflectorState, setHealth, touch } from './reflector-state.ts';
import type { Observation } from './step.ts';

export function observe(state: ReflectorState, seen: Observation, facts: KindFacts): ReflectorState {
  switch (seen.kind) {
    case 'page': {
      const { at, expected } = seen;
      return touch(state.health.listed ? state : setHealth(state, { expected }), at);
    }
    case 'watch-opened':
      // Where watches failed before, one that was only begun proves nothing; and it began with the rights of now.
      return state.failures > 0 ? { ...state, reviewedAt: seen.at } : live(state);
    case 'watch-held':
      return touch(live(state), seen.at);
    case 'watch-proved':
      return { ...state, failures: 0, fruitless: 0 };
    case 'event':
      return afterEvent(state, seen.version, seen.at);
    case 'watch-over':
      return seen.lastedMs > SHORT_WATCH_MS ? { ...state, fruitless: 0 } : state;
    case 'review':
      return { ...state, reviewedAt: seen.at };
    case 'ask-whole':
      return { ...state, askedWholeAt: seen.at };
    case 'whole-readable':
      return { ...setHealth(state, { scope: facts.whole }), version: undefined, polls: false };
  }
}

function afterEvent(state: ReflectorState, seen: string, at: number): ReflectorState {
  const version = newerVersion(seen, state.version ?? '0');
  const newestVersion = newerVersion(version, state.newestVersion);
  return { ...touch(live(state), at), version, newestVersion, fruitless: 0 };
}

function live(state: ReflectorState): ReflectorState {
  return setHealth(state, { state: 'live', error: undefined });
}
