/** Announces what changed: the first change of a quiet period at once, then at most four times a second. */

import type { Clock } from './clock.ts';

const INTERVAL_MS = 250;

export interface Coalescer {
  /** Has what changed announced soon; any number of calls until then make one announcement. */
  schedule(): void;
  stop(): void;
}

export function coalescer(clock: Clock, announce: () => void): Coalescer {
  let last = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | undefined;
  return {
    schedule() {
      if (cancel) return;
      // Never within the call: what comes in one piece goes out in one piece.
      cancel = clock.after(Math.max(0, last + INTERVAL_MS - clock.now()), () => {
        cancel = undefined;
        last = clock.now();
        announce();
      });
    },
    stop() {
      cancel?.();
      cancel = undefined;
    },
  };
}
