/** When the cluster may be asked again: one gate for all kinds, so that a server in trouble is not hammered. */

import type { Clock, Random } from './clock.ts';

const FIRST_MS = 1_000;
/** With it eight tries in a minute are the most, even when chance makes every wait as short as can be. */
const GROWTH = 2.5;
const LONGEST_MS = 12_500;
const JITTER = 0.2;

/** Grows from 1 s to 12.5 s, then up to a fifth more by chance: never more than 15 s, never in step with others. */
export function backoffMs(failures: number, random: Random): number {
  return Math.min(LONGEST_MS, FIRST_MS * GROWTH ** Math.min(failures, 10)) * (1 + JITTER * random());
}

export interface BackoffGate {
  /** Waits until the gate is open; the answer names this opening, for `failed`. */
  open(signal: AbortSignal): Promise<number>;
  /** Closes the gate for a while. Of many failures of one opening only the first counts. */
  failed(opening: number, atLeastMs?: number): void;
  /** The cluster has answered well for a while. */
  healthy(): void;
  /** Milliseconds until the gate opens; undefined while it is open. */
  closedForMs(): number | undefined;
  /** Opens it now. */
  openNow(): void;
}

export function backoffGate(clock: Clock, random: Random): BackoffGate {
  let opening = 0;
  let failures = 0;
  let until = 0;
  const waiting = new Set<() => void>();

  return {
    async open(signal) {
      for (let left = until - clock.now(); left > 0; left = until - clock.now()) {
        await pause(clock, left, signal, waiting);
      }
      return opening;
    },
    failed(during, atLeastMs = 0) {
      const asked = clock.now() + atLeastMs * (1 + JITTER * random());
      if (during === opening) {
        until = Math.max(until, clock.now() + backoffMs(failures, random), asked);
        failures++;
        opening++;
      } else if (atLeastMs > 0) {
        until = Math.max(until, asked);
      }
    },
    healthy() {
      failures = 0;
    },
    closedForMs() {
      const left = until - clock.now();
      return left > 0 ? left : undefined;
    },
    openNow() {
      until = 0;
      for (const wake of [...waiting]) wake();
    },
  };
}

/** Waits until time is up, someone wakes it, or the signal ends it; then it rejects. */
export function pause(clock: Clock, ms: number, signal: AbortSignal, wakers: Set<() => void>): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const done = (settle: () => void) => {
      cancel();
      wakers.delete(wake);
      signal.removeEventListener('abort', abort);
      settle();
    };
    const wake = () => done(resolve);
    const abort = () => done(() => reject(signal.reason));
    const cancel = clock.after(ms, wake);
    wakers.add(wake);
    signal.addEventListener('abort', abort);
  });
}
