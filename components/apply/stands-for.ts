import type { WriteResult } from '#stream';
import type { ApplyStage } from '#workbench';
import { answerWords } from './answer-words.ts';

const UNDONE_MS = 12_000;
/** It carries the way back: long enough to see on the map what came of it. */
const APPLIED_MS = 45_000;

const WELL: readonly WriteResult['outcome'][] = ['created', 'changed', 'deleted', 'unchanged'];

/**
 * How long the word of a write stands (ms). Undefined where it stays until it is put away: while a countdown runs, while
 * the watch has not shown what was stored, and where something did not go well.
 */
export function standsFor(apply: ApplyStage): number | undefined {
  if (apply.stage !== 'applied' && apply.stage !== 'undone') return undefined;
  const { writes } = apply.answer;
  const isWhole = writes.every(({ outcome, warnings }) => WELL.includes(outcome) && warnings.length === 0);
  if (!isWhole || answerWords(apply.answer, false).isAlarm) return undefined;
  if (apply.stage === 'undone') return UNDONE_MS;
  return apply.answer.undoesInSeconds !== undefined || apply.sent.length > 0 ? undefined : APPLIED_MS;
}
