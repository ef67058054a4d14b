/** In a small window and beside the editor the streets give way before the zoom does: the type stays as it is. */

import type { PlacementMemory } from '#graph';

/** Least widths in map pixels: room for gates, brackets, an arrow and a few lanes. */
const LEAST = { outer: 36, upright: 76, inner: 52 } as const;

/** Below this zoom narrower streets would not help enough to be worth the crowding. */
const HELPS_FROM = 0.85;

/**
 * Streets narrowed so that a map of the given width fits the room, or as near to it as they go; undefined when it fits
 * already, or is too large to be helped.
 */
export function narrowStreets(memory: PlacementMemory, width: number, room: number): PlacementMemory | undefined {
  const excess = width - room;
  if (excess <= 0) return undefined;
  const spare = Object.entries(memory.streets).map(([name, now]) => [name, spareOf(name, now, memory)] as const);
  const most = spare.reduce((sum, [, pixels]) => sum + pixels, 0);
  if (most === 0 || room / (width - most) < HELPS_FROM) return undefined;
  const share = Math.min(1, excess / most);
  const streets = { ...memory.streets };
  for (const [name, pixels] of spare) streets[name] = (streets[name] ?? 0) - Math.ceil(pixels * share);
  return { ...memory, streets };
}

/** What a street can spare; streets named `H` are level and do not add to the width. */
function spareOf(name: string, now: number, memory: PlacementMemory): number {
  const at = Number(name.slice(1));
  if (name.startsWith('I')) return (memory.columns[at] ?? 1) > 1 ? Math.max(0, now - LEAST.inner) : 0;
  if (!name.startsWith('V')) return 0;
  const outer = at === 0 || at === memory.columns.length;
  return Math.max(0, now - (outer ? LEAST.outer : LEAST.upright));
}
