/** Lines as the router takes them, and back with what they tell. */

import type { Route } from '../model/geometry.ts';
import type { MapEdge } from '../model/map-model.ts';
import type { LineMark } from './picture.ts';

/** An edge with what its line says. */
export interface LineEdge {
  readonly edge: MapEdge;
  readonly pairs: number;
  readonly lines: number;
  readonly share: 'all' | 'some';
  readonly cutOff?: boolean;
}

export function lineMarks(edges: readonly LineEdge[], routes: readonly Route[]): LineMark[] {
  const known = new Map(edges.map((one) => [one.edge.id, one]));
  return routes.flatMap(({ edge: id, points, bundled }): LineMark[] => {
    const line = known.get(id);
    if (!line) return [];
    const { edge, ...told } = line;
    return [{ id, source: edge.source, destination: edge.destination, kind: edge.kind, ...told, points, bundled }];
  });
}
