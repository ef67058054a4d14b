/** Asks the analyst what may be written at a place, and finds the question that an answer belongs to. */

import type { ToAnalyst } from '../state/analyst-messages.ts';
import type { CompletionQuestion } from './complete.ts';
import { type Completions, NO_COMPLETIONS } from './completion.ts';

export interface CompletionAsker {
  ask(question: CompletionQuestion): Promise<Completions>;
  receive(id: number, completions: Completions): void;
}

export function completionAsker(post: (message: ToAnalyst) => void): CompletionAsker {
  let asked = 0;
  const waiting = new Map<number, (completions: Completions) => void>();
  return {
    ask: (question) =>
      new Promise((resolve) => {
        // One list is open at a time: whoever waited for an older one waits in vain.
        for (const give of waiting.values()) give({ start: question.offset, entries: NO_COMPLETIONS });
        waiting.clear();
        waiting.set(++asked, resolve);
        post({ type: 'complete', id: asked, question });
      }),
    receive: (id, completions) => {
      waiting.get(id)?.(completions);
      waiting.delete(id);
    },
  };
}
