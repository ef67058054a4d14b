/** Answers what is asked to be proposed. What it takes to work it out is loaded with the first question. */

import type { Engine } from '#engine';
import type { FromAnalyst } from '../state/analyst-messages.ts';
import type { ProposalQuestion } from './proposal.ts';

export function answerProposals(
  answer: (message: FromAnalyst) => void,
  sayFault: (error: unknown) => void,
  engineNow: () => Engine | undefined,
): (id: number, question: ProposalQuestion) => void {
  const nothing = (id: number) => answer({ type: 'proposal', id, proposal: { of: 'nothing' } });
  return (id, question) => {
    import('./propose.ts').then(
      ({ propose }) => {
        const engine = engineNow();
        if (!engine) return nothing(id);
        try {
          answer({ type: 'proposal', id, proposal: propose(engine, question) });
        } catch (error) {
          nothing(id);
          sayFault(error);
        }
      },
      // Our server is away, which the page says already.
      () => nothing(id),
    );
  };
}
