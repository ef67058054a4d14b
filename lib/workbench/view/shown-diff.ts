/**
 * The draft's diff as long as the draft is open; closed, the map shows the cluster as it is. Most keys change a text and
 * not its effect: then it is the same object as before.
 */

import type { ReachabilityDiff } from '#engine';
import type { WorkbenchState } from '../state/state.ts';

export function shownDiff({
  draftOpen,
  preview,
  reading,
}: Pick<WorkbenchState, 'draftOpen' | 'preview' | 'reading'>): ReachabilityDiff | undefined {
  return draftOpen || preview ? reading.diff : undefined;
}
