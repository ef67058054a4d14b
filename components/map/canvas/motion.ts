/** Times of what moves on the map, in milliseconds; all 0 where a person asked for reduced motion. */

export interface Motion {
  readonly fit: number;
  readonly fade: number;
}

export function readMotion(): Motion {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return still ? { fit: 0, fade: 0 } : { fit: 240, fade: 140 };
}

/** Runs a value from one number to another, easing out; the last call always carries `to`. Returns a stop. */
export function tween(from: number, to: number, milliseconds: number, step: (value: number) => void): () => void {
  if (milliseconds === 0) {
    step(to);
    return () => {};
  }
  const start = performance.now();
  let frame = requestAnimationFrame(function next(now) {
    const share = Math.min(1, Math.max(0, (now - start) / milliseconds));
    step(share === 1 ? to : from + (to - from) * (1 - (1 - share) ** 3));
    if (share < 1) frame = requestAnimationFrame(next);
  });
  return () => cancelAnimationFrame(frame);
}
