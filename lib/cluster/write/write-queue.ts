/** Writes never overlap: each stands on what the one before it left. */

export interface WriteQueue {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Settles when all that was asked for is done. */
  idle(): Promise<void>;
}

export function writeQueue(): WriteQueue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(work) {
      const next = last.then(work, work);
      last = next.catch(() => undefined);
      return next;
    },
    async idle() {
      await last;
    },
  };
}
