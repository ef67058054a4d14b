/** Answers what may be written at a place. What it takes to read the text is loaded with the first question. */

import type { Engine } from '#engine';
import type { ClusterSnapshot } from '#stream';
import type { FromAnalyst } from '../state/analyst-messages.ts';
import type { CompletionQuestion } from './complete.ts';
import { NO_COMPLETIONS } from './completion.ts';

/** What is known of the cluster when the answer is made; nothing before the first snapshot. */
export type Known = () => { readonly engine: Engine; readonly snapshot: ClusterSnapshot } | undefined;

export function answerCompletions(
  answer: (message: FromAnalyst) => void,
  sayFault: (error: unknown) => void,
  known: Known,
): (id: number, question: CompletionQuestion) => void {
  const none = (id: number, start: number) =>
    answer({ type: 'completions', id, completions: { start, entries: NO_COMPLETIONS } });
  const give = (id: number, question: CompletionQuestion, { complete }: typeof import('./complete.ts')) => {
    const now = known();
    if (!now) return none(id, question.offset);
    const completions = complete(question, now.snapshot, now.engine.reachability());
    return answer({ type: 'completions', id, completions });
  };
  return (id, question) => {
    import('./complete.ts').then(
      (module) => {
        try {
          give(id, question, module);
        } catch (error) {
          none(id, question.offset);
          sayFault(error);
        }
      },
      // Our server is away, which the page says already: the editor is as good as it was before.
      () => none(id, question.offset),
    );
  };
}
