/**
 * Answers what the draft would change: first its effect, which the map waits for; then, between two messages, what is
 * said at the lines of its texts. What reads them is loaded when there is a first edit to read.
 */

import type { Edit } from '#draft';
import type { Engine, PolicyEdit } from '#engine';
import type { ClusterSurroundings } from '#findings';
import type { DraftReader } from './draft-reader.ts';
import type { Later } from './findings-watch.ts';
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
  openReader(): DraftReader | Promise<DraftReader>;
  readonly later: Later;
  /** What the draft means was read anew. */
  onRead(): void;
  /** The reader has come: what waits for it can be read. */
  onReader(): void;
}

export function answerDrafts(answering: DraftAnswering): DraftAnswers {
  const { answer, sayFault, later, onRead } = answering;
  let draft: { turn: number; edits: readonly Edit[] } = { turn: 0, edits: [] };
  let policyEdits: readonly PolicyEdit[] = [];
  let dropTexts = () => {};
  const reader = readerOnDemand(answering);

  const guarded = (act: () => void) => () => {
    try {
      act();
    } catch (error) {
      sayFault(error);
    }
  };
  return {
    take: (turn, edits) => {
      draft = { turn, edits };
    },
    read: (engine, surroundings) => {
      const { turn, edits } = draft;
      if (turn === 0) return;
      dropTexts();
      const known = reader(edits.length > 0);
      if (!known && edits.length > 0) return;
      const meaning = known?.readEffect(engine, edits) ?? { outdated: false };
      policyEdits = meaning.policyEdits ?? [];
      answer({ type: 'draft effect', turn, meaning });
      const readTexts = guarded(() => {
        const texts = known?.readTexts(engine, surroundings) ?? [];
        answer({ type: 'reading', reading: { turn, edits: texts, ...meaning } });
        onRead();
      });
      dropTexts = later(0, readTexts);
    },
    get policyEdits() {
      return policyEdits;
    },
  };
}

/** The reader, once it has come; asking for it with `wanted` loads it. */
function readerOnDemand({ openReader, onReader, sayFault }: DraftAnswering) {
  let reader: DraftReader | undefined;
  let isOpening = false;
  const open = () => {
    const opened = openReader();
    if (!(opened instanceof Promise)) {
      reader = opened;
      return;
    }
    isOpening = true;
    opened
      .then((come) => {
        reader = come;
        onReader();
      })
      .catch(sayFault)
      .finally(() => {
        isOpening = false;
      });
  };
  return (wanted: boolean): DraftReader | undefined => {
    if (!reader && wanted && !isOpening) open();
    return reader;
  };
}
