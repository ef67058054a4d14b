/** What is answered to GET /api/v1/history. */

import { Type } from 'typebox';
import { count, flag, named, oneOf, type Sent, textSchema } from './shapes.ts';
import { before, StoredPolicy, WriteResult } from './write-answer.ts';

export const HistoryWrite = Type.Object({
  ...WriteResult.properties,
  action: Type.Optional(oneOf(['put', 'delete'])),
  before,
  after: Type.Optional(StoredPolicy('What was stored by it.')),
});
export type HistoryWrite = Sent<typeof HistoryWrite>;

/** One attempt to write. */
export const HistoryEntry = Type.Object({
  id: textSchema('Names the entry; of an apply it is the applyId.'),
  time: Type.String({ format: 'date-time', description: 'Of the clock of this program.' }),
  action: oneOf(['apply', 'undo']),
  undoes: Type.Optional(textSchema('Of an undo: the apply it took back.')),
  byCountdown: Type.Optional(Type.Literal(true, { description: 'Of an undo: nobody kept the apply in time.' })),
  user: Type.Optional(textSchema('Who the cluster said we are; absent while unknown.')),
  cluster: Type.Object({ name: textSchema(), uid: Type.Optional(textSchema()) }),
  writes: Type.Array(HistoryWrite),
  undoesInSeconds: Type.Optional(count('Until it takes itself back; absent where it does not, or was kept.')),
  undoProblem: Type.Optional(textSchema('Why it was not taken back in time although it was to be.')),
  undoable: flag('Whether an undo can be asked for still.'),
});
export type HistoryEntry = Sent<typeof HistoryEntry>;

export const HistoryAnswer = named('History', { entries: Type.Array(HistoryEntry, { description: 'Newest first.' }) });
export type HistoryAnswer = Sent<typeof HistoryAnswer>;
