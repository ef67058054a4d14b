/** Applies that take themselves back unless they are kept in time. */

import type { Clock, Random } from '../../time/clock.ts';
import type { Journal } from './journal.ts';
import type { JournalEntry } from './journal-entry.ts';

/**
 * `done`: nothing is left to try. `out of reach`: the cluster could not be made to, which passes. `refused`: it said
 * no, which rights or rules may end that somebody changes.
 */
export type UndoAttempt = 'done' | 'out of reach' | 'refused';

export interface CountdownOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  /** `isOurs`: the countdown was begun by this program, and not taken over from another. */
  readonly undo: (applyId: string, isOurs: boolean) => Promise<UndoAttempt>;
  readonly log: (message: string) => void;
}

export interface Countdowns {
  start(applyId: string, ms: number): void;
  cancel(applyId: string): void;
  /** Whole seconds until it takes itself back; undefined where nothing waits for it, or it was kept elsewhere. */
  secondsLeft(applyId: string): number | undefined;
  /** Goes on with what an earlier start of this program, or another one, noted and may not see to its end. */
  resume(entry: JournalEntry): void;
  /** Ends all of them, and says whose they were: only of those begun here, for the others may still be kept. */
  stop(): string[];
}

const RETRY_MS = 5_000;
const LONGEST_RETRY_MS: Readonly<Record<Exclude<UndoAttempt, 'done'>, number>> = {
  'out of reach': 60_000,
  refused: 600_000,
};
/** What another start of this program began to take back is left to it for so long. */
const OTHERS_MS = 60_000;
/** After the end of a countdown that may be another start's own: it goes first. */
const GRACE_MS = 2_000;

export function countdowns(options: CountdownOptions): Countdowns {
  const { clock, random, journal } = options;
  const running = new Map<string, { readonly cancel: () => void; readonly endsAt: number }>();
  const ours = new Set<string>();
  /** Being taken back, or left to whoever can. */
  const over = new Set<string>();
  let stopped = false;

  function wait(applyId: string, ms: number, failures = 0): void {
    if (stopped) return;
    running.get(applyId)?.cancel();
    const cancel = clock.after(ms, () => {
      running.delete(applyId);
      void end(applyId, failures);
    });
    running.set(applyId, { cancel, endsAt: clock.now() + ms });
  }

  async function end(applyId: string, failures: number): Promise<void> {
    journal.catchUp();
    if (journal.isSettled(applyId)) return;
    const undos = journal.entries().filter(({ undoes }) => undoes === applyId);
    if (undos.some((undo) => undo.begun && ageOf(undo) < OTHERS_MS)) return wait(applyId, OTHERS_MS, failures);
    over.add(applyId);
    const attempt = await options.undo(applyId, ours.has(applyId)).catch((error: unknown) => {
      options.log(String(error));
      return 'out of reach' as const;
    });
    if (attempt === 'done') return;
    over.delete(applyId);
    // Tried again for as long as it takes: nobody may be there to do it by hand.
    const longest = LONGEST_RETRY_MS[attempt];
    wait(applyId, Math.min(longest, RETRY_MS * 2 ** Math.min(failures, 10)) * (1 + random()), failures + 1);
  }

  function ageOf({ time }: JournalEntry): number {
    const age = clock.date().getTime() - Date.parse(time);
    // A clock that was set back says nothing of ages.
    return age >= 0 ? age : OTHERS_MS;
  }

  return {
    start(applyId, ms) {
      ours.add(applyId);
      wait(applyId, ms);
    },
    cancel(applyId) {
      running.get(applyId)?.cancel();
      running.delete(applyId);
    },
    secondsLeft(applyId) {
      const one = running.get(applyId);
      if (!one || journal.isSettled(applyId)) return undefined;
      return Math.max(0, Math.ceil((one.endsAt - clock.now()) / 1000));
    },
    resume({ id, time, undoAt = '' }) {
      if (running.has(id) || over.has(id)) return;
      const left = Date.parse(undoAt) - clock.date().getTime();
      // Never longer than it was to be, whatever the clock was set to meanwhile.
      const whole = Math.max(0, Date.parse(undoAt) - Date.parse(time));
      wait(id, (Number.isFinite(left) ? Math.min(Math.max(0, left), whole) : 0) + GRACE_MS);
    },
    stop() {
      stopped = true;
      const ids = [...running.keys()].filter((id) => ours.has(id));
      for (const { cancel } of running.values()) cancel();
      running.clear();
      return ids;
    },
  };
}
