/**
 * How often a picture is made of a list that is still being read: whenever twice as much is known as in the last one, so
 * that all of them together cost little more than the last; and every few seconds for what else changes.
 */

import type { Clock } from './time/clock.ts';

const LATEST_MS = 5_000;

export interface PartialPictures {
  /** Whether `count` objects are worth a picture; a yes counts as one made. */
  isDue(count: number): boolean;
  /** What comes next is of another list. */
  forget(): void;
}

export function partialPictures(clock: Clock): PartialPictures {
  let shown = 0;
  let shownAt = Number.NEGATIVE_INFINITY;
  return {
    isDue(count) {
      if (count < 2 * shown && clock.now() - shownAt < LATEST_MS) return false;
      shown = count;
      shownAt = clock.now();
      return true;
    },
    forget() {
      shown = 0;
      shownAt = Number.NEGATIVE_INFINITY;
    },
  };
}
