/** How often one path may be asked while something is wrong with it, counted whatever the reasons were. */

import type { Clock } from './clock.ts';

const MOST = 8;
const WINDOW_MS = 60_000;

export interface RequestBudget {
  /** A request is sent now. */
  spend(): void;
  /** Milliseconds until `count` more requests fit into a minute. */
  waitMs(count: number): number;
}

export function requestBudget(clock: Clock): RequestBudget {
  /** When the last ones were sent, oldest first; never more than fit. */
  let sent: readonly number[] = [];
  return {
    spend() {
      sent = [...sent, clock.now()].slice(-MOST);
    },
    waitMs(count) {
      // This one must have left the window before so many more may come.
      const leaving = sent[sent.length + count - MOST - 1];
      return leaving === undefined ? 0 : Math.max(0, leaving + WINDOW_MS - clock.now());
    },
  };
}
