/** Places on a folded map: rows and columns of equal strips, which keep their place while namespaces come and go. */

import { levelStreet, streetName } from '../lanes/streets.ts';
import { byCodeUnit } from '../model/by-code-unit.ts';
import type { Metrics, PlacementMemory, Viewport } from '../model/geometry.ts';
import type { MapModel, PlateId } from '../model/map-model.ts';
import { LAYOUT_VERSION } from './arrange.ts';
import { callsOf, plateOfStrip } from './calls.ts';
import type { Cell } from './plate-figures.ts';
import { ranks } from './rank.ts';

/** Up to here all lines are drawn and need streets; beyond, those of the selection alone. */
const FEW = 60;
const STREETS = {
  few: { upright: 110, level: 24, side: 44, top: 28, foot: 28 },
  // The foot holds the note of how many lines are not drawn.
  many: { upright: 48, level: 6, side: 44, top: 20, foot: 46 },
} as const;
const MOST_COLUMNS = 24;
const LARGEST_GAIN = 1.15;
/** More than this share of strips without a place: the old places are worth nothing. */
const MOST_NEW = 0.5;
/** More free places than this share of strips, as where many namespaces went: the map would be small for nothing. */
const MOST_HOLES = 0.5;

export function placeFolded(
  model: MapModel,
  metrics: Metrics,
  viewport: Viewport,
  known: PlacementMemory | undefined,
): PlacementMemory {
  const ids = model.plates.map(({ id }) => id);
  const unknown = ids.filter((id) => !known || !Object.hasOwn(known.cells, id)).length;
  const holes = known ? known.columns.length * known.bands.length - Object.keys(known.cells).length : 0;
  if (known && unknown <= ids.length * MOST_NEW && holes <= ids.length * MOST_HOLES) {
    return addNew(model, metrics, known);
  }
  const rows = rowsFor(ids.length, metrics, viewport);
  const cells: Record<PlateId, Cell> = {};
  inOrder(model).forEach((id, at) => {
    cells[id] = { column: Math.floor(at / rows), band: at % rows };
  });
  return memoryOf(model, metrics, cells, Math.ceil(ids.length / rows), rows);
}

/** The number of rows that lets the map be seen largest. */
function rowsFor(count: number, metrics: Metrics, viewport: Viewport): number {
  const { upright, level, side, top, foot } = count > FEW ? STREETS.many : STREETS.few;
  let best = { rows: count, zoom: 0 };
  for (let columns = 1; columns <= Math.min(MOST_COLUMNS, count); columns++) {
    const rows = Math.ceil(count / columns);
    const width = columns * metrics.stripWidth + (columns - 1) * upright + 2 * side;
    const height = rows * metrics.stripHeight + (rows - 1) * level + top + foot;
    const zoom = Math.min(LARGEST_GAIN, viewport.width / width, viewport.height / height);
    if (zoom > best.zoom + 1e-9) best = { rows, zoom };
  }
  return best.rows;
}

/** The outside first; few namespaces callers first, many by name, so that one is found like a word in a list. */
function inOrder(model: MapModel): readonly PlateId[] {
  const ids = model.plates.map(({ id }) => id).sort(byCodeUnit);
  const index = new Map(ids.map((id, at) => [id, at]));
  const plateOf = plateOfStrip(model);
  const arcs = callsOf(model).flatMap(({ source, destination, weight }) => {
    const [from, to] = [index.get(plateOf.get(source) ?? ''), index.get(plateOf.get(destination) ?? '')];
    return from === undefined || to === undefined ? [] : [{ from, to, weight }];
  });
  const rank = ids.length > FEW ? [] : ranks(ids.length, arcs);
  const empty = new Set(model.plates.filter(isEmpty).map(({ id }) => id));
  const of = (id: PlateId) =>
    id.startsWith(':') ? -1 : empty.has(id) ? Number.MAX_SAFE_INTEGER : (rank[index.get(id) ?? 0] ?? 0);
  return [...ids].sort((a, b) => of(a) - of(b) || byNumberedName(a, b));
}

/** Nothing runs there: nobody looks for it first. */
function isEmpty({ strips, kind }: MapModel['plates'][number]): boolean {
  return kind === 'namespace' && strips.every(({ fold }) => fold?.workloads === 0);
}

/** `team-2` before `team-10`, the same for everybody. */
function byNumberedName(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const [one = '', other = ''] = [left[at], right[at]];
    const bothNumbers = /^\d/.test(one) && /^\d/.test(other);
    const order = bothNumbers ? Number(one) - Number(other) : byCodeUnit(one, other);
    if (order !== 0) return order;
  }
  return left.length - right.length || byCodeUnit(a, b);
}

function partsOf(name: string): string[] {
  return name.match(/\d+|\D+/g) ?? [];
}

/** What has a place keeps it; the rest takes the first free ones, column by column, then new rows below. */
function addNew(model: MapModel, metrics: Metrics, known: PlacementMemory): PlacementMemory {
  const columns = known.columns.length;
  const cells: Record<PlateId, Cell> = {};
  const taken = new Set<string>();
  const take = (id: PlateId, cell: Cell) => {
    cells[id] = cell;
    taken.add(`${cell.column} ${cell.band}`);
  };
  for (const { id } of model.plates) {
    const cell = known.cells[id];
    if (cell && !taken.has(`${cell.column} ${cell.band}`)) take(id, cell);
  }
  let rows = known.bands.length;
  let at = 0;
  for (const id of inOrder(model).filter((one) => !Object.hasOwn(cells, one))) {
    while (taken.has(`${Math.floor(at / rows)} ${at % rows}`)) at++;
    if (at >= rows * columns) {
      // A new row: all columns have a free place at its end.
      rows++;
      at = rows - 1;
      while (taken.has(`${Math.floor(at / rows)} ${at % rows}`)) at++;
    }
    take(id, { column: Math.floor(at / rows), band: at % rows });
  }
  return memoryOf(model, metrics, { ...known.cells, ...cells }, columns, rows);
}

function memoryOf(
  model: MapModel,
  metrics: Metrics,
  cells: Readonly<Record<PlateId, Cell>>,
  columns: number,
  rows: number,
): PlacementMemory {
  const { upright, level, side, top, foot } = model.plates.length > FEW ? STREETS.many : STREETS.few;
  const streets: Record<string, number> = {};
  for (let c = 0; c <= columns; c++) streets[streetName(columns, c)] = c === 0 || c === columns ? side : upright;
  for (let r = 0; r <= rows; r++) {
    streets[streetName(columns, levelStreet(columns, r))] = r === 0 ? top : r === rows ? foot : level;
  }
  return {
    version: LAYOUT_VERSION,
    cells,
    slots: Object.fromEntries(
      model.plates.flatMap((plate) => plate.strips.map((strip) => [strip.id, { column: 0, row: 0 }])),
    ),
    streets,
    bands: new Array<number>(rows).fill(metrics.stripHeight),
    columns: new Array<number>(columns).fill(1),
  };
}
