/**
 * Keeps policies of kinds that are not judged in step. Their kinds come and go with custom resource definitions, which
 * few may read: so the cluster is asked now and then which of them it serves, and each that it does has a reflector.
 *
 *      every half minute: /apis, and the known groups in it --> served kinds --> one reflector each --> one store
 *                                                                                    |
 *                                        may not be read: one entry stands for all there may be of the kind
 */

import { type OtherPolicy, otherPolicyName } from '#engine';
import type { ApiResource } from '#stream';
import { AnswerProblem, sentenceOf } from '../../connect/answer-problem.ts';
import { backoffMs, pause } from '../../time/backoff-gate.ts';
import { otherPolicyResource, servedPolicies, unreadablePolicies } from '../kinds/other-policies.ts';
import { type ObjectStore, partOf } from '../state/object-store.ts';
import { ASK_AGAIN_MS } from './limits.ts';
import { healthOfParts } from './parted-health.ts';
import { startReflector } from './reflector.ts';
import type { Reflector, ReflectorHealth, ReflectorOptions } from './reflector-options.ts';

type Options = Omit<ReflectorOptions<OtherPolicy>, 'resource'>;

export interface DiscoveredPolicies extends Reflector {
  /** Something says that the cluster may be gone: it is asked before its time. */
  checkNow(): void;
}

interface Served {
  readonly reflector: Reflector;
  readonly store: ObjectStore<OtherPolicy>;
  readonly resource: ApiResource;
}

const UNASKED: ReflectorHealth = {
  state: 'connecting',
  understoodAt: null,
  refusedAt: null,
  settled: false,
  listed: false,
  scope: 'cluster',
};
/** So soon a check before its time is made again, at the most. */
const CHECK_MS = 5_000;

export function discoveredPolicies(options: Options): DiscoveredPolicies {
  const discovery = new Discovery(options);
  const ended = discovery.run();
  return {
    health: () => discovery.health(),
    checkNow: () => discovery.checkNow(),
    retryNow: () => discovery.each((one) => one.retryNow(), true),
    reconnect: (why, ageMs) => discovery.each((one) => one.reconnect(why, ageMs), true),
    restart: () => discovery.restart(),
    async stop() {
      await Promise.all([discovery.stop(), ended]);
    },
  };
}

class Discovery {
  readonly #options: Options;
  readonly #stop = new AbortController();
  readonly #wakers = new Set<() => void>();
  readonly #served = new Map<string, Served>();
  readonly #ending = new Set<Promise<void>>();
  #own: ReflectorHealth = UNASKED;
  #failures = 0;
  #cancelCheck: (() => void) | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;
  /** Answers to what was asked before a restart are of another cluster. */
  #epoch = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  health(): ReflectorHealth {
    const parts = [...this.#served.values()].map(({ reflector }) => reflector.health());
    // A kind that went away is no trouble; one that may not be read is told by what stands for it.
    return healthOfParts(
      this.#own.state === 'live' && this.#options.gate.closedForMs() !== undefined ? this.#lost() : this.#own,
      parts.filter(({ state }) => state !== 'absent'),
    );
  }

  /** Nobody may ask now, for the cluster does not answer: nor is what was found last time sure. */
  #lost(): ReflectorHealth {
    return { ...this.#own, state: 'reconnecting', error: 'The cluster does not answer.' };
  }

  async run(): Promise<void> {
    const { clock, random, gate } = this.#options;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await gate.open(signal);
        await this.#ask(signal);
        const wait = this.#failures === 0 ? ASK_AGAIN_MS : backoffMs(this.#failures - 1, random);
        await pause(clock, wait, signal, this.#wakers);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    }
  }

  async #ask(signal: AbortSignal): Promise<void> {
    const { clock, transport } = this.#options;
    const epoch = this.#epoch;
    this.#askedAt = clock.now();
    try {
      const served = await servedPolicies(transport, signal);
      if (epoch !== this.#epoch || signal.aborted) return;
      this.#failures = 0;
      this.#adjust(served);
      this.#tell({ ...UNASKED, state: 'live', understoodAt: clock.now(), settled: true, listed: true });
    } catch (error) {
      if (epoch !== this.#epoch || signal.aborted) return;
      this.#failures++;
      this.#failed(error);
    }
  }

  /** What was found before stays: that a question failed says nothing of what there is. */
  #failed(error: unknown): void {
    const message = sentenceOf(error);
    const isNo = error instanceof AnswerProblem && [401, 403].includes(error.response.status);
    if (isNo) {
      const why = `${message} Policies of other kinds than NetworkPolicy may be there.`;
      const refusedAt = this.#options.clock.now();
      this.#tell({ ...this.#own, state: 'forbidden', refusedAt, error: why, settled: true });
      return;
    }
    const state = this.#own.listed ? 'reconnecting' : 'connecting';
    this.#tell({ ...this.#own, state, error: message, settled: this.#own.settled || error instanceof AnswerProblem });
  }

  #tell(health: ReflectorHealth): void {
    this.#own = health;
    this.#options.changed();
  }

  #adjust(found: readonly ApiResource[]): void {
    const wanted = new Map(found.map((resource) => [`${apiOf(resource)} ${resource.version}`, resource]));
    for (const [key, served] of [...this.#served]) {
      if (wanted.has(key)) continue;
      this.#end(key, served);
      served.store.clear();
    }
    for (const [key, resource] of wanted) if (!this.#served.has(key)) this.#start(key, resource);
  }

  #start(key: string, resource: ApiResource): void {
    const prefix = `${apiOf(resource)} `;
    const store = withPrefix(
      partOf(this.#options.store, (of) => of.startsWith(prefix)),
      prefix,
    );
    const reflector = startReflector({
      ...this.#options,
      resource: otherPolicyResource(resource),
      store,
      changed: () => {
        const served = this.#served.get(key);
        if (served) this.#standIn(served);
        this.#options.changed();
      },
    });
    this.#served.set(key, { reflector, store, resource });
  }

  /** Whatever there is of a kind that may not be read may change verdicts. */
  #standIn({ reflector, store, resource }: Served): void {
    const isHidden = reflector.health().state === 'forbidden';
    const value = unreadablePolicies(resource);
    const isTold = store.get(value.name) !== undefined;
    const item = { key: value.name, uid: '', version: '0', value };
    if (isHidden && !isTold) store.put(item);
    else if (!isHidden && isTold) store.remove(item);
  }

  #end(key: string, { reflector }: Served): void {
    this.#served.delete(key);
    const stopped = reflector.stop();
    this.#ending.add(stopped);
    void stopped.finally(() => this.#ending.delete(stopped));
  }

  checkNow(): void {
    if (this.#own.state !== 'live' || this.#cancelCheck) return;
    const { clock } = this.#options;
    this.#cancelCheck = clock.after(Math.max(0, this.#askedAt + CHECK_MS - clock.now()), () => {
      this.#cancelCheck = undefined;
      this.#wake();
    });
  }

  #wake(): void {
    for (const wake of [...this.#wakers]) wake();
  }

  each(act: (reflector: Reflector) => void, askToo: boolean): void {
    for (const { reflector } of [...this.#served.values()]) act(reflector);
    if (askToo) this.#wake();
  }

  restart(): void {
    this.#epoch++;
    for (const [key, served] of [...this.#served]) this.#end(key, served);
    this.#options.store.clear();
    this.#tell(UNASKED);
    this.#wake();
  }

  async stop(): Promise<void> {
    this.#cancelCheck?.();
    this.#stop.abort(new Error('stopped'));
    await Promise.all([...[...this.#served.values()].map(({ reflector }) => reflector.stop()), ...this.#ending]);
  }
}

/** As `otherPolicyName` begins. */
function apiOf({ group, object }: ApiResource): string {
  const name = otherPolicyName({ group, kind: object, name: '' });
  return name.slice(0, name.indexOf(' '));
}

/** The same store under longer keys: several kinds have objects of one name. */
function withPrefix<T>(store: ObjectStore<T>, prefix: string): ObjectStore<T> {
  const long = <I extends { readonly key: string }>(item: I): I => ({ ...item, key: `${prefix}${item.key}` });
  return {
    get size() {
      return store.size;
    },
    get: (key) => store.get(`${prefix}${key}`),
    entries: () => store.entries(),
    put: (item) => store.put(long(item)),
    remove: (item) => store.remove(long(item)),
    replace: (items) => store.replace(items.map(long)),
    replacing(owns) {
      const next = store.replacing(owns);
      return { take: (items) => next.take(items.map(long)), done: () => next.done() };
    },
    clear: () => store.clear(),
  };
}
