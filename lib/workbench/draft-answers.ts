/** Answers what the draft would change. What reads its texts is loaded when there is a first edit to read. */

import type { Edit } from '#draft';
import type { Engine, PolicyEdit } from '#engine';
import type { ClusterSurroundings } from '#findings';
import type { ReadDraft } from './draft-reader.ts';
import type { FromAnalyst } from './state/analyst-messages.ts';

export interface DraftAnswers {
  take(turn: number, edits: readonly Edit[]): void;
  /** Reads the newest draft against this engine, now or once the reader is there. */
  read(engine: Engine, surroundings: ClusterSurroundings): void;
  /** What the last reading took the texts to mean. */
  readonly policyEdits: readonly PolicyEdit[];
}

export interface DraftAnswering {
  answer(message: FromAnalyst): void;
  sayFault(error: unknown): void;
  openReader(): ReadDraft | Promise<ReadDraft>;
  /** What the draft means was read anew. */
  onRead(): void;
  /** The reader has come: what waits for it can be read. */
  onReader(): void;
}

export function answerDrafts({ answer, sayFault, openReader, onRead, onReader }: DraftAnswering): DraftAnswers {
  let readDraft: ReadDraft | undefined;
  let isOpening = false;
  let draft: { turn: number; edits: readonly Edit[] } = { turn: 0, edits: [] };
  let policyEdits: readonly PolicyEdit[] = [];

  const open = () => {
    if (isOpening) return;
    const opened = openReader();
    if (!(opened instanceof Promise)) {
      readDraft = opened;
      onReader();
      return;
    }
    isOpening = true;
    opened
      .then((reader) => {
        readDraft = reader;
        onReader();
      })
      .catch(sayFault)
      .finally(() => {
        isOpening = false;
      });
  };

  return {
    take: (turn, edits) => {
      draft = { turn, edits };
    },
    read: (engine, surroundings) => {
      const { turn, edits } = draft;
      if (turn === 0) return;
      if (!readDraft && edits.length > 0) {
        open();
        return;
      }
      const reading = readDraft?.(engine, turn, edits, surroundings) ?? { turn, edits: [], outdated: false };
      policyEdits = reading.policyEdits ?? [];
      answer({ type: 'reading', reading });
      onRead();
    },
    get policyEdits() {
      return policyEdits;
    },
  };
}
