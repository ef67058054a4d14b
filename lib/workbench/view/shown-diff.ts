/** The draft's diff as long as the draft is open; closed, the map shows the cluster as it is. */

import type { ReachabilityDiff } from '#engine';
import { sameJson } from '#stream';
import type { WorkbenchState } from '../state/state.ts';

export function shownDiff({
  draftOpen,
  reading,
}: Pick<WorkbenchState, 'draftOpen' | 'reading'>): ReachabilityDiff | undefined {
  return draftOpen ? reading.diff : undefined;
}

type Diff = ReachabilityDiff | undefined;

const LISTS = ['added', 'removed', 'changed', 'isolation', 'dns'] as const;

/** Most keys change a text and not its effect. The short lists are held against each other first. */
export function sameDiff(before: Diff, after: Diff): boolean {
  if (before === undefined || after === undefined) return before === after;
  return LISTS.every((list) => sameJson(before[list], after[list])) && sameJson(before, after);
}
