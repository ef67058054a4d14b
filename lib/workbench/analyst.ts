/**
 * The analyst: holds the compiled engine of the live snapshot and answers what the screen asks. It runs in a worker in
 * the browser and directly in tests. Standing questions (draft, peers of the selection, selected edge) are answered
 * again whenever the cluster changes, so that no answer on screen outlives the facts it rests on.
 */

import { createEngine, type Engine, type PolicyEdit } from '#engine';
import {
  applyMessage,
  type ChangeMessage,
  type ClusterSnapshot,
  profileOf,
  type SnapshotFacts,
  unpackMessage,
} from '#stream';
import { AT_ONCE, type BuildPace } from './build-pace.ts';
import { answerCompletions } from './completion/answer-completions.ts';
import { answerDrafts } from './draft-answers.ts';
import type { DraftReader } from './draft-reader.ts';
import { keepDraftedEngine } from './drafted-engine.ts';
import { type Later, surroundingsOf, watchFindings } from './findings-watch.ts';
import { answerProposals } from './proposals/answer-proposals.ts';
import { type EngineOf, standingQuestions } from './standing-questions.ts';
import type { FromAnalyst, ToAnalyst } from './state/analyst-messages.ts';

export interface Analyst {
  handle(message: ToAnalyst): void;
}

/**
 * `openReader` is asked once, when there is a first edit to read; `later` does what nobody waits for; `pace` says when a
 * changed snapshot is judged.
 */
export function createAnalyst(
  answer: (message: FromAnalyst) => void,
  openReader: () => DraftReader | Promise<DraftReader>,
  later: Later,
  pace: Pick<BuildPace, 'ask'> = AT_ONCE,
): Analyst {
  /** With every change that came; `snapshot` is what the engine judges. */
  let newest: ClusterSnapshot | undefined;
  let snapshot: ClusterSnapshot | undefined;
  let engine: Engine | undefined;
  const drafted = keepDraftedEngine();
  /** What the draft means without what is only looked at. */
  let kept: readonly PolicyEdit[] = [];
  let isPreview = false;
  const keptEngine = keepDraftedEngine();
  const engineOf: EngineOf = (state) => {
    if (!engine) return undefined;
    const { policyEdits } = draft;
    if (state === 'live' || policyEdits.length === 0) return { engine, state: 'live' };
    return { engine: drafted(engine, policyEdits), state };
  };
  // A fault here is ours, never the user's: say it on screen rather than let the map freeze unexplained.
  const sayFault = (error: unknown) =>
    answer({ type: 'fault', message: error instanceof Error ? error.message : String(error) });
  const readDraft = () => engine && draft.read(engine, surroundingsOf(snapshot));
  const questions = standingQuestions(answer, engineOf);
  const draft = answerDrafts({
    answer,
    sayFault,
    openReader,
    later,
    onRead: () => {
      if (!isPreview) kept = draft.policyEdits;
      questions.answerOfDraft();
    },
    onReader: readDraft,
  });
  const findings = watchFindings(answer, sayFault, later);
  const completing = answerCompletions(answer, sayFault, () => engine && snapshot && { engine, snapshot });

  // Of the cluster with the draft: what is proposed comes on top of it.
  const proposing = answerProposals(answer, sayFault, () =>
    engine && kept.length > 0 ? keptEngine(engine, kept) : engine,
  );

  const judge = (next: ClusterSnapshot) => {
    const isSame = engine && snapshot && haveSameFacts(snapshot, next);
    snapshot = next;
    if (engine && isSame) answer({ type: 'still so', revision: next.revision });
    else {
      engine = createEngine(next, profileOf(next.enforcement));
      answer({ type: 'reachability', revision: next.revision, reachability: engine.reachability() });
      readDraft();
      questions.answerAll();
    }
    // Also of the same facts: what was a part may turn out to be all.
    findings.look(engine, next);
  };
  const judgeNewest = () => {
    try {
      if (newest) judge(newest);
    } catch (error) {
      sayFault(error);
    }
  };
  const takeMessage = (message: SnapshotFacts | ChangeMessage) => {
    const result = applyMessage(newest, unpackMessage(message));
    if (!result.snapshot) return;
    newest = result.snapshot;
    pace.ask(judgeNewest);
  };

  return {
    handle(message) {
      try {
        if (message.type === 'snapshot') takeMessage(message);
        else if (message.type === 'change') takeMessage(message.change);
        else if (message.type === 'peers') questions.askPeers(message.of);
        else if (message.type === 'decide') questions.askDecision(message.question);
        else if (message.type === 'answer of') questions.askOf(message.state);
        else if (message.type === 'complete') completing(message.id, message.question);
        else if (message.type === 'propose') proposing(message.id, message.question);
        else if (message.type === 'effect of') questions.askEffect(message.id, message.edits);
        else {
          isPreview = message.preview ?? false;
          draft.take(message.turn, message.edits);
          readDraft();
        }
      } catch (error) {
        sayFault(error);
      }
    },
  };
}

/** Whether every verdict is as it was: the objects, and what the enforcing engine makes of them. */
function haveSameFacts(before: ClusterSnapshot, after: ClusterSnapshot): boolean {
  return (
    before.namespaces === after.namespaces &&
    before.pods === after.pods &&
    before.policies === after.policies &&
    before.services === after.services &&
    before.otherPolicies === after.otherPolicies &&
    profileOf(before.enforcement) === profileOf(after.enforcement)
  );
}
