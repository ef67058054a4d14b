/** A clock that goes so many times as fast: what takes minutes in a cluster takes seconds in a test. */

import type { Clock } from '../time/clock.ts';
import { systemClock } from '../time/clock.ts';

export function acceleratedClock(speedUp: number): Clock {
  return {
    now: () => performance.now() * speedUp,
    date: () => new Date(Date.now() + performance.now() * (speedUp - 1)),
    after: (ms, call) => systemClock.after(ms / speedUp, call),
  };
}
