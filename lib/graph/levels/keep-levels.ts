/** Places of the levels: found once, then kept. What is new takes what is free; what is gone leaves a gap. */

import type { PairFold } from '../counts/pair-fold.ts';
import { hubsOnRails, type Rails, withoutRails } from '../counts/rails.ts';
import type { GroupId, Grouping } from '../grouping/grouping.ts';
import { byCodeUnit } from '../model/by-code-unit.ts';
import type { Viewport } from '../model/geometry.ts';
import { type GridCell, LEVELS_VERSION, type LevelMemory, type NamedTie } from './memory.ts';
import { distance, type GroupTie, gridFor, placeGroups } from './place-groups.ts';
import { lanesFor } from './street-lanes.ts';

/** Up to so many namespaces are strips from the first look on. */
const FEW_NAMESPACES = 60;

/** With more of the groups new than this the old places are worth nothing. */
const MOST_NEW = 0.5;
/** A cluster that runs more than so many times what it did was not read yet when its groups were placed. */
const MOST_GROWTH = 2;

export interface KeepInput {
  /** With all namespaces, also those that will stand on rails. */
  readonly grouping: Grouping;
  readonly fold: PairFold;
  readonly viewport: Viewport;
  /** Pairs between groups that rules admit, by ids; asked for once the rails are known. */
  readonly tiesOf: (rails: Rails) => readonly NamedTie[];
}

export function keepLevels(input: KeepInput, known: LevelMemory | undefined): LevelMemory {
  const usable = known && known.version === LEVELS_VERSION && isStillOf(known, input) ? known : undefined;
  return usable ? keptWith(input, usable) : placedAnew(input);
}

function isStillOf({ cells, workloads }: LevelMemory, { grouping: { groups }, fold }: KeepInput): boolean {
  const fresh = groups.filter(({ id }) => !Object.hasOwn(cells, id)).length;
  return groups.length > 0 && fresh <= groups.length * MOST_NEW && running(fold) <= workloads * MOST_GROWTH;
}

function running({ census }: PairFold): number {
  return census.workloadIndex.size;
}

function placedAnew({ grouping: whole, fold, viewport, tiesOf }: KeepInput): LevelMemory {
  const rails = hubsOnRails(fold, whole);
  const { groups } = withoutRails(whole, rails);
  const ids = groups.map(({ id }) => id);
  const index = new Map(ids.map((id, at) => [id, at]));
  const ties = tiesOf(rails).flatMap(({ from, to, pairs }): GroupTie[] => {
    const [a, b] = [index.get(from), index.get(to)];
    return a === undefined || b === undefined ? [] : [{ from: a, to: b, pairs }];
  });
  const count = groups.reduce((sum, { namespaces }) => sum + namespaces.length, 0);
  const grid = gridFor(ids.length, viewport, count <= FEW_NAMESPACES ? 'strips' : 'cells');
  const last = new Set(groups.filter(({ kind }) => kind !== 'group').map(({ id }) => id));
  const cells = placeGroups(ids, ties, grid, last);
  const memory: LevelMemory = {
    version: LEVELS_VERSION,
    ...grid,
    cells: Object.fromEntries(ids.map((id, at) => [id, cells[at] ?? { column: 0, row: 0 }])),
    order: Object.fromEntries(groups.map(({ id, namespaces }) => [id, namespaces])),
    rails,
    workloads: running(fold),
    lanes: { upright: [], level: [] },
  };
  return { ...memory, lanes: lanesFor(memory, tiesOf(rails)) };
}

/** Nothing that has a place moves. */
function keptWith({ grouping: whole, fold, tiesOf }: KeepInput, known: LevelMemory): LevelMemory {
  const there = new Set(fold.census.namespaces);
  const still = (names: readonly string[]) => names.filter((name) => there.has(name));
  const rails = { top: still(known.rails.top), foot: still(known.rails.foot) };
  const { groups } = withoutRails(whole, rails);
  const cells: Record<GroupId, GridCell> = {};
  const taken = new Set<string>();
  for (const { id } of groups) {
    const cell = known.cells[id];
    if (!cell) continue;
    cells[id] = cell;
    taken.add(`${cell.column} ${cell.row}`);
  }
  let { rows } = known;
  const fresh = groups.filter(({ id }) => !Object.hasOwn(cells, id)).map(({ id }) => id);
  const ties = fresh.length > 0 ? tiesOf(rails) : [];
  for (const id of [...fresh].sort(byCodeUnit)) {
    const cell = freeCell(id, ties, cells, taken, known.columns, rows);
    rows = Math.max(rows, cell.row + 1);
    cells[id] = cell;
    taken.add(`${cell.column} ${cell.row}`);
  }
  const order = Object.fromEntries(
    groups.map(({ id, namespaces }) => [id, orderWith(namespaces, known.order[id] ?? [])]),
  );
  const level = [...known.lanes.level];
  while (level.length < rows + 1) level.splice(-1, 0, level.at(-2) ?? 1);
  // The cells of groups that are gone stay theirs: they may come back.
  return { ...known, rows, rails, cells: { ...known.cells, ...cells }, order, lanes: { ...known.lanes, level } };
}

/** The free cell nearest to its neighbours; the first of a new row where none is free. */
function freeCell(
  id: GroupId,
  ties: readonly NamedTie[],
  cells: Readonly<Record<GroupId, GridCell>>,
  taken: ReadonlySet<string>,
  columns: number,
  rows: number,
): GridCell {
  let best: { cell: GridCell; cost: number } | undefined;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (taken.has(`${column} ${row}`)) continue;
      let cost = 0;
      for (const { from, to, pairs } of ties) {
        const [a, b] = [from === id ? { column, row } : cells[from], to === id ? { column, row } : cells[to]];
        if ((from !== id && to !== id) || !a || !b) continue;
        cost += (1 + Math.log2(pairs)) * distance(a.column, a.row, b.column, b.row);
      }
      if (best === undefined || cost < best.cost - 1e-9) best = { cell: { column, row }, cost };
    }
  }
  return best?.cell ?? { column: 0, row: rows };
}

/** Who is known keeps its place, who is gone leaves a gap, who is new comes last. */
function orderWith(namespaces: readonly string[], known: readonly string[]): readonly string[] {
  const there = new Set(namespaces);
  const kept = known.map((name) => (there.has(name) ? name : ''));
  const had = new Set(known);
  return [...kept, ...namespaces.filter((name) => !had.has(name))];
}
