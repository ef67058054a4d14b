import { useSyncExternalStore } from 'react';

/**
 * One beat a second for everything on the page that shows an age or a countdown. Readings are of `performance.now()`,
 * which no correction of the machine's clock can move.
 */
let reading = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function beat(): void {
  reading = performance.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    timer = setInterval(beat, 1000);
    reading = performance.now();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

/** Monotonic milliseconds, moving on once a second; 0 before the page has woken up. */
export function useNow(): number {
  return useSyncExternalStore(
    subscribe,
    () => reading,
    () => 0,
  );
}
