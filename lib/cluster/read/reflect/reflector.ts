/**
 * Keeps one kind in step with the cluster: lists it once, then watches from the list's version for as long as it can.
 * Where a watch reconnects: `attend` below. Everything that can go wrong ends in `recover`, which says what it means.
 */

import type { KindState } from '#stream';
import { AnswerProblem, isTooLarge, sentenceOf } from '../../connect/answer-problem.ts';
import { TransportProblem } from '../../connect/kube-transport.ts';
import { retryAfterMs } from '../../connect/refusal.ts';
import { backoffMs, pause } from '../../time/backoff-gate.ts';
import { requestBudget } from '../../time/request-budget.ts';
import { isOneName, pollReason, scopeWithin, startScope } from '../rights/read-scope.ts';
import { everyReview, mayList, REVIEW_MS } from '../rights/rights-review.ts';
import type { Replacement } from '../state/object-store.ts';
import { compareVersions, newerVersion } from '../state/resource-version.ts';
import { listAll } from './list-resource.ts';
import type { Reflector, ReflectorHealth, ReflectorOptions } from './reflector-face.ts';
import { watchEvents, watchRequest } from './watch-resource.ts';

/** Longer silence means the connection may be dead: within a minute of it dying, nothing says `live` any more. */
const SILENCE_MS = 35_000;
const HEAD_MS = 8_000;
const POLL_MS = 30_000;
/** How soon something new shows: a kind the cluster did not have, and rights that were not there. */
const ASK_AGAIN_MS = 30_000;
const WIDEN_MS = 30_000;
/** An API server that has just started may refuse what it grants a moment later. */
const ASK_ONCE_MORE_MS = 10_000;
const SHORT_WATCH_MS = 1_000;
/** A watch that held so long counts as good. */
const HEALTHY_MS = 10_000;
/** As often a watch may fail at the same version before the kind is listed anew: lists cost a server in trouble most. */
const RELIST_EVERY = 5;
/** From so many failures on the waits grow no longer. */
const SLOWEST = 3;

export function startReflector<T>(options: ReflectorOptions<T>): Reflector {
  const { resource, store, transport, clock, random, gate, identity } = options;
  const stop = new AbortController();
  const wakers = new Set<() => void>();
  let session = new AbortController();
  let health: ReflectorHealth = {
    state: 'connecting',
    heardAt: null,
    settled: false,
    listed: false,
    scope: startScope(resource),
  };
  /** From which to watch; undefined means to list first. */
  let version: string | undefined;
  /** The newest version ever seen of this cluster. */
  let highest = '0';
  /** When the connection was lost; the cluster's identity must have been asked after it. */
  let lostAt = Number.NEGATIVE_INFINITY;
  let failures = 0;
  /** Watches in succession that ended in something else than events. */
  let fruitless = 0;
  const budget = requestBudget(clock);
  /** The last watch had nothing to say: the next one asks the server to end it before silence looks like death. */
  let quiet = false;
  let poll = false;
  let denials = 0;
  let polledSince = Number.NEGATIVE_INFINITY;
  let narrowedAt = Number.NEGATIVE_INFINITY;
  /** Watches of quiet kinds end before a review is due: it counts over them. */
  let reviewedAt = clock.now();
  let skipped = 0;
  let skipToldAt = Number.NEGATIVE_INFINITY;

  function tell(next: Partial<ReflectorHealth>): void {
    const before = health;
    health = { ...health, ...next };
    const { state, error, settled, listed, scope } = before;
    const same =
      health.state === state && health.settled === settled && health.listed === listed && health.scope === scope;
    if (!same || health.error !== error) options.changed();
    if (health.state !== before.state) {
      const lost = health.state === 'reconnecting' || health.state === 'forbidden';
      const why = health.error === undefined ? '' : `: ${health.error}`;
      options.log('kind-state', `${resource.name} ${before.state} -> ${health.state}${why}`, lost ? 'warn' : 'info');
    }
  }

  /** Said at most once a minute: a cluster must not be able to fill the log. */
  function skip(why: string): void {
    skipped++;
    if (clock.now() - skipToldAt < 60_000) return;
    skipToldAt = clock.now();
    options.log('skipped', `${resource.name}: ${why} (${skipped} times since the start)`);
  }

  const heard = () => {
    health = { ...health, heardAt: clock.now() };
  };

  async function list(signal: AbortSignal): Promise<void> {
    const first = !health.listed;
    budget.spend();
    let whole: Replacement<T> | undefined;
    const listed = await listAll({ resource, transport, scope: health.scope, signal, heard }, () => {
      const next = store.replacing();
      whole = next;
      return (page, expected) => {
        // What is shown of a first list says that it is not whole; a later one replaces all at once.
        if (first) for (const item of page) store.put(item);
        next.take(page);
        if (!first) return;
        health = { ...health, expected };
        options.changed();
      };
    });
    signal.throwIfAborted();
    if (compareVersions(listed.version, highest) < 0) {
      options.wentBack();
      signal.throwIfAborted();
    }
    whole?.done();
    if (listed.skipped > 0) skip(`${listed.skipped} things in a list that are no objects`);
    version = listed.version;
    highest = newerVersion(listed.version, highest);
    denials = 0;
    tell({ settled: true, listed: true, expected: undefined });
  }

  async function watch(signal: AbortSignal): Promise<void> {
    const from = version ?? '0';
    // Spread over minutes so that many watches do not end at once; short while a kind is quiet, because a server
    // sends a bookmark before it ends a watch: a byte heard, and a version that does not fall out of its memory.
    const seconds = quiet ? 25 + Math.floor(5 * random()) : 300 + Math.floor(300 * random());
    const startedAt = clock.now();
    const request = watchRequest(resource, health.scope, from, seconds);
    const limits = { signal, timeoutMs: HEAD_MS, silenceMs: options.silenceMs ?? SILENCE_MS };
    budget.spend();
    const stream = await transport.stream({ ...request, ...limits });
    if (stream.status !== 200) throw new AnswerProblem({ ...stream });
    heard();
    const live = () => tell({ state: 'live', error: undefined });
    // Where watches failed before, one that was only begun proves nothing.
    const cancelLive = failures > 0 ? clock.after(SHORT_WATCH_MS, live) : live();
    // Not when it ends: that may be the silence of a connection that died long ago.
    const cancelHealthy = clock.after(HEALTHY_MS, succeeded);
    let events = 0;
    let denied: AnswerProblem | undefined;
    if (failures > 0) reviewedAt = clock.now();
    // A watch goes on with the rights it began with.
    const reviewMs = isNarrowed() ? WIDEN_MS : REVIEW_MS;
    const review = everyReview(clock, reviewMs, reviewedAt + reviewMs - clock.now(), async () => {
      budget.spend();
      reviewedAt = clock.now();
      const answer = await mayList(resource, health.scope, transport, signal);
      if (answer instanceof AnswerProblem) denied = answer;
      if (!denied && !(await widen(signal))) return false;
      stream.close();
      return true;
    });
    try {
      for await (const event of watchEvents(stream, resource)) {
        signal.throwIfAborted();
        heard();
        events++;
        if (event.kind === 'skip') {
          skip(event.why);
          continue;
        }
        if (event.kind === 'put') store.put(event.item);
        if (event.kind === 'remove') store.remove(event.item);
        version = newerVersion(event.version, version ?? '0');
        highest = newerVersion(version, highest);
        fruitless = 0;
        live();
      }
    } finally {
      review.stop();
      stream.close();
      cancelLive?.();
      if (clock.now() - startedAt > SHORT_WATCH_MS) fruitless = 0;
      cancelHealthy();
    }
    signal.throwIfAborted();
    if (denied) throw denied;
    const lasted = clock.now() - startedAt;
    if (events === 0 && lasted < SHORT_WATCH_MS) return backOff('The watch ended at once.', signal);
    // An end as agreed says nothing ill of the cluster; any other may mean that it is going away.
    if (lasted < (seconds - 3) * 1000) lostAt = clock.now();
    quiet = events <= 1;
  }

  const isNarrowed = () => startScope(resource) === 'cluster' && health.scope !== 'cluster';

  /** Where only a part may be read: whether all of it may be read by now. Asked twice a minute. */
  async function widen(signal: AbortSignal): Promise<boolean> {
    const whole = startScope(resource);
    if (!isNarrowed() || clock.now() - narrowedAt < WIDEN_MS) return false;
    narrowedAt = clock.now();
    if ((await mayList(resource, whole, transport, signal)) !== 'yes') return false;
    options.log('scope', `${resource.name}: reading the whole cluster again`, 'info');
    tell({ scope: whole });
    version = undefined;
    poll = false;
    return true;
  }

  function succeeded(): void {
    failures = 0;
    fruitless = 0;
    gate.healthy();
  }

  /** One round: wait until the cluster may be asked, make sure it is the same one, list if need be, watch. */
  async function attend(signal: AbortSignal): Promise<void> {
    const opening = await gate.open(signal);
    try {
      await identity.verify(lostAt);
    } catch (error) {
      if (signal.aborted) throw error;
      // All kinds ask this one question: whatever the answer is, all of them wait.
      const atLeast = error instanceof AnswerProblem ? retryAfterMs(error.response, clock.date()) : undefined;
      gate.failed(opening, atLeast);
      return tell({ state: lostState(), error: sentenceOf(error) });
    }
    try {
      signal.throwIfAborted();
      await widen(signal);
      // Perhaps it may be watched by now.
      if (poll && !isOneName(health.scope) && clock.now() - polledSince > REVIEW_MS) {
        poll = false;
        version = undefined;
      }
      if (failures > 0) await pause(clock, budget.waitMs(version === undefined ? 2 : 1), signal, wakers);
      if (version === undefined || poll) await list(signal);
      if (!poll) return await watch(signal);
      tell({ state: 'polling', error: pollReason(resource, health.scope) });
    } catch (error) {
      if (signal.aborted) throw error;
      await recover(error, opening, signal);
      return;
    }
    await pause(clock, POLL_MS, signal, wakers);
  }

  async function recover(error: unknown, opening: number, signal: AbortSignal): Promise<void> {
    if (error instanceof AnswerProblem) return recoverAnswer(error, opening, signal);
    if (!(error instanceof TransportProblem)) {
      options.log('reflector-error', `${resource.name}: ${error instanceof Error ? error.message : String(error)}`);
      version = undefined;
      return backOff(`Reading ${resource.name} failed in this program.`, signal);
    }
    if (error.code === 'silent') {
      // Perhaps there was nothing to say: one try at once tells. Until it answers, nothing is known to be wrong.
      lostAt = clock.now();
      quiet = true;
      return;
    }
    if (error.code === 'garbled' || error.code === 'too-large') {
      // The same comes again from the same version if the server means it; then only a new list helps.
      if (++fruitless === 2 || fruitless % RELIST_EVERY === 0) version = undefined;
      return backOff(error.message, signal);
    }
    lostAt = clock.now();
    await troubled(error, opening, undefined, signal);
  }

  /** All kinds wait for the gate; a kind that fails again and again waits for itself, however well the others do. */
  async function troubled(error: Error, opening: number, atLeast: number | undefined, signal: AbortSignal) {
    gate.failed(opening, atLeast);
    tell({ state: lostState(), error: sentenceOf(error) });
    if (failures++ > 0) await pause(clock, backoffMs(failures - 1, random), signal, wakers);
  }

  async function recoverAnswer(error: AnswerProblem, opening: number, signal: AbortSignal): Promise<void> {
    const { status } = error;
    // A no is knowledge; that the server is in trouble tells nothing of what it holds.
    if (status === 403 || status === 404 || status === 405) heard();
    if (status === 410 || isTooLarge(error)) {
      // The first time at once and without a flicker; a server that says so again and again is given time.
      if (fruitless++ % RELIST_EVERY === 0) version = undefined;
      if (fruitless === 1) return;
      failures = Math.max(failures, SLOWEST);
      return backOff(error.message, signal);
    }
    if (status === 429 || status === 401) {
      return troubled(error, opening, retryAfterMs(error.response, clock.date()), signal);
    }
    if (status === 403 || status === 405) return refused(error, signal);
    if (status === 404) {
      version = undefined;
      poll = false;
      store.clear();
      tell({ state: 'absent', settled: true, error: `The cluster has no ${resource.name}.` });
      return pause(clock, ASK_AGAIN_MS, signal, wakers);
    }
    // Not the API server but something before it, which knows nothing of what stands behind it now.
    if (!error.isStatus) {
      lostAt = clock.now();
      return troubled(error, opening, retryAfterMs(error.response, clock.date()), signal);
    }
    if (failures > 0 && failures % RELIST_EVERY === 0) version = undefined;
    await backOff(error.message, signal);
  }

  async function refused(error: AnswerProblem, signal: AbortSignal): Promise<void> {
    if (version !== undefined && !poll) {
      poll = true;
      polledSince = clock.now();
      return;
    }
    if (denials++ === 0 && health.listed && !isOneName(health.scope)) {
      tell({ state: 'forbidden', error: error.message });
      return pause(clock, ASK_ONCE_MORE_MS, signal, wakers);
    }
    const narrower =
      error.status === 403 && health.scope === 'cluster' ? scopeWithin(resource, options.namespace) : undefined;
    if (narrower) {
      options.log('scope', `${resource.name}: reading only the namespace ${options.namespace}`);
      tell({ scope: narrower });
      narrowedAt = clock.now();
      // One object by its name can be read without the right to list or to watch.
      poll = isOneName(narrower);
      return;
    }
    version = undefined;
    if (isOneName(health.scope) && resource.standIn) {
      // That it exists is certain, for the kubeconfig names it; what it says of itself stays unknown.
      const { name } = health.scope;
      store.put({ key: name, uid: '', version: '0', value: resource.standIn(name) });
      health = { ...health, listed: true };
    } else {
      poll = false;
    }
    tell({ state: 'forbidden', settled: true, error: error.message });
    // What may not be read any more is not known any more.
    if (!isOneName(health.scope)) store.clear();
    await pause(clock, ASK_AGAIN_MS, signal, wakers);
  }

  async function backOff(error: string, signal: AbortSignal): Promise<void> {
    // A no of any kind is an answer: nothing waits for this kind before the first picture.
    tell({ state: lostState(), error, settled: true });
    await pause(clock, backoffMs(failures++, random), signal, wakers);
  }

  const lostState = (): KindState => (health.listed ? 'reconnecting' : 'connecting');

  function endSession(why: string): void {
    const ended = session;
    session = new AbortController();
    ended.abort(new Error(why));
  }

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      const signal = AbortSignal.any([stop.signal, session.signal]);
      try {
        await attend(signal);
      } catch (error) {
        if (signal.aborted) continue;
        options.log('reflector-error', `${resource.name}: ${String(error)}`);
        await pause(clock, backoffMs(failures++, random), stop.signal, wakers).catch(() => undefined);
      }
    }
  }

  const running = run();
  return {
    health: () => health,
    retryNow() {
      for (const wake of [...wakers]) wake();
    },
    reconnect(why, ageMs = 0) {
      const heardAt = health.heardAt === null ? null : health.heardAt - ageMs;
      lostAt = clock.now();
      health = { ...health, heardAt };
      if (health.state === 'live' || health.state === 'polling') tell({ state: 'reconnecting', error: why });
      endSession(why);
    },
    restart() {
      version = undefined;
      highest = '0';
      failures = 0;
      fruitless = 0;
      poll = false;
      store.clear();
      tell({ state: 'connecting', settled: false, listed: false, scope: startScope(resource), error: undefined });
      health = { ...health, expected: undefined };
      endSession('the cluster is another one');
    },
    async stop() {
      stop.abort(new Error('stopped'));
      await running;
    },
  };
}
