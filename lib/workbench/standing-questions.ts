/**
 * What a panel asks for as long as it is open: the peers of the selected workload, and the decision on the selected
 * edge. They are answered of the live cluster or of the cluster with the draft, whichever the panels speak of.
 */

import { describeEffect } from '#draft';
import type { Decision, Engine, PolicyEdit, Question, WorkloadId } from '#engine';
import type { AskedState, FromAnalyst } from './state/analyst-messages.ts';
import type { PairFix } from './state/state.ts';

/** Undefined while no cluster is known. */
export type EngineOf = (state: AskedState) => { readonly engine: Engine; readonly state: AskedState } | undefined;

export interface StandingQuestions {
  askPeers(of: WorkloadId | undefined): void;
  askDecision(question: Question | undefined): void;
  askOf(state: AskedState): void;
  /** What edits would change in the live cluster: answered until another is asked. */
  askEffect(id: string, edits: readonly PolicyEdit[]): void;
  /** The cluster changed: everything anew. */
  answerAll(): void;
  /** The draft changed: anew what is answered of it. */
  answerOfDraft(): void;
}

export function standingQuestions(answer: (message: FromAnalyst) => void, engineOf: EngineOf): StandingQuestions {
  let peersOf: WorkloadId | undefined;
  let question: Question | undefined;
  let asked: AskedState = 'live';
  let undo: { readonly id: string; readonly edits: readonly PolicyEdit[] } | undefined;

  const answerPeers = () => {
    const from = peersOf === undefined ? undefined : engineOf(asked);
    if (!from || peersOf === undefined) return;
    answer({ type: 'peers', of: peersOf, state: from.state, value: from.engine.peers(peersOf) });
  };
  const answerQuestion = () => {
    const from = question && engineOf(asked);
    if (from && question) answer({ type: 'decision', state: from.state, ...decide(from.engine, question) });
  };
  const answerEffect = () => {
    const live = undo && engineOf('live');
    if (live && undo) answer({ type: 'effect', id: undo.id, effect: describeEffect(live.engine.diff(undo.edits)) });
  };
  const answerSelection = () => {
    answerPeers();
    answerQuestion();
  };
  const answerAll = () => {
    answerSelection();
    answerEffect();
  };
  return {
    askPeers: (of) => {
      peersOf = of;
      answerPeers();
    },
    askDecision: (next) => {
      question = next;
      answerQuestion();
    },
    askOf: (state) => {
      if (state === asked) return;
      asked = state;
      answerSelection();
    },
    askEffect: (id, edits) => {
      undo = { id, edits };
      answerEffect();
    },
    answerAll,
    answerOfDraft: () => {
      if (asked === 'drafted') answerSelection();
    },
  };
}

function decide(engine: Engine, question: Question): { decision: Decision; pairFix?: PairFix } {
  const decision = engine.decide(question);
  const policies = decision.verdict === 'denied' ? engine.fix(question) : [];
  if (policies.length === 0) return { decision };
  const { added, changed, removed } = engine.diff(policies.map((policy) => ({ action: 'put', policy })));
  return { decision, pairFix: { policies, added, widened: changed.length, removed: removed.length } };
}
