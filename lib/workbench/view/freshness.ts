/** How far the map can be trusted just now. */

import { MAP_KINDS } from '#stream';
import type { WorkbenchState } from '../state/state.ts';
import type { Freshness } from './scene.ts';

export function freshnessOf({ link, health, snapshot, reachability }: WorkbenchState): Freshness {
  if (snapshot === undefined || reachability === undefined) return 'loading';
  const lost = link.state === 'lost' || link.state === 'signed-out';
  if (lost || staleKinds(health).length > 0) return 'stale';
  return snapshot.enforcement.state === 'not-enforced' ? 'unenforced' : 'live';
}

/** Clock reading (ms) of the oldest fact on a stale map; undefined when nothing tells it. */
export function staleSince({ link, health }: Pick<WorkbenchState, 'link' | 'health'>): number | undefined {
  const ages = staleKinds(health).flatMap((kind) => (kind.ageMs === null ? [] : [kind.ageMs]));
  if (ages.length > 0 && link.healthAt !== undefined) return link.healthAt - Math.max(...ages);
  return link.heardAt;
}

function staleKinds(health: WorkbenchState['health']) {
  return health === undefined
    ? []
    : MAP_KINDS.map((kind) => health.kinds[kind]).filter(({ state }) => state === 'stale');
}
