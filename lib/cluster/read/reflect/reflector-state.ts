/** Everything a reflector remembers from one step to the next. Plain data: what follows from it is decided in next.ts. */

import type { KindState } from '#stream';
import type { Resource } from '../kinds/resource.ts';
import { type Scope, scopeWithin, startScope } from '../rights/read-scope.ts';
import type { ReflectorHealth } from './reflector-options.ts';

export interface ReflectorState {
  readonly health: ReflectorHealth;
  /** From which to watch; undefined means to list first. */
  readonly version: string | undefined;
  /** The newest version ever seen of this cluster. */
  readonly newestVersion: string;
  /** When the connection was lost; the cluster's identity must have been asked after it. */
  readonly lostAt: number;
  /** Failures since the last watch that held. */
  readonly failures: number;
  /** Watches in succession that ended in something else than events. */
  readonly fruitless: number;
  /** The last watch had nothing to say: the next one asks the server to end it before silence looks like death. */
  readonly quiet: boolean;
  /** Lists again and again instead of watching. */
  readonly polls: boolean;
  readonly pollsSince: number;
  /** Refused lists in succession. */
  readonly denials: number;
  /** When it was last asked whether the whole cluster may be read. */
  readonly askedWholeAt: number;
  /** When it was last asked whether what is read may still be read. Watches of quiet kinds end before a review is due. */
  readonly reviewedAt: number;
}

/** What the steps depend on of the kind that is read. */
export interface KindFacts {
  readonly name: string;
  /** Where it is read if rights allow. */
  readonly whole: Scope;
  /** Where it is read if rights end before that; undefined where there is no such place. */
  readonly within: Scope | undefined;
  /** Whether an object is certain to exist without being read. */
  readonly hasStandIn: boolean;
}

export function kindFacts<T>(resource: Resource<T>, namespace: string): KindFacts {
  return {
    name: resource.name,
    whole: startScope(resource),
    within: scopeWithin(resource, namespace),
    hasStandIn: resource.standIn !== undefined,
  };
}

export function startState(facts: KindFacts, at: number): ReflectorState {
  return {
    health: {
      state: 'connecting',
      understoodAt: null,
      refusedAt: null,
      settled: false,
      listed: false,
      scope: facts.whole,
    },
    version: undefined,
    newestVersion: '0',
    lostAt: Number.NEGATIVE_INFINITY,
    failures: 0,
    fruitless: 0,
    quiet: false,
    polls: false,
    pollsSince: Number.NEGATIVE_INFINITY,
    denials: 0,
    askedWholeAt: Number.NEGATIVE_INFINITY,
    reviewedAt: at,
  };
}

/** The cluster is another one: nothing that was known counts, nor how old it was. */
export function restarted({ lostAt, reviewedAt }: ReflectorState, facts: KindFacts, at: number): ReflectorState {
  return { ...startState(facts, at), lostAt, reviewedAt };
}

/** Connections may be dead or lead elsewhere, and what is known is older by `ageMs` than the clock says. */
export function reconnecting(state: ReflectorState, why: string, ageMs: number, at: number): ReflectorState {
  const older = (reading: number | null) => (reading === null ? null : reading - ageMs);
  const { understoodAt, refusedAt } = state.health;
  const aged = setHealth(state, { understoodAt: older(understoodAt), refusedAt: older(refusedAt) });
  const wasUp = state.health.state === 'live' || state.health.state === 'polling';
  return { ...(wasUp ? setHealth(aged, { state: 'reconnecting', error: why }) : aged), lostAt: at };
}

export function setHealth(state: ReflectorState, next: Partial<ReflectorHealth>): ReflectorState {
  return { ...state, health: { ...state.health, ...next } };
}

/** Something was understood: what is known is as young as this. */
export function touch(state: ReflectorState, at: number): ReflectorState {
  return setHealth(state, { understoodAt: at });
}

/** What is said of a kind that cannot be read now. */
export function lostState(state: ReflectorState): KindState {
  return state.health.listed ? 'reconnecting' : 'connecting';
}

export function isNarrowed(state: ReflectorState, facts: KindFacts): boolean {
  return facts.whole === 'cluster' && state.health.scope !== 'cluster';
}
