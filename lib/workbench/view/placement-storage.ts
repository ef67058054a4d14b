/** Where the map keeps the places of its plates and strips between visits: handed in, since a pure module has no storage. */

import type { PlacementMemory } from '#graph';

export interface PlacementStorage {
  /** Places of a cluster; without a name, of the cluster seen last. */
  load(cluster?: string): PlacementMemory | undefined;
  save(cluster: string, memory: PlacementMemory): void;
  forget(cluster: string): void;
}
