/** Figures of the map's marks in map pixels at 100 %. */

export const GATE = 28;
export const GATE_INSET = 7;
export const STRIP_RADIUS = 4;
export const PLATE_RADIUS = 7;
export const PLATE_PADDING = 14;
export const WALL_OVERHANG = 3;
export const HALO_OFFSETS = { solid: 4, dashed: 8 } as const;
export const DOT_PITCH = 24;

/** Share of strength that stays, look.md 4. */
export const FADE = { strip: 0.43, edge: 0.28, halo: 0.28, unchanged: 0.3, idle: 0.6 } as const;

/** How much a strip says, by zoom: walls and names only, one line, everything. */
export type Detail = 'least' | 'line' | 'full';

export function detailAt(zoom: number): Detail {
  if (zoom < 0.45) return 'least';
  return zoom < 0.8 ? 'line' : 'full';
}

/** Smaller type is not read. */
const LEAST_ON_SCREEN = 10;

/** Map pixels for a text of `size` at 100 %: it shrinks with the map, and not below what can be read. */
export function legible(size: number, zoom: number): number {
  return Math.max(size, Math.min(size * 2.4, Math.min(size, LEAST_ON_SCREEN) / zoom));
}

/** By how much a mark grows about its middle so that its text of `size` stays legible. */
export function legibleFactor(size: number, zoom: number): number {
  return legible(size, zoom) / size;
}
