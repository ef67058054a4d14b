'use client';
import { useWorkbench } from '#store';
import { type Health, type Kind, MAP_KINDS, VERDICT_KINDS } from '#stream';
import { isUnjudged, type WorkbenchState } from '#workbench';

export type PageState = 'loading' | 'no-cluster' | 'ready';

export function usePageState(): PageState {
  return useWorkbench(pageState);
}

/**
 * `ready` once what verdicts need was heard of, however old it grows (the rest may come later): a stale map is worth more than none. A kind that
 * may not be read does not hold the rest up; before anything was heard, an empty snapshot is not an empty cluster.
 */
export function pageState({ snapshot, link, health }: Pick<WorkbenchState, 'snapshot' | 'link' | 'health'>): PageState {
  const settled = health !== undefined && VERDICT_KINDS.every((kind) => isSettled(health, kind));
  if (
    snapshot &&
    settled &&
    !isUnjudged({ snapshot }) &&
    VERDICT_KINDS.some((kind) => health.kinds[kind].ageMs !== null)
  )
    return 'ready';
  if (link.state === 'signed-out' || link.state === 'lost') return 'no-cluster';
  const failed = health && MAP_KINDS.some((kind) => health.kinds[kind].error !== undefined);
  return failed ? 'no-cluster' : 'loading';
}

function isSettled(health: Health, kind: Kind): boolean {
  const { state, ageMs } = health.kinds[kind];
  return ageMs !== null || state === 'forbidden' || state === 'absent';
}
