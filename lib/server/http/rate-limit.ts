/** A bucket of tokens: a burst at once, then so many a second. */

export interface RateLimit {
  /** Takes a token; otherwise says in how many whole seconds there will be one. */
  take(): { readonly waitSeconds: number };
}

/** `now` in milliseconds. */
export function createRateLimit(perSecond: number, burst: number, now: () => number): RateLimit {
  let tokens = burst;
  let at = now();
  return {
    take() {
      const time = now();
      tokens = Math.min(burst, tokens + ((time - at) / 1000) * perSecond);
      at = time;
      if (tokens < 1) return { waitSeconds: Math.ceil((1 - tokens) / perSecond) };
      tokens -= 1;
      return { waitSeconds: 0 };
    },
  };
}
