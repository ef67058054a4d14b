'use client';
import { useWorkbench } from '#hooks';
import type { Health, Kind } from '#stream';
import { isUnjudged, type WorkbenchState } from '#workbench';

export type PageState = 'loading' | 'no-cluster' | 'ready';

/** Without these there is no map; services and nodes may come later. */
const NEEDED: readonly Kind[] = ['namespaces', 'pods', 'networkpolicies'];

export function usePageState(): PageState {
  return useWorkbench(pageState);
}

/**
 * `ready` once what a map needs was heard of, however old it grows: a stale map is worth more than none. A kind that
 * may not be read does not hold the rest up; before anything was heard, an empty snapshot is not an empty cluster.
 */
export function pageState({ snapshot, link, health }: Pick<WorkbenchState, 'snapshot' | 'link' | 'health'>): PageState {
  const settled = health !== undefined && NEEDED.every((kind) => isSettled(health, kind));
  if (snapshot && settled && !isUnjudged({ snapshot }) && NEEDED.some((kind) => health.kinds[kind].ageMs !== null))
    return 'ready';
  if (link.state === 'signed-out' || link.state === 'lost') return 'no-cluster';
  const failed = health && Object.values(health.kinds).some((kind) => kind.error !== undefined);
  return failed ? 'no-cluster' : 'loading';
}

function isSettled(health: Health, kind: Kind): boolean {
  const { state, ageMs } = health.kinds[kind];
  return ageMs !== null || state === 'forbidden' || state === 'absent';
}
