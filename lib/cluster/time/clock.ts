/** Time and chance, handed in so that tests own them. */

export interface Clock {
  /** Milliseconds that only ever grow, for ages and waits. */
  now(): number;
  /** Wall time, for records people read. */
  date(): Date;
  /** Calls back once; the answer cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** From 0 up to, not including, 1. */
export type Random = () => number;

export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
