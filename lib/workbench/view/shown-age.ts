/** How old what the map shows is: not the last byte that was heard counts, but the first change that is not on it yet. */

import type { ArrivedRevision, WorkbenchState } from '../state/state.ts';

/** More are not told apart: those that come then count as old as the one before them. */
const MOST = 100;

export function withRevision(
  unjudged: readonly ArrivedRevision[],
  revision: number,
  at: number,
): readonly ArrivedRevision[] {
  const last = unjudged.at(-1);
  if (last && last.revision >= revision) return unjudged;
  if (last && unjudged.length >= MOST) return [...unjudged.slice(0, -1), { revision, at: last.at }];
  return [...unjudged, { revision, at }];
}

/** Those that a reachability of this revision does not hold. */
export function afterRevision(unjudged: readonly ArrivedRevision[], revision: number): readonly ArrivedRevision[] {
  return unjudged.filter((one) => one.revision > revision);
}

/** Clock reading (ms) since which the map is behind what was read; undefined while it holds all of it. */
export function behindSince({ unjudged }: Pick<WorkbenchState, 'unjudged'>): number | undefined {
  return unjudged[0]?.at;
}
