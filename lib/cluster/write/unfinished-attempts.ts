/** Attempts that an earlier start of this program did not live to tell of: their outcomes are read from the cluster. */

import type { HistoryWrite } from '#stream';
import { ownRefusal } from '../connect/refusal.ts';
import type { Clock } from '../time/clock.ts';
import { outcomeByReading } from './carry-out.ts';
import type { Entry, Journal } from './journal.ts';
import type { PolicyClient } from './policy-client.ts';
import { canBeUndone } from './undo-write.ts';

export interface UnfinishedOptions {
  readonly client: PolicyClient;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Whether the attempt was made on the cluster that answers now, whose uid this is. */
  readonly isHere: (entry: Entry, uid: string | undefined) => boolean;
  /** Puts the account with the outcomes in the journal. */
  readonly finish: (entry: Entry) => void;
  readonly oneAtATime: (work: () => Promise<void>) => Promise<void>;
  readonly log: (message: string) => void;
}

export interface UnfinishedAttempts {
  /** Looks into it after a while: another start of this program may still be at it. */
  take(entry: Entry): void;
  stop(): void;
}

const AFTER_MS = 15_000;

export function unfinishedAttempts(options: UnfinishedOptions): UnfinishedAttempts {
  const { client, clock, journal } = options;
  const waits = new Set<() => void>();

  function take(entry: Entry): void {
    const cancel = clock.after(AFTER_MS, () => {
      waits.delete(cancel);
      void options.oneAtATime(() => lookInto(entry));
    });
    waits.add(cancel);
  }

  async function lookInto(entry: Entry): Promise<void> {
    try {
      if (!options.isHere(entry, await client.clusterUid())) return;
      const writes = await outcomesOf(entry);
      journal.catchUp();
      if (!journal.find(entry.id)?.begun) return;
      const undoAt = writes.some(canBeUndone) ? entry.undoAt : undefined;
      options.finish({ ...entry, writes, undoAt });
    } catch (error) {
      options.log(`What became of ${entry.id} cannot be told yet: ${String(error)}`);
      take(entry);
    }
  }

  async function outcomesOf(entry: Entry): Promise<HistoryWrite[]> {
    const lost = ownRefusal('unreachable', 0, '', 'The program ended before this was written.');
    const writes: HistoryWrite[] = [];
    for (const { id, action = 'put', before, after } of entry.writes) {
      const reading = await client.read(id);
      if (reading.refusal) throw new Error(reading.refusal.message);
      writes.push(outcomeByReading({ write: { id, action }, before, after }, reading.policy, lost));
    }
    return writes;
  }

  return {
    take,
    stop() {
      for (const cancel of waits) cancel();
      waits.clear();
    },
  };
}
