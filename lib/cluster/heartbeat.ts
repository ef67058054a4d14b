/** Beats every few seconds, and notices that the machine slept in between. */

import type { Clock } from './time/clock.ts';

const BEAT_MS = 5_000;
/** A smaller difference of the clocks may be one of them being set right. */
const SLEPT_MS = 15_000;

export interface HeartbeatOptions {
  readonly clock: Clock;
  readonly beat: () => void;
  /** Called before the beat that noticed it. */
  readonly woke: (sleptMs: number) => void;
}

/** The answer ends it. */
export function heartbeat({ clock, beat, woke }: HeartbeatOptions): () => void {
  const moment = () => ({ now: clock.now(), date: clock.date().getTime() });
  let last = moment();
  let cancel = clock.after(BEAT_MS, next);
  function next(): void {
    const now = moment();
    // While a machine sleeps, wall time goes on and the other does not; a late beat alone is a busy machine.
    const slept = now.date - last.date - (now.now - last.now);
    last = now;
    if (slept > SLEPT_MS) woke(slept);
    beat();
    cancel = clock.after(BEAT_MS, next);
  }
  return () => cancel();
}
