/** A draft on top of a level: pairs between groups that go, and that come. */

import type { DraftMoves } from '../counts/group-moves.ts';
import { routeOverlay } from '../lanes/route-overlay.ts';
import type { MapEdge } from '../model/map-model.ts';
import type { Drawn } from './draw-groups.ts';
import { withinBudget } from './line-budget.ts';
import { type LineEdge, lineMarks } from './line-marks.ts';
import type { LineMark } from './picture.ts';

const GROUP = 'group:';

export function drawOverlay({ groups }: DraftMoves, { picture, placement }: Drawn): readonly LineMark[] {
  const lines = groups.flatMap(({ from, to, lost, gained, left }): LineEdge[] => {
    if (from === to || !from.startsWith(GROUP) || !to.startsWith(GROUP)) return [];
    const [source, destination] = [from.slice(GROUP.length), to.slice(GROUP.length)];
    const edge = (kind: MapEdge['kind']): MapEdge => ({
      id: `${kind} ${source} > ${destination}`,
      kind,
      source,
      destination,
    });
    const one = { lines: 1, share: 'some' as const };
    return [
      ...(lost > 0 ? [{ ...one, edge: edge('removed'), pairs: lost, cutOff: left === 0 }] : []),
      ...(gained > 0 ? [{ ...one, edge: edge('added'), pairs: gained }] : []),
    ];
  });
  const { kept } = withinBudget(lines);
  return lineMarks(
    kept,
    routeOverlay(
      kept.map(({ edge }) => edge),
      placement,
      picture.routes,
    ),
  );
}
