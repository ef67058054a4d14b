/** What the cluster says of the one who looks, and what may be done here: no part of the snapshot, which all share. */

export interface SessionFacts {
  /** Absent while unknown (not asked yet, or the server cannot say). */
  readonly user?: string;
  readonly readOnly: boolean;
  /** May this identity write network policies, by namespace: from access reviews. `'all'`, or names, or unknown. */
  readonly mayApply?: 'all' | readonly string[];
  /** Applies that were to take themselves back and did not; absent where there is none. */
  readonly failedUndos?: readonly FailedUndo[];
}

export interface FailedUndo {
  readonly applyId: string;
  /** Ids of the policies that are still as they were applied. */
  readonly policies: readonly string[];
  /** Why, as a sentence. */
  readonly message: string;
  /** Whether it is tried again by itself. */
  readonly triedAgain: boolean;
}
