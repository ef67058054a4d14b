/** Asks the analyst for proposals, and finds the question that an answer belongs to. */

import type { ToAnalyst } from '../state/analyst-messages.ts';
import type { Proposal, ProposalQuestion } from './proposal.ts';

export interface ProposalAsker {
  ask(question: ProposalQuestion): Promise<Proposal>;
  receive(id: number, proposal: Proposal): void;
}

export function proposalAsker(post: (message: ToAnalyst) => void): ProposalAsker {
  let asked = 0;
  const waiting = new Map<number, (proposal: Proposal) => void>();
  return {
    ask: (question) =>
      new Promise((resolve) => {
        waiting.set(++asked, resolve);
        post({ type: 'propose', id: asked, question });
      }),
    receive: (id, proposal) => {
      waiting.get(id)?.(proposal);
      waiting.delete(id);
    },
  };
}
