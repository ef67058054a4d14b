/** How many lanes each street of the grid is laid out for: what the lines between groups take, and a few to spare. */

import type { Work } from '../lanes/choose-path.ts';
import { lanesNeeded } from '../lanes/pack-lanes.ts';
import { trialItems } from '../lanes/route.ts';
import { levelStreet } from '../lanes/streets.ts';
import type { MapEdge } from '../model/map-model.ts';
import type { GroupStop } from './grid-streets.ts';
import { equalAxis, type GridAxes, gridPlacement } from './grid-streets.ts';
import type { LevelMemory, NamedTie } from './memory.ts';

const SPARE = 2;
const MOST = 14;
const WIDE = 400;
const PLATE = 200;

export function lanesFor(
  memory: LevelMemory,
  ties: readonly NamedTie[],
  work: Work = { ops: 0 },
): LevelMemory['lanes'] {
  const { columns, rows, cells } = memory;
  const axes: GridAxes = { columns: equalAxis(columns, PLATE, WIDE), rows: equalAxis(rows, PLATE, WIDE) };
  const stops = Object.entries(cells).map(([id, cell]): GroupStop => ({ id, ...cell }));
  const edges = ties.map(
    ({ from, to }): MapEdge => ({ id: `rule ${from} > ${to}`, kind: 'rule', source: from, destination: to }),
  );
  const items = trialItems(edges, gridPlacement(axes, stops), work);
  const needed = (channel: number) => Math.min(MOST, lanesNeeded(items[channel] ?? [], work) + SPARE);
  return {
    upright: Array.from({ length: columns + 1 }, (_, at) => needed(at)),
    level: Array.from({ length: rows + 1 }, (_, at) => needed(levelStreet(columns, at))),
  };
}
