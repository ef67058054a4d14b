/**
 * Keeps one kind in step with the cluster: lists it once, then watches from the list's version for as long as it can.
 *
 *      gate, identity --- may we ask, is it the same cluster? ---+
 *                                                                v
 *      API server --- pages ---> list-resource --+----------> perform ----- Outcome -----> next (pure)
 *                 --- events --> watch-once -----+               ^                            |
 *                                     |                          |                      Step: state, wait,
 *                                     v                          +----- Action, after ----- closed gate
 *                               object store                            the wait
 *
 * Here is only the carrying out. What is done next, and what each fault means, is decided in next.ts.
 */

import { AnswerProblem, sentenceOf } from '../../connect/answer-problem.ts';
import { retryAfterMs } from '../../connect/refusal.ts';
import { backoffMs, pause } from '../../time/backoff-gate.ts';
import { requestBudget } from '../../time/request-budget.ts';
import { mayList } from '../rights/rights-review.ts';
import type { Replacement } from '../state/object-store.ts';
import { failureOf } from './failure.ts';
import { listAll } from './list-resource.ts';
import { isWholeToBeAsked, next } from './next.ts';
import { observe } from './observe.ts';
import { logHealth, onceAMinute } from './reflector-log.ts';
import type { Reflector, ReflectorOptions } from './reflector-options.ts';
import {
  type KindFacts,
  kindFacts,
  type ReflectorState,
  reconnecting,
  restarted,
  startState,
} from './reflector-state.ts';
import type { Action, Observation, Outcome, Step, Wait } from './step.ts';
import { type Watching, watchOnce } from './watch-once.ts';

export function startReflector<T>(options: ReflectorOptions<T>): Reflector {
  const reflector = new Running(options);
  const ended = reflector.run();
  return {
    health: () => reflector.health,
    retryNow: () => reflector.retryNow(),
    reconnect: (why, ageMs) => reflector.reconnect(why, ageMs),
    restart: () => reflector.restart(),
    async stop() {
      reflector.stop();
      await ended;
    },
  };
}

class Running<T> {
  readonly #options: ReflectorOptions<T>;
  readonly #facts: KindFacts;
  readonly #budget;
  readonly #watching: Watching<T>;
  readonly #skip: (why: string) => void;
  readonly #stop = new AbortController();
  readonly #wakers = new Set<() => void>();
  #session = new AbortController();
  #state: ReflectorState;
  /** Which opening of the gate this round began with. */
  #opening = 0;
  /** The list that was read last, not in the store yet. */
  #listed: Replacement<T> | undefined;

  constructor(options: ReflectorOptions<T>) {
    const { clock, resource, namespace } = options;
    this.#options = options;
    this.#facts = kindFacts(resource, namespace);
    this.#state = startState(this.#facts, clock.now());
    this.#budget = requestBudget(clock);
    this.#skip = onceAMinute(clock, (why, times) => {
      options.log('skipped', `${resource.name}: ${why} (${times} times since the start)`);
    });
    this.#watching = {
      options,
      facts: this.#facts,
      state: () => this.#state,
      observe: (seen) => this.#observe(seen),
      spend: () => this.#budget.spend(),
      askWhole: (signal) => this.#askWhole(signal),
      skip: this.#skip,
    };
  }

  get health() {
    return this.#state.health;
  }

  async run(): Promise<void> {
    const { clock, random } = this.#options;
    while (!this.#stop.signal.aborted) {
      const signal = AbortSignal.any([this.#stop.signal, this.#session.signal]);
      try {
        await this.#runSession(signal);
      } catch (error) {
        if (signal.aborted) continue;
        // A fault of this program: not to be repeated without a pause.
        this.#logFault(error);
        await pause(clock, backoffMs(0, random), this.#stop.signal, this.#wakers).catch(() => undefined);
      }
    }
  }

  stop(): void {
    this.#stop.abort(new Error('stopped'));
  }

  retryNow(): void {
    for (const wake of [...this.#wakers]) wake();
  }

  reconnect(why: string, ageMs = 0): void {
    this.#adopt(reconnecting(this.#state, why, ageMs, this.#options.clock.now()));
    this.#endSession(why);
  }

  restart(): void {
    this.#options.store.clear();
    this.#adopt(restarted(this.#state, this.#facts, this.#options.clock.now()));
    this.#endSession('the cluster is another one');
  }

  #endSession(why: string): void {
    const ended = this.#session;
    this.#session = new AbortController();
    ended.abort(new Error(why));
  }

  /** Goes on until the signal ends it, with an exception. */
  async #runSession(signal: AbortSignal): Promise<never> {
    for (let action: Action = 'open'; ; ) {
      const outcome = await this.#perform(action, signal);
      signal.throwIfAborted();
      const step = next(this.#state, outcome, this.#facts);
      this.#carryOut(step, signal);
      if (step.wait) await pause(this.#options.clock, this.#waitMs(step.wait), signal, this.#wakers);
      action = step.action;
    }
  }

  async #perform(action: Action, signal: AbortSignal): Promise<Outcome> {
    const { clock } = this.#options;
    try {
      switch (action) {
        case 'open':
          return await this.#open(signal);
        case 'ask-whole': {
          const isReadable = await this.#askWhole(signal);
          return { kind: 'asked-whole', at: clock.now(), isReadable };
        }
        case 'list':
          return await this.#list(signal);
        case 'watch':
          return await watchOnce(this.#watching, signal);
      }
    } catch (error) {
      const failure = failureOf(error, clock.date());
      if (failure.kind === 'program' && !signal.aborted) this.#logFault(error);
      return { kind: 'failed', at: clock.now(), failure };
    }
  }

  async #open(signal: AbortSignal): Promise<Outcome> {
    const { gate, identity, clock } = this.#options;
    this.#opening = await gate.open(signal);
    try {
      await identity.verify(this.#state.lostAt);
      return { kind: 'opened', at: clock.now() };
    } catch (error) {
      const isAnswer = error instanceof AnswerProblem;
      const atLeastMs = isAnswer ? retryAfterMs(error.response, clock.date()) : undefined;
      return { kind: 'not-opened', at: clock.now(), message: sentenceOf(error), retryAfterMs: atLeastMs };
    }
  }

  async #list(signal: AbortSignal): Promise<Outcome> {
    const { resource, store, transport, clock, changed } = this.#options;
    const { listed: isKnown, scope } = this.#state.health;
    this.#budget.spend();
    const { version, skipped } = await listAll({ resource, transport, scope, signal }, () => {
      const replacement = store.replacing();
      this.#listed = replacement;
      return (page, expected) => {
        // What is shown of a first list says that it is not whole; a later one replaces all at once.
        if (!isKnown) for (const item of page) store.put(item);
        replacement.take(page);
        this.#observe({ kind: 'page', at: clock.now(), expected });
        if (!isKnown) changed();
      };
    });
    if (skipped > 0) this.#skip(`${skipped} things in a list that are no objects`);
    return { kind: 'listed', at: clock.now(), version };
  }

  /** Where only a part may be read and it is time to ask: whether all of it may be read by now. */
  async #askWhole(signal: AbortSignal): Promise<boolean> {
    const { resource, transport, clock } = this.#options;
    if (!isWholeToBeAsked(this.#state, clock.now(), this.#facts)) return false;
    this.#observe({ kind: 'ask-whole', at: clock.now() });
    if ((await mayList(resource, this.#facts.whole, transport, signal)) !== 'yes') return false;
    signal.throwIfAborted();
    this.#observe({ kind: 'whole-readable', at: clock.now() });
    return true;
  }

  #carryOut(step: Step, signal: AbortSignal): void {
    const { store, gate, resource, wentBack } = this.#options;
    if (step.wentBack) {
      wentBack();
      signal.throwIfAborted();
    }
    if (step.store === 'replace') this.#listed?.done();
    if (step.store === 'clear') store.clear();
    const { scope } = this.#state.health;
    if (step.store === 'stand-in' && resource.standIn && typeof scope === 'object' && 'name' in scope) {
      store.put({ key: scope.name, uid: '', version: '0', value: resource.standIn(scope.name) });
    }
    this.#listed = undefined;
    this.#adopt(step.state);
    if (step.closeGate) gate.failed(this.#opening, step.closeGate.atLeastMs);
  }

  #observe(seen: Observation): void {
    this.#adopt(observe(this.#state, seen, this.#facts));
  }

  /** Every change of state goes through here, and those of health are told. */
  #adopt(state: ReflectorState): void {
    const before = this.#state.health;
    this.#state = state;
    const { health } = state;
    const isTold = (['state', 'error', 'settled', 'listed', 'scope', 'expected'] as const).some(
      (field) => health[field] !== before[field],
    );
    if (!isTold) return;
    this.#options.changed();
    logHealth(this.#options, before, health);
  }

  #waitMs(wait: Wait): number {
    switch (wait.kind) {
      case 'ms':
        return wait.ms;
      case 'backoff':
        return backoffMs(wait.failures, this.#options.random);
      case 'budget':
        return this.#budget.waitMs(wait.requests);
    }
  }

  #logFault(error: unknown): void {
    const { log, resource } = this.#options;
    log('reflector-error', `${resource.name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
