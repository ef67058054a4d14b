/** What Cytoscape holds of a scene: invisible strips, lines, and the lines that run under lines. */

import type { ElementDefinition } from 'cytoscape';
import { cytoscapeElements, type EdgeKind, type Route } from '#graph';
import type { Scene, SceneIndex } from '#workbench';
import { dashOffsets } from './dash-phase.ts';
import { type CasingOptions, casingOf, mergedTailOf } from './edge-casing.ts';
import { EDGE_LOOK } from './edge-look.ts';
import { mergedTails } from './merged-tails.ts';

export function sceneElements(scene: Scene, index: SceneIndex, wish: CasingOptions): ElementDefinition[] {
  const { model, placement, freshness } = scene;
  const routes = freshness === 'loading' ? [] : [...scene.routes.values()];
  const byKind = Map.groupBy(routes, (route) => index.edges.get(route.edge)?.kind);
  const offsets = new Map(KINDS.flatMap((kind) => [...offsetsOf(kind, byKind.get(kind) ?? [])]));
  const elements = cytoscapeElements(model, placement, routes).map((element) => withOffset(element, offsets));
  const twins = elements.filter(isEdge).flatMap((edge) => casingOf(edge, wish));
  const shared = mergedTails(byKind.get('removed') ?? []);
  const thick = shared.length === 0 ? [] : cytoscapeElements(model, placement, shared).filter(isEdge);
  return [...elements, ...twins, ...thick.flatMap(mergedTailOf)];
}

const KINDS = Object.keys(EDGE_LOOK) as EdgeKind[];

const isEdge = (element: ElementDefinition) => element.group === 'edges';

function offsetsOf(kind: EdgeKind, routes: readonly Route[]): ReadonlyMap<string, number> {
  const { dash } = EDGE_LOOK[kind];
  return dash === undefined
    ? new Map()
    : dashOffsets(
        routes,
        dash.reduce((sum, part) => sum + part, 0),
      );
}

function withOffset(element: ElementDefinition, offsets: ReadonlyMap<string, number>): ElementDefinition {
  const dashOffset = offsets.get(element.data.id ?? '');
  return dashOffset === undefined ? element : { ...element, data: { ...element.data, dashOffset } };
}
