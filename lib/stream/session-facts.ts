/** What the cluster says of the one who looks, and what may be done here: no part of the snapshot, which all share. */

import type { FailedUndo } from './schema/index.ts';

export interface SessionFacts {
  /** Absent while unknown (not asked yet, or the server cannot say). */
  readonly user?: string;
  readonly readOnly: boolean;
  /** May this identity write network policies, by namespace: from access reviews. `'all'`, or names, or unknown. */
  readonly mayApply?: 'all' | readonly string[];
  /** Applies that were to take themselves back and did not; absent where there is none. */
  readonly failedUndos?: readonly FailedUndo[];
}
