/** Places of what is gone for good: they are forgotten, and a row or column that they leave empty is closed. */

import { workloadNamespace } from '#engine';
import type { PlacementMemory } from '../model/geometry.ts';
import type { Plate } from '../model/map-model.ts';

/** `isThere` says of a namespace whether it exists, also where nothing runs in it. The same memory where nothing is gone. */
export function forgetGone(memory: PlacementMemory, isThere: (namespace: string) => boolean): PlacementMemory {
  return keepOnly(memory, (plate) => plate.startsWith(':') || isThere(plate));
}

/**
 * The places of what is in view alone, for one picture: rows, bands and columns that hold nothing of it are closed, and
 * a band is as high as what stands in it now. Who stood left of or above whom still does.
 */
export function closeUp(memory: PlacementMemory, plates: readonly Plate[]): PlacementMemory {
  const here = new Set(plates.map(({ id }) => id));
  const slots = Object.fromEntries(plates.flatMap((plate) => closedSlots(plate, memory.slots)));
  const left = keepOnly({ ...memory, slots, bands: memory.bands.map(() => 0) }, (plate) => here.has(plate));
  return closeRows(closeColumns(left));
}

/** Slots of the strips that are there, without the rows of those that are not. */
function closedSlots({ strips }: Plate, slots: PlacementMemory['slots']) {
  const known = strips.flatMap(({ id }) => {
    const slot = slots[id];
    return slot === undefined ? [] : [[id, slot] as const];
  });
  const rows = [...new Set(known.map(([, { row }]) => row))].sort((a, b) => a - b);
  return known.map(([id, slot]) => [id, { column: slot.column, row: rows.indexOf(slot.row) }] as const);
}

function keepOnly(memory: PlacementMemory, isKept: (plate: string) => boolean): PlacementMemory {
  const isGone = (plate: string) => !isKept(plate);
  const gone = Object.entries(memory.cells).filter(([plate]) => isGone(plate));
  if (gone.length === 0) return memory;
  const cells = Object.fromEntries(Object.entries(memory.cells).filter(([plate]) => !isGone(plate)));
  const slots = Object.fromEntries(Object.entries(memory.slots).filter(([strip]) => !isGone(workloadNamespace(strip))));
  // What remains in a row says anew how high it is.
  const shrinks = new Set(gone.map(([, { band }]) => band));
  const bands = memory.bands.map((height, band) => (shrinks.has(band) ? 0 : height));
  return closeRows(closeColumns({ ...memory, cells, slots, bands }));
}

function closeColumns(memory: PlacementMemory): PlacementMemory {
  const kept = usedOf(
    memory.columns.length,
    Object.values(memory.cells).map(({ column }) => column),
  );
  if (kept.length === memory.columns.length || kept.length === 0) return memory;
  return {
    ...memory,
    cells: mapCells(memory, (cell) => ({ ...cell, column: kept.indexOf(cell.column) })),
    columns: kept.map((column) => memory.columns[column] ?? 1),
    streets: {
      ...others(memory.streets, 'V', 'I'),
      ...renumbered(memory.streets, 'V', streetsBeside(kept, memory.columns.length)),
      ...renumbered(memory.streets, 'I', kept),
    },
  };
}

function closeRows(memory: PlacementMemory): PlacementMemory {
  const kept = usedOf(
    memory.bands.length,
    Object.values(memory.cells).map(({ band }) => band),
  );
  if (kept.length === memory.bands.length || kept.length === 0) return memory;
  return {
    ...memory,
    cells: mapCells(memory, (cell) => ({ ...cell, band: kept.indexOf(cell.band) })),
    bands: kept.map((band) => memory.bands[band] ?? 0),
    streets: {
      ...others(memory.streets, 'H'),
      ...renumbered(memory.streets, 'H', streetsBeside(kept, memory.bands.length)),
    },
  };
}

function usedOf(count: number, used: readonly number[]): readonly number[] {
  return Array.from({ length: count }, (_, at) => at).filter((at) => used.includes(at));
}

/** The street before each kept one, and the outermost behind the last. */
function streetsBeside(kept: readonly number[], count: number): readonly number[] {
  return kept.map((at, index) => (index === 0 ? 0 : at)).concat(count);
}

function mapCells(
  { cells }: PlacementMemory,
  to: (cell: PlacementMemory['cells'][string]) => PlacementMemory['cells'][string],
) {
  return Object.fromEntries(Object.entries(cells).map(([plate, cell]) => [plate, to(cell)]));
}

function others(streets: PlacementMemory['streets'], ...kinds: readonly string[]): Record<string, number> {
  return Object.fromEntries(Object.entries(streets).filter(([name]) => !kinds.includes(name.slice(0, 1))));
}

/** Streets of a kind under their new numbers. */
function renumbered(
  streets: PlacementMemory['streets'],
  kind: string,
  kept: readonly number[],
): Record<string, number> {
  return Object.fromEntries(
    kept.flatMap((old, at) => {
      const width = streets[`${kind}${old}`];
      return width === undefined ? [] : [[`${kind}${at}`, width]];
    }),
  );
}
