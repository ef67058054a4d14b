/** One watch, from its first byte to its end: events go into the store, and what they mean for the state is told. */

import { AnswerProblem } from '../../connect/answer-problem.ts';
import { type KubeStream, TransportProblem } from '../../connect/kube-transport.ts';
import { everyReview, mayList, REVIEW_MS } from '../rights/rights-review.ts';
import { HEAD_MS, HEALTHY_MS, SHORT_WATCH_MS, SILENCE_MS, WIDEN_MS } from './limits.ts';
import type { ReflectorOptions } from './reflector-options.ts';
import { isNarrowed, type KindFacts, type ReflectorState } from './reflector-state.ts';
import type { Observation, Outcome } from './step.ts';
import { watchEvents, watchRequest } from './watch-resource.ts';

export interface Watching<T> {
  readonly options: ReflectorOptions<T>;
  readonly facts: KindFacts;
  state(): ReflectorState;
  observe(seen: Observation): void;
  /** A request is sent now. */
  spend(): void;
  /** Whether the whole cluster may be read by now, where it is time to ask. */
  askWhole(signal: AbortSignal): Promise<boolean>;
  skip(why: string): void;
}

/** Throws AnswerProblem or TransportProblem where it ends otherwise than cleanly. */
export async function watchOnce<T>(watching: Watching<T>, signal: AbortSignal): Promise<Outcome> {
  const { options, state, observe } = watching;
  const { resource, transport, clock, gate } = options;
  const { version = '0', quiet, health } = state();
  const seconds = secondsToWatch(quiet, options.random);
  const startedAt = clock.now();
  const request = watchRequest(resource, health.scope, version, seconds);
  watching.spend();
  const silenceMs = options.silenceMs ?? SILENCE_MS;
  const stream = await transport.stream({ ...request, signal, timeoutMs: HEAD_MS, silenceMs });
  if (stream.status !== 200) throw new AnswerProblem({ ...stream });
  refusePage(stream, resource.name);
  observe({ kind: 'watch-opened', at: clock.now() });
  const cancelHeld = clock.after(SHORT_WATCH_MS, () => observe({ kind: 'watch-held', at: clock.now() }));
  // Not when it ends: that may be the silence of a connection that died long ago.
  const cancelProved = clock.after(HEALTHY_MS, () => {
    observe({ kind: 'watch-proved', at: clock.now() });
    gate.healthy();
  });
  const review = reviewRights(watching, stream, signal);
  let events: number;
  try {
    events = await takeEvents(watching, stream, signal);
  } finally {
    review.stop();
    stream.close();
    cancelHeld();
    cancelProved();
    observe({ kind: 'watch-over', at: clock.now(), lastedMs: clock.now() - startedAt });
  }
  signal.throwIfAborted();
  const denied = review.denied();
  if (denied) throw denied;
  const at = clock.now();
  return { kind: 'watched', at, lastedMs: at - startedAt, agreedMs: seconds * 1000, events };
}

/**
 * Spread over minutes so that many watches do not end at once; short while a kind is quiet, because a server sends a
 * bookmark before it ends a watch: something understood, and a version that does not fall out of the server's memory.
 */
function secondsToWatch(quiet: boolean, random: () => number): number {
  return quiet ? 25 + Math.floor(5 * random()) : 300 + Math.floor(300 * random());
}

/** A page for people, as a sign-in page on the way to the cluster sends, is no watch however well it is answered. */
function refusePage({ headers }: KubeStream, name: string): void {
  const type = headers['content-type'];
  if (typeof type !== 'string' || !type.startsWith('text/html')) return;
  throw new TransportProblem('garbled', `The API server sent something else than a watch of ${name}.`);
}

async function takeEvents<T>(watching: Watching<T>, stream: KubeStream, signal: AbortSignal): Promise<number> {
  const { options, observe, skip } = watching;
  const { resource, store, clock } = options;
  let events = 0;
  for await (const event of watchEvents(stream, resource)) {
    signal.throwIfAborted();
    events++;
    if (event.kind === 'skip') {
      skip(event.why);
      continue;
    }
    if (event.kind === 'put') store.put(event.item);
    if (event.kind === 'remove') store.remove(event.item);
    observe({ kind: 'event', at: clock.now(), version: event.version });
  }
  return events;
}

/** A watch goes on with the rights it began with: whether they still hold is asked beside it. */
function reviewRights<T>(watching: Watching<T>, stream: KubeStream, signal: AbortSignal) {
  const { options, facts, state, observe } = watching;
  const { resource, transport, clock } = options;
  let denied: AnswerProblem | undefined;
  const everyMs = isNarrowed(state(), facts) ? WIDEN_MS : REVIEW_MS;
  const firstMs = state().reviewedAt + everyMs - clock.now();
  const { stop } = everyReview(clock, everyMs, firstMs, async () => {
    watching.spend();
    observe({ kind: 'review', at: clock.now() });
    const answer = await mayList(resource, state().health.scope, transport, signal);
    if (answer instanceof AnswerProblem) denied = answer;
    if (!denied && !(await watching.askWhole(signal))) return false;
    stream.close();
    return true;
  });
  return { stop, denied: () => denied };
}
