/** What came of an apply or an undo, in words. A part that failed is never hidden behind the parts that did not. */

import type { ApplyAnswer, WriteResult } from '#stream';

export interface AnswerWords {
  readonly title: string;
  readonly detail?: string;
  /** Nothing was written. */
  readonly isRefused: boolean;
}

/** `undone`: the answer is of an undo; by the countdown where nobody kept the apply in time. */
export function answerWords({ writes }: ApplyAnswer, undone: false | 'by hand' | 'by countdown'): AnswerWords {
  const failed = writes.filter(({ outcome }) => outcome === 'refused' || outcome === 'unknown');
  const skipped = writes.filter(({ outcome }) => outcome === 'skipped').length;
  const done = writes.length - failed.length - skipped;
  const verb = undone ? 'Undid' : 'Applied';
  const title =
    done === 0 && failed.length > 0
      ? `${undone ? 'Undid' : 'Applied'} nothing.`
      : `${verb} ${done} ${done === 1 ? 'policy' : 'policies'}.`;
  const parts = [
    ...(undone === 'by countdown' && done > 0 ? ['It was not kept in time.'] : []),
    ...(undone && writes.some(({ outcome }) => outcome === 'deleted' || outcome === 'changed')
      ? ['What was drafted is a draft again.']
      : []),
    ...failed.map((write) => `${write.id}: ${whyOf(write)}`),
    ...(skipped > 0 ? [`${skipped} not tried after that.`] : []),
    ...writes.flatMap((write) => write.warnings.map((warning) => `${write.id}: ${warning}`)),
  ];
  return { title, isRefused: done === 0 && failed.length > 0, ...(parts.length > 0 && { detail: parts.join(' ') }) };
}

function whyOf(write: WriteResult): string {
  if (write.refusal) return write.refusal.message;
  return 'the server did not say whether it was stored; look at the map.';
}
