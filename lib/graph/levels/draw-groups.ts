/** The level of groups: a plate each, namespaces as cells, one line for each pair of groups. */

import type { LevelFacts } from '../counts/level-facts.ts';
import { route } from '../lanes/route.ts';
import type { Placement, Route, Viewport } from '../model/geometry.ts';
import type { MapEdge } from '../model/map-model.ts';
import { cellsInPlate } from './cells-in-plate.ts';
import { gridPlacement, plateRect } from './grid-streets.ts';
import { levelAxes } from './level-axes.ts';
import { withinBudget } from './line-budget.ts';
import { type LineEdge, lineMarks } from './line-marks.ts';
import type { LevelMemory } from './memory.ts';
import type { LevelPicture, NamespaceMark, PlateMark } from './picture.ts';
import { railMarks } from './rail-marks.ts';

export interface DrawInput {
  readonly facts: LevelFacts;
  readonly memory: LevelMemory;
  readonly viewport: Viewport;
  /** Routes of the picture before, which keep their lanes. */
  readonly previous?: readonly Route[];
}

export interface Drawn {
  readonly picture: LevelPicture;
  /** Streets and ends for lines on top: of a draft, or of what is selected. */
  readonly placement: Placement;
}

export function drawGroups({ facts, memory, viewport, previous }: DrawInput): Drawn {
  const axes = levelAxes(memory, viewport);
  const plates: PlateMark[] = [];
  const marks: NamespaceMark[] = [];
  const stops = facts.groups.flatMap(({ id }) => {
    const cell = memory.cells[id];
    return cell ? [{ id, ...cell }] : [];
  });
  for (const { id, column, row } of stops) {
    const rect = plateRect(axes, column, row);
    const content = cellsInPlate(rect, memory.order[id] ?? [], false);
    plates.push({ id, rect, state: 'cells', ...content.plate });
    marks.push(...content.marks);
  }
  const placement = gridPlacement(axes, stops);
  const { kept, rest } = withinBudget(groupEdges(facts));
  const routes = route(
    kept.map(({ edge }) => edge),
    placement,
    previous,
  );
  return {
    placement,
    picture: {
      level: 'groups',
      size: viewport,
      plates,
      marks,
      headings: [],
      workloads: [],
      rails: railMarks(
        memory.rails,
        viewport,
        facts.railFacts.some(({ fromOutside }) => fromOutside),
      ),
      lines: lineMarks(kept, routes),
      inGates: rest.length,
      legibleFrom: 1,
      routes,
    },
  };
}

export function groupEdges({ groupLines, groups }: LevelFacts): LineEdge[] {
  return groupLines.flatMap(({ from, to, pairs, namespaceLines, share }): LineEdge[] => {
    const [source, destination] = [groups[from]?.id, groups[to]?.id];
    if (source === undefined || destination === undefined) return [];
    const edge: MapEdge = { id: `rule ${source} > ${destination}`, kind: 'rule', source, destination };
    return [{ edge, pairs, lines: namespaceLines, share }];
  });
}
