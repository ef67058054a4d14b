/** The draft's diff as long as the draft is open; closed, the map shows the cluster as it is. */

import type { ReachabilityDiff } from '#engine';
import type { WorkbenchState } from '#workbench';

export function shownDiff({
  draftOpen,
  reading,
}: Pick<WorkbenchState, 'draftOpen' | 'reading'>): ReachabilityDiff | undefined {
  return draftOpen ? reading.diff : undefined;
}
