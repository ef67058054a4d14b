/** Where groups stand, kept in this browser by cluster and way to group: after a reload nothing has moved. */

import type { LevelMemory } from '#graph';

const PREFIX = 'netpol-studio/levels/';

export function loadLevelMemory(key: string): LevelMemory | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(PREFIX + key) ?? 'null');
    return isMemory(value) ? value : undefined;
  } catch {
    // Not readable, or written by something else: the groups are placed afresh.
    return undefined;
  }
}

export function saveLevelMemory(key: string, memory: LevelMemory | undefined): void {
  try {
    if (memory === undefined) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(memory));
  } catch {
    // A private window or no room left: places hold for this page.
  }
}

function isMemory(value: unknown): value is LevelMemory {
  if (typeof value !== 'object' || value === null) return false;
  const memory = value as Partial<Record<keyof LevelMemory, unknown>>;
  const isObject = (part: unknown) => typeof part === 'object' && part !== null;
  const numbers = [memory.version, memory.columns, memory.rows, memory.workloads];
  return (
    numbers.every((part) => typeof part === 'number') &&
    [memory.cells, memory.order, memory.rails, memory.lanes].every(isObject)
  );
}
