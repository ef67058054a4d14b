/** Rows of the fault table: states a reflector can be in, what can befall it, and what a row looks at. */

import { AnswerProblem } from '../connect/answer-problem.ts';
import { TransportProblem } from '../connect/kube-transport.ts';
import { type Failure, failureOf } from '../read/reflect/failure.ts';
import { next } from '../read/reflect/next.ts';
import { type KindFacts, type ReflectorState, startState } from '../read/reflect/reflector-state.ts';
import type { Outcome, Step } from '../read/reflect/step.ts';

export const PODS: KindFacts = { name: 'pods', whole: 'cluster', within: { namespace: 'shop' }, hasStandIn: false };

export const fresh = startState(PODS, 0);
export const live: ReflectorState = {
  ...fresh,
  version: '100',
  newestVersion: '100',
  health: { ...fresh.health, state: 'live', understoodAt: 90, settled: true, listed: true },
};
export const inNamespace: ReflectorState = { ...live, health: { ...live.health, scope: { namespace: 'shop' } } };

const wallTime = new Date(0);

/** An answer of the API server. */
export function answer(status: number, fields: object = {}, headers: Record<string, string> = {}): Failure {
  const body = { kind: 'Status', message: `status ${status}`, ...fields };
  return failureOf(new AnswerProblem({ status, headers, body }), wallTime);
}

/** An answer of something before it. */
export function page(status: number): Failure {
  const headers = { 'retry-after': '3' };
  return failureOf(new AnswerProblem({ status, headers, body: '<h1>no backend</h1>' }), wallTime);
}

export function broken(code: TransportProblem['code']): Failure {
  return failureOf(new TransportProblem(code, code), wallTime);
}

export function ownFault(): Failure {
  return failureOf(new TypeError('x is not a function'), wallTime);
}

export const failed = (failure: Failure, at = 100): Outcome => ({ kind: 'failed', at, failure });

/** What a row looks at: of the step and of the state after it. */
export interface Follows {
  readonly action?: Step['action'];
  readonly wait?: Step['wait'];
  readonly closeGate?: Step['closeGate'];
  readonly store?: Step['store'];
  readonly state?: string;
  readonly version?: string | undefined;
  readonly lostAt?: number;
  readonly failures?: number;
  readonly quiet?: boolean;
  readonly polls?: boolean;
  readonly scope?: unknown;
}

const NOTHING: Pick<Step, 'wait' | 'closeGate' | 'store'> = { wait: undefined, closeGate: undefined, store: undefined };

export function stepOf(outcome: Outcome, before: ReflectorState, facts = PODS) {
  const { state, ...step } = next(before, outcome, facts);
  const { health, ...kept } = state;
  return { ...NOTHING, ...kept, ...step, state: health.state, error: health.error, scope: health.scope, health };
}

export const AT_ONCE = { action: 'open', wait: undefined, closeGate: undefined } as const;
export const gate = (atLeastMs?: number) => ({ atLeastMs });
