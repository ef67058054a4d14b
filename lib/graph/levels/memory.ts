/** What is remembered of the levels of one cluster and one way to group it. Plain data, may be stored. */

import type { Rails } from '../counts/rails.ts';
import type { GroupId } from '../grouping/grouping.ts';

export const LEVELS_VERSION = 2;

export interface GridCell {
  readonly column: number;
  readonly row: number;
}

export interface LevelMemory {
  readonly version: number;
  readonly columns: number;
  readonly rows: number;
  readonly cells: Readonly<Record<GroupId, GridCell>>;
  /** Namespaces of each group in their order; an empty text is the gap that one left. */
  readonly order: Readonly<Record<GroupId, readonly string[]>>;
  readonly rails: Rails;
  /** Workloads that ran when the groups were placed: a cluster that was hardly read then is placed anew. */
  readonly workloads: number;
  /** Lanes that each street was laid out for: upright ones from the left, level ones from the top. */
  readonly lanes: { readonly upright: readonly number[]; readonly level: readonly number[] };
}

/** Between two groups: pairs that rules admit. */
export interface NamedTie {
  readonly from: GroupId;
  readonly to: GroupId;
  readonly pairs: number;
}
