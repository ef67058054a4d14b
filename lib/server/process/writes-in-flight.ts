/** Which answers to writes are still owed: an end of this program waits for them, and takes no new ones. */

import type { ServerResponse } from 'node:http';

export interface WritesInFlight {
  /** False once the end has begun: then `work` is not called. */
  run(response: ServerResponse, work: () => Promise<void> | void): Promise<boolean>;
  /** Resolves when all that began are done and their answers are on their way, or after so many milliseconds. */
  end(longestMs: number): Promise<void>;
}

/** `waiting` is told how many writes an end has to wait for, if any. */
export function writesInFlight(waiting: (count: number) => void): WritesInFlight {
  const running = new Set<Promise<void>>();
  let ending = false;
  return {
    async run(response, work) {
      if (ending) return false;
      const answered = new Promise<void>((resolve) => response.once('close', resolve));
      const worked = (async () => work())();
      const done = Promise.allSettled([worked, answered]).then(() => undefined);
      running.add(done);
      void done.then(() => running.delete(done));
      await worked;
      return true;
    },
    async end(longestMs) {
      ending = true;
      if (running.size === 0) return;
      waiting(running.size);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, longestMs);
      });
      await Promise.race([Promise.all(running), late]);
      clearTimeout(timer);
    },
  };
}
