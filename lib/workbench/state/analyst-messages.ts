/** What the page and the analyst (the worker that holds the compiled engine) say to each other. Plain data only. */

import type { Edit, EffectInWords } from '#draft';
import type { Decision, Peers, PolicyEdit, Question, Reachability, WorkloadId } from '#engine';
import type { Finding, Impact } from '#findings';
import type { ChangeMessage, SnapshotFacts } from '#stream';
import type { CompletionQuestion } from '../completion/complete.ts';
import type { Completions } from '../completion/completion.ts';
import type { Proposal, ProposalQuestion } from '../proposals/proposal.ts';
import type { DraftMeaning, DraftReading, PairFix } from './state.ts';

/** Which cluster standing questions are answered of: as it is, or as it would be with the draft. */
export type AskedState = 'live' | 'drafted';

export type ToAnalyst =
  /** As it came from the server: packed pods are read by the analyst alone. */
  | SnapshotFacts
  | { readonly type: 'change'; readonly change: ChangeMessage }
  /** `preview`: it is only looked at; what is proposed does not come on top of it. */
  | { readonly type: 'draft'; readonly turn: number; readonly edits: readonly Edit[]; readonly preview?: true }
  | { readonly type: 'peers'; readonly of: WorkloadId | undefined }
  | { readonly type: 'decide'; readonly question: Question | undefined }
  | { readonly type: 'answer of'; readonly state: AskedState }
  /** What may be written where the cursor stands; `id` names the question. */
  | { readonly type: 'propose'; readonly id: number; readonly question: ProposalQuestion }
  | { readonly type: 'complete'; readonly id: number; readonly question: CompletionQuestion }
  | { readonly type: 'effect of'; readonly id: string; readonly edits: readonly PolicyEdit[] };

/** `state` of an answer: the cluster that it is of, which is the live one while a draft has no meaning. */
export type FromAnalyst =
  /** The facts of this revision make no other reachability. */
  | { readonly type: 'still so'; readonly revision: number }
  | { readonly type: 'reachability'; readonly revision: number; readonly reachability: Reachability }
  /** The first of two answers to a draft: its effect, as soon as it is known. */
  | { readonly type: 'draft effect'; readonly turn: number; readonly meaning: DraftMeaning }
  /** The second: the same, and what is said at the lines of its texts. */
  | { readonly type: 'reading'; readonly reading: DraftReading }
  | { readonly type: 'peers'; readonly of: WorkloadId; readonly state: AskedState; readonly value: Peers | undefined }
  | {
      readonly type: 'decision';
      readonly state: AskedState;
      readonly decision: Decision;
      readonly pairFix?: PairFix;
    }
  | { readonly type: 'findings'; readonly revision: number; readonly findings: readonly Finding[] }
  /** Of fixes of the findings of that revision; more may follow. */
  | { readonly type: 'impacts'; readonly revision: number; readonly impacts: Readonly<Record<string, Impact>> }
  | { readonly type: 'effect'; readonly id: string; readonly effect: EffectInWords }
  | { readonly type: 'proposal'; readonly id: number; readonly proposal: Proposal }
  | { readonly type: 'completions'; readonly id: number; readonly completions: Completions }
  | { readonly type: 'fault'; readonly message: string };
