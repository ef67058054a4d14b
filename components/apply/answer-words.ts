/** What came of an apply or an undo, in words. A part that failed is never hidden behind the parts that did not. */

import type { ApplyAnswer, WriteResult } from '#stream';

export interface AnswerWords {
  readonly title: string;
  readonly detail?: string;
  /** Nothing was written, as far as anything is known. */
  readonly isRefused: boolean;
  /** Something is stored otherwise than it was shown, or it is not known what is stored. */
  readonly isAlarm: boolean;
}

/** `undone`: the answer is of an undo; by the countdown where nobody kept the apply in time. */
export function answerWords({ writes }: ApplyAnswer, undone: false | 'by hand' | 'by countdown'): AnswerWords {
  const unknown = writes.filter(({ outcome }) => outcome === 'unknown');
  const refused = writes.filter(({ outcome }) => outcome === 'refused');
  const skipped = writes.filter(({ outcome }) => outcome === 'skipped').length;
  const done = writes.length - refused.length - unknown.length - skipped;
  const verb = undone ? 'Undid' : 'Applied';
  const title = titleOf(verb, done, unknown.length);
  const unlike = writes.filter(({ unlikePreview = [] }) => unlikePreview.length > 0);
  const parts = [
    ...(undone === 'by countdown' && done > 0 ? ['It was not kept in time.'] : []),
    ...(undone && writes.some(({ outcome }) => outcome === 'deleted' || outcome === 'changed')
      ? ['What was drafted is a draft again.']
      : []),
    ...unlike.map(
      ({ id, unlikePreview = [] }) => `${id} was stored otherwise than it was shown: ${unlikePreview.join(', ')}.`,
    ),
    ...unknown.map(({ id }) => `${id}: the server did not say whether it was stored; it is read up.`),
    ...refused.map((write) => `${write.id}: ${whyOf(write)}`),
    ...(skipped > 0 ? [`${skipped} not tried after that.`] : []),
    ...writes.flatMap((write) => write.warnings.map((warning) => `${write.id}: ${warning}`)),
  ];
  return {
    title,
    isRefused: done === 0 && unknown.length === 0 && refused.length > 0,
    isAlarm: unlike.length > 0 || unknown.length > 0,
    ...(parts.length > 0 && { detail: parts.join(' ') }),
  };
}

function titleOf(verb: string, done: number, unknown: number): string {
  const policies = (count: number) => `${count} ${count === 1 ? 'policy' : 'policies'}`;
  if (unknown === 0) return done === 0 ? `${verb} nothing.` : `${verb} ${policies(done)}.`;
  if (done === 0) return `It is not known yet whether ${policies(unknown)} ${unknown === 1 ? 'was' : 'were'} stored.`;
  return `${verb} ${policies(done)}, ${unknown} not known yet.`;
}

function whyOf({ refusal }: WriteResult): string {
  return refusal?.message ?? 'the server did not say why.';
}
