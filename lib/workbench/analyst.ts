/**
 * The analyst: holds the compiled engine of the live snapshot and answers what the screen asks. It runs in a worker in
 * the browser and directly in tests. Standing questions (draft, peers of the selection, selected edge) are answered
 * again whenever the cluster changes, so that no answer on screen outlives the facts it rests on.
 */

import type { Edit } from '#draft';
import { createEngine, type Decision, type Engine, type Question, type WorkloadId } from '#engine';
import { applyMessage, type ChangeMessage, type ClusterSnapshot, type SnapshotFacts, unpackMessage } from '#stream';
import type { ReadDraft } from './draft-reader.ts';
import { type Later, surroundingsOf, watchFindings } from './findings-watch.ts';
import type { FromAnalyst, ToAnalyst } from './state/analyst-messages.ts';
import type { PairFix } from './state/state.ts';

export interface Analyst {
  handle(message: ToAnalyst): void;
}

/** `openReader` is asked once, when there is a first edit to read; `later` does what nobody waits for. */
export function createAnalyst(
  answer: (message: FromAnalyst) => void,
  openReader: () => ReadDraft | Promise<ReadDraft>,
  later: Later,
): Analyst {
  let readDraft: ReadDraft | undefined;
  let isOpening = false;
  let snapshot: ClusterSnapshot | undefined;
  let engine: Engine | undefined;
  let draft: { turn: number; edits: readonly Edit[] } = { turn: 0, edits: [] };
  let peersOf: WorkloadId | undefined;
  let question: Question | undefined;

  const answerDraft = () => {
    const { turn, edits } = draft;
    if (!engine || turn === 0) return;
    if (readDraft) answer({ type: 'reading', reading: readDraft(engine, turn, edits, surroundingsOf(snapshot)) });
    else if (edits.length === 0) answer({ type: 'reading', reading: { turn, edits: [], outdated: false } });
    else open();
  };
  const open = () => {
    if (isOpening) return;
    const opened = openReader();
    if (!(opened instanceof Promise)) {
      readDraft = opened;
      answerDraft();
      return;
    }
    isOpening = true;
    opened
      .then((reader) => {
        readDraft = reader;
        answerDraft();
      })
      .catch(sayFault)
      .finally(() => {
        isOpening = false;
      });
  };
  // A fault here is ours, never the user's: say it on screen rather than let the map freeze unexplained.
  const sayFault = (error: unknown) =>
    answer({ type: 'fault', message: error instanceof Error ? error.message : String(error) });
  const answerPeers = () => {
    if (engine && peersOf) answer({ type: 'peers', of: peersOf, value: engine.peers(peersOf) });
  };
  const answerQuestion = () => {
    if (engine && question) answer({ type: 'decision', ...decide(engine, question) });
  };

  const findings = watchFindings(answer, sayFault, later);

  const takeSnapshot = (next: ClusterSnapshot) => {
    const sameFacts =
      snapshot &&
      snapshot.namespaces === next.namespaces &&
      snapshot.pods === next.pods &&
      snapshot.policies === next.policies;
    snapshot = next;
    if (sameFacts && engine) {
      // What was a part may turn out to be all.
      findings.look(engine, next);
      return;
    }
    const compiled = createEngine(next);
    engine = compiled;
    answer({ type: 'reachability', revision: next.revision, reachability: compiled.reachability() });
    answerDraft();
    answerPeers();
    answerQuestion();
    findings.look(compiled, next);
  };

  const takeMessage = (message: SnapshotFacts | ChangeMessage) => {
    const result = applyMessage(snapshot, unpackMessage(message));
    if (result.snapshot) takeSnapshot(result.snapshot);
  };

  const act = (message: ToAnalyst) => {
    switch (message.type) {
      case 'snapshot':
        takeMessage(message);
        break;
      case 'change':
        takeMessage(message.change);
        break;
      case 'draft':
        draft = { turn: message.turn, edits: message.edits };
        answerDraft();
        break;
      case 'peers':
        peersOf = message.of;
        answerPeers();
        break;
      case 'decide':
        question = message.question;
        answerQuestion();
        break;
    }
  };

  return {
    handle(message) {
      try {
        act(message);
      } catch (error) {
        sayFault(error);
      }
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
