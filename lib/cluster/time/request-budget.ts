/** How often one path may be asked while something is wrong with it, counted whatever the reasons were. */

import type { Clock } from './clock.ts';

const MOST = 8;
const WINDOW_MS = 60_000;
/** Who has asked too often in a short time is not to miss the cluster's return for it. */
const LONGEST_MS = 10_000;

export interface RequestBudget {
  /** A request is sent now. */
  spend(): void;
  /** Milliseconds until `count` more requests fit into a minute, ten seconds at most. */
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
      if (leaving === undefined) return 0;
      return Math.min(LONGEST_MS, Math.max(0, leaving + WINDOW_MS - clock.now()));
    },
  };
}
