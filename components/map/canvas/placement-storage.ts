/** Where things stood on the map, kept in this browser by cluster: after a reload nothing has moved. */

import type { PlacementMemory } from '#graph';
import type { PlacementStorage } from '#workbench';

const PREFIX = 'netpol-studio/places/';
const LAST = 'netpol-studio/places-last';

export const placementStorage: PlacementStorage = {
  load(cluster) {
    try {
      const text = localStorage.getItem(PREFIX + (cluster ?? localStorage.getItem(LAST) ?? ''));
      const value: unknown = text === null ? undefined : JSON.parse(text);
      return isMemory(value) ? value : undefined;
    } catch {
      // Not readable, or written by something else: the map is laid out afresh.
      return undefined;
    }
  },
  forget(cluster) {
    try {
      localStorage.removeItem(PREFIX + cluster);
    } catch {
      // A private window: nothing was kept.
    }
  },
  save(cluster, memory) {
    try {
      localStorage.setItem(PREFIX + cluster, JSON.stringify(memory));
      localStorage.setItem(LAST, cluster);
    } catch {
      // A private window or no room left: places hold for this page.
    }
  },
};

function isMemory(value: unknown): value is PlacementMemory {
  if (typeof value !== 'object' || value === null) return false;
  const memory = value as Partial<Record<keyof PlacementMemory, unknown>>;
  const isRecord = (part: unknown) => typeof part === 'object' && part !== null && !Array.isArray(part);
  return (
    typeof memory.version === 'number' &&
    isRecord(memory.cells) &&
    isRecord(memory.slots) &&
    isRecord(memory.streets) &&
    Array.isArray(memory.bands) &&
    Array.isArray(memory.columns)
  );
}
