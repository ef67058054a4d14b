/**
 * Sees to what is still open in the journal: of an earlier start of this program, of another one that is running, and of
 * this one. Attempts whose outcome is unknown are read up; countdowns that nobody else ends are ended.
 */

import { isUnknown, type JournalEntry } from './journal/journal-entry.ts';
import { settleAttempt } from './settle-attempt.ts';
import type { WriteQueue } from './write-queue.ts';
import { WriteProblem } from './writer.ts';
import { isOfThisCluster, onCluster, type WriterContext } from './writer-context.ts';

export interface JournalFollower {
  stop(): void;
}

/** How soon what another program added is noticed. */
const LOOK_MS = 5_000;
/** What was begun and not ended is left alone for so long: the program that began it may still be at it. */
const BEGUN_MS = 15_000;
const FIRST_TRY_MS = 2_000;
const LONGEST_TRY_MS = 60_000;

export function followJournal(context: WriterContext, queue: WriteQueue): JournalFollower {
  const { options, journal, countdowns } = context;
  const { clock, random, readOnly } = options;
  const waits = new Map<string, () => void>();
  const settledByReading = new Set<string>();
  let cancelLook: () => void = () => undefined;
  let stopped = false;

  function look(): void {
    journal.catchUp();
    for (const entry of journal.entries()) {
      if (isToBeRead(entry)) readLater(entry.id, entry.begun ? BEGUN_MS : FIRST_TRY_MS);
      if (entry.undoAt !== undefined && !entry.begun && !journal.isSettled(entry.id)) countdowns.resume(entry);
    }
    cancelLook = clock.after(LOOK_MS, look);
  }

  function isToBeRead(entry: JournalEntry): boolean {
    return (entry.begun === true || entry.writes.some(isUnknown)) && !settledByReading.has(entry.id);
  }

  function readLater(id: string, ms: number, failures = 0): void {
    if (stopped || waits.has(id)) return;
    const cancel = clock.after(ms, () => void queue.run(() => read(id, failures)));
    waits.set(id, cancel);
  }

  async function read(id: string, failures: number): Promise<void> {
    waits.delete(id);
    try {
      journal.catchUp();
      const entry = journal.find(id);
      if (!entry || !isToBeRead(entry)) return;
      await onCluster(context, async (cluster) => {
        // Of another cluster: it may be read by a program that is connected to that one.
        if (isOfThisCluster(entry, cluster.whereabouts)) await settleAttempt(entry, cluster, context);
      });
      settledByReading.add(id);
    } catch (error) {
      if (!(error instanceof WriteProblem)) options.log('journal', String(error));
      readLater(
        id,
        Math.min(LONGEST_TRY_MS, FIRST_TRY_MS * 2 ** Math.min(failures, 10)) * (1 + random()),
        failures + 1,
      );
    }
  }

  if (!readOnly) look();
  return {
    stop() {
      stopped = true;
      cancelLook();
      for (const cancel of waits.values()) cancel();
      waits.clear();
    },
  };
}
