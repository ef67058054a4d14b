/** What the page and the analyst (the worker that holds the compiled engine) say to each other. Plain data only. */

import type { Edit, Price, Remark } from '#draft';
import type { Decision, Peers, Question, Reachability, WorkloadId } from '#engine';
import type { ChangeMessage, SnapshotFacts } from '#stream';
import type { Cure, DraftReading } from './state.ts';

export type ToAnalyst =
  /** As it came from the server: packed pods are read by the analyst alone. */
  | SnapshotFacts
  | { readonly type: 'change'; readonly change: ChangeMessage }
  | { readonly type: 'draft'; readonly turn: number; readonly edits: readonly Edit[] }
  | { readonly type: 'peers'; readonly of: WorkloadId | undefined }
  | { readonly type: 'decide'; readonly question: Question | undefined };

export type FromAnalyst =
  | { readonly type: 'reachability'; readonly revision: number; readonly reachability: Reachability }
  | { readonly type: 'reading'; readonly reading: DraftReading }
  | { readonly type: 'peers'; readonly of: WorkloadId; readonly value: Peers | undefined }
  | { readonly type: 'decision'; readonly decision: Decision; readonly cure?: Cure }
  | { readonly type: 'remarks'; readonly revision: number; readonly remarks: readonly Remark[] }
  /** Of the remarks of that revision; more may follow. */
  | { readonly type: 'prices'; readonly revision: number; readonly prices: Readonly<Record<string, Price>> }
  | { readonly type: 'fault'; readonly message: string };
