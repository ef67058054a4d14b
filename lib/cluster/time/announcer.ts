/** Makes announcements of what changed: the first of a quiet period at once, then at most four a second. */

import type { Clock } from './clock.ts';

const INTERVAL_MS = 250;

export interface Announcer {
  /** Something is there to be announced. */
  due(): void;
  stop(): void;
}

export function announcer(clock: Clock, announce: () => void): Announcer {
  let last = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | undefined;
  return {
    due() {
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
