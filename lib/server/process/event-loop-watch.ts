/** Notices when this process could do nothing else for a while: then everything shown is late, also what says `live`. */

export interface EventLoopWatch {
  /** How often that was, since the start. */
  readonly blocks: number;
  /** The longest of the last minute, in milliseconds. */
  longestMs(): number;
  /** A sentence while one of the last minute is worth telling. */
  problem(): string | undefined;
  stop(): void;
}

interface Block {
  readonly at: number;
  readonly ms: number;
}

const LOOK_MS = 250;
/** A timer that much late was held up. */
const BLOCKED_MS = 200;
const TOLD_MS = 60_000;

/** `now` counts milliseconds and only grows; `noticed` is told of every block once it is over. */
export function watchEventLoop(now: () => number, noticed: (ms: number) => void): EventLoopWatch {
  let blocks = 0;
  let recent: readonly Block[] = [];
  let due = now() + LOOK_MS;
  const timer = setInterval(() => {
    const late = now() - due;
    due = now() + LOOK_MS;
    if (late <= BLOCKED_MS) return;
    blocks++;
    recent = [...recent.filter(isRecent), { at: now(), ms: late }];
    noticed(late);
  }, LOOK_MS);
  timer.unref();

  function isRecent({ at }: Block): boolean {
    return now() - at < TOLD_MS;
  }
  const longestMs = () => Math.max(0, ...recent.filter(isRecent).map(({ ms }) => ms));
  return {
    get blocks() {
      return blocks;
    },
    longestMs,
    problem() {
      const ms = longestMs();
      return ms === 0
        ? undefined
        : `This program did nothing else for ${(ms / 1000).toFixed(1)} s within the last minute.`;
    },
    stop: () => clearInterval(timer),
  };
}
