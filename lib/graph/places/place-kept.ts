/**
 * Places when most of them are remembered: what has a place keeps it, only what is new is placed. Sizes only grow; a
 * band that must grow pushes lower bands down, and nothing else moves.
 */

import { workloadNamespace } from '#engine';
import { byCodeUnit } from '../model/by-code-unit.ts';
import type { Metrics, PlacementMemory } from '../model/geometry.ts';
import type { MapModel, Plate, PlateId } from '../model/map-model.ts';
import { DEFAULT_STREETS } from './arrange.ts';
import { type Call, callsOf, plateOfStrip } from './calls.ts';
import { type Cell, innerColumnsOf, plateHeight, rowsOf, type Slot } from './plate-figures.ts';
import { slotsIn } from './slots.ts';

const COLUMN_PRICE = 1.5;
/** A new column costs this much in a map as wide as high, more in a wide one. */
const NEW_COLUMN_PRICE = 1;
/** Height that costs as much as one band away from the wish. */
const BAND_UNIT = 160;
const FEW = 6;
/** Places of what is gone are kept for its return, up to this many. */
const MOST_GONE = 500;

/** Sizes in a memory that are not between these are not believed. */
const LEAST_STREET = 24;
const LARGEST = 100_000;

interface Board {
  readonly cells: Map<PlateId, Cell>;
  readonly slots: Map<string, Slot>;
  readonly bands: number[];
  readonly streets: Record<string, number>;
  /** Inner columns of each column. */
  readonly columns: number[];
  /** Cells of plates that are there now, as `column band`. */
  readonly taken: Set<string>;
}

/**
 * Whether hardly anything is remembered of what is there now: then the map is still being filled, and places found for
 * a few workloads would be bad ones for all.
 */
export function isHardlyKnown(model: MapModel, memory: PlacementMemory): boolean {
  const strips = model.plates.filter((plate) => plate.kind === 'namespace').flatMap((plate) => plate.strips);
  const known = strips.filter((strip) => Object.hasOwn(memory.slots, strip.id)).length;
  return known <= FEW && strips.length - known >= Math.max(known, 1);
}

export function placeKept(model: MapModel, metrics: Metrics, memory: PlacementMemory): PlacementMemory {
  const plates = [...model.plates].sort((a, b) => byCodeUnit(a.id, b.id));
  const calls = callsOf(model);
  const board = readBoard(memory, plates);
  const isNew = (plate: Plate) => !board.cells.has(plate.id);
  for (const plate of plates) if (!isNew(plate)) addStrips(plate, board);
  for (const plate of plates.filter(isNew)) placeNew(plate, board, calls, plateOfStrip(model), metrics);
  for (const plate of plates) {
    const band = board.cells.get(plate.id)?.band ?? 0;
    board.bands[band] = Math.max(board.bands[band] ?? 0, heightOf(plate, board, metrics));
  }
  return {
    version: memory.version,
    cells: { ...goneEntries(memory.cells, board.cells, cellKey), ...Object.fromEntries(board.cells) },
    slots: { ...goneSlots(memory.slots, board.slots), ...Object.fromEntries(board.slots) },
    streets: board.streets,
    bands: board.bands,
    columns: board.columns,
  };
}

const cellKey = (cell: Cell) => `${cell.column} ${cell.band}`;

/** What is remembered of the plates that are there; entries that cannot be are left out, as if new. */
function readBoard(memory: PlacementMemory, plates: readonly Plate[]): Board {
  const columns = memory.columns.map((count) => (count > 1 ? 2 : 1));
  const cells = new Map<PlateId, Cell>();
  const slots = new Map<string, Slot>();
  const taken = new Set<string>();
  const inRange = (value: number, below: number) => Number.isInteger(value) && value >= 0 && value < below;
  for (const plate of plates) {
    const cell = memory.cells[plate.id];
    if (!cell || !inRange(cell.column, columns.length) || !inRange(cell.band, memory.bands.length)) continue;
    if (taken.has(cellKey(cell))) continue;
    taken.add(cellKey(cell));
    cells.set(plate.id, { column: cell.column, band: cell.band });
    const used = new Set<string>();
    for (const id of plate.strips.map((strip) => strip.id).sort(byCodeUnit)) {
      const slot = memory.slots[id];
      if (!slot || !inRange(slot.column, columns[cell.column] ?? 1) || !inRange(slot.row, 10_000)) continue;
      if (used.has(slotKey(slot))) continue;
      used.add(slotKey(slot));
      slots.set(id, { column: slot.column, row: slot.row });
    }
  }
  const isSize = (value: number, least: number) => value >= least && value <= LARGEST;
  const bands = memory.bands.map((height) => (isSize(height, 0) ? height : 0));
  const streets = Object.fromEntries(Object.entries(memory.streets).filter(([, width]) => isSize(width, LEAST_STREET)));
  return { cells, slots, taken, columns, bands, streets };
}

const slotKey = (slot: Slot) => `${slot.column} ${slot.row}`;

/** A new strip takes the first free slot of its plate. */
function addStrips(plate: Plate, board: Board): void {
  const inner = board.columns[board.cells.get(plate.id)?.column ?? 0] ?? 1;
  const used = new Set<string>();
  for (const strip of plate.strips) {
    const slot = board.slots.get(strip.id);
    if (slot) used.add(slotKey(slot));
  }
  const ids = plate.strips.map((strip) => strip.id).sort(byCodeUnit);
  let next = 0;
  for (const id of ids) {
    if (board.slots.has(id)) continue;
    while (used.has(slotKey(slotAt(next, inner)))) next += 1;
    board.slots.set(id, slotAt(next, inner));
    next += 1;
  }
}

function slotAt(index: number, inner: number): Slot {
  return { column: index % inner, row: Math.floor(index / inner) };
}

function heightOf(plate: Plate, board: Board, metrics: Metrics): number {
  return plateHeight(rowsOf(plate, board.slots), plate.lines.length, metrics);
}

interface Wish {
  readonly column: number | undefined;
  readonly band: number | undefined;
}

function placeNew(
  plate: Plate,
  board: Board,
  calls: readonly Call[],
  plateOf: ReadonlyMap<string, PlateId>,
  metrics: Metrics,
): void {
  const wish = wishOf(plate, board, calls, plateOf);
  const own = innerColumnsOf(plate, slotsIn(plate, calls));
  const [columns, bands] = [board.columns.length, board.bands.length];
  let best: Cell = { column: 0, band: bands };
  let bestCost = Number.POSITIVE_INFINITY;
  for (let column = 0; column <= columns; column += 1) {
    const height = plateHeight(rowsIn(plate, board.columns[column] ?? own, calls), plate.lines.length, metrics);
    const extra = column === columns ? (NEW_COLUMN_PRICE * (columns + 1)) / (bands + 1) : 0;
    for (let band = 0; band <= bands; band += 1) {
      if (board.taken.has(cellKey({ column, band }))) continue;
      const overflow = Math.max(0, height - (board.bands[band] ?? 0)) / BAND_UNIT;
      const away =
        (wish.column === undefined ? 0 : COLUMN_PRICE * Math.abs(column - wish.column)) +
        (wish.band === undefined ? 0 : Math.abs(band - wish.band));
      const cost = away + overflow + extra;
      if (cost < bestCost - 1e-6) {
        best = { column, band };
        bestCost = cost;
      }
    }
  }
  takeCell(plate, best, own, board);
  const inner = board.columns[best.column] ?? 1;
  for (const [id, slot] of slotsFor(plate, inner, calls)) board.slots.set(id, slot);
}

/** A new last column or band turns the outer street beside it into one between; nothing lies beyond it that could move. */
function takeCell(plate: Plate, cell: Cell, inner: number, board: Board): void {
  if (cell.column === board.columns.length) {
    const last = `V${cell.column}`;
    board.streets[last] = Math.max(board.streets[last] ?? 0, DEFAULT_STREETS.upright);
    board.streets[`V${cell.column + 1}`] = DEFAULT_STREETS.outer;
    board.columns.push(inner);
  }
  if (cell.band === board.bands.length) {
    const last = `H${cell.band}`;
    board.streets[last] = Math.max(board.streets[last] ?? 0, DEFAULT_STREETS.level);
    board.streets[`H${cell.band + 1}`] = DEFAULT_STREETS.outer;
    board.bands.push(0);
  }
  board.cells.set(plate.id, cell);
  board.taken.add(cellKey(cell));
}

/** A column with one inner column takes all strips of a plate in one, callers above those they call. */
function slotsFor(plate: Plate, inner: number, calls: readonly Call[]): Map<string, Slot> {
  const slots = slotsIn(plate, calls);
  if (inner > 1) return slots;
  const order = [...slots].sort(([, a], [, b]) => a.row - b.row || a.column - b.column);
  return new Map(order.map(([id], row) => [id, { column: 0, row }]));
}

function rowsIn(plate: Plate, inner: number, calls: readonly Call[]): number {
  return rowsOf(plate, slotsFor(plate, inner, calls));
}

/** One column right of those that call it, one left of those it calls, and in their row. */
function wishOf(plate: Plate, board: Board, calls: readonly Call[], plateOf: ReadonlyMap<string, PlateId>): Wish {
  let [column, band, weight] = [0, 0, 0];
  for (const call of calls) {
    const [from, to] = [plateOf.get(call.source), plateOf.get(call.destination)];
    if (from === to || (from !== plate.id && to !== plate.id)) continue;
    const other = board.cells.get((from === plate.id ? to : from) ?? '');
    if (!other) continue;
    column += call.weight * (other.column + (from === plate.id ? -1 : 1));
    band += call.weight * other.band;
    weight += call.weight;
  }
  return weight === 0 ? { column: undefined, band: undefined } : { column: column / weight, band: band / weight };
}

/** Remembered places of what is not there now, unless something else stands there. */
function goneEntries<T>(
  memory: Readonly<Record<string, T>>,
  present: ReadonlyMap<string, T>,
  key: (value: T) => string,
): Record<string, T> {
  const used = new Set([...present.values()].map(key));
  const gone = Object.entries(memory).filter(([id, value]) => !present.has(id) && !used.has(key(value)));
  return gone.length > MOST_GONE ? {} : Object.fromEntries(gone);
}

function goneSlots(memory: Readonly<Record<string, Slot>>, present: ReadonlyMap<string, Slot>): Record<string, Slot> {
  const place = (id: string, slot: Slot) => `${workloadNamespace(id)} ${slotKey(slot)}`;
  const used = new Set([...present].map(([id, slot]) => place(id, slot)));
  const gone = Object.entries(memory).filter(([id, slot]) => !present.has(id) && !used.has(place(id, slot)));
  return gone.length > MOST_GONE ? {} : Object.fromEntries(gone);
}
