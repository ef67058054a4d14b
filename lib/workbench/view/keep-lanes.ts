/** Lanes and tags. Base lanes stay where they were when edges come and go; the overlay is routed around them. */

import { type MapModel, type Placement, placeTags, type Route, route, routeOverlay, type Tag } from '#graph';
import { withLaneEnds } from './lane-ends.ts';
import { indexScene, type Scene } from './scene.ts';

/** Above this many lines tags of the base are placed once, and no longer around every overlay. */
const MANY = 400;

interface Base {
  readonly key: string;
  readonly placement: Placement;
  readonly routes: readonly Route[];
  tags?: readonly Tag[];
}

export function keepLanes(): (model: MapModel, placement: Placement) => Pick<Scene, 'routes' | 'tags'> {
  let base: Base | undefined;
  return (model, placement) => {
    const key = model.edges.map((edge) => `${edge.id} ${edge.label ?? ''}`).join('\n');
    if (base === undefined || base.key !== key || base.placement !== placement) {
      base = { key, placement, routes: route(model.edges, placement, keptRoutes(base, placement)) };
    }
    const overlay = routeOverlay(model.overlay, placement, base.routes);
    const routes = [...base.routes, ...overlay];
    const tags = routes.length < MANY ? placeTags(model, placement, routes) : manyTags(base, model, overlay);
    const index = indexScene({ model });
    return { routes: new Map(routes.map((each) => [each.edge, withLaneEnds(each, index)])), tags };
  };
}

/** Lanes are kept as long as the streets are: in narrower or wider ones they are found anew. */
function keptRoutes(base: Base | undefined, placement: Placement): readonly Route[] | undefined {
  if (base === undefined) return undefined;
  const [before, after] = [base.placement.streets.channels, placement.streets.channels];
  const same =
    before.length === after.length &&
    before.every((span, at) => span.from === after[at]?.from && span.to === after[at]?.to);
  return same ? base.routes : undefined;
}

function manyTags(base: Base, model: MapModel, overlay: readonly Route[]): readonly Tag[] {
  base.tags ??= placeTags({ ...model, overlay: [] }, base.placement, base.routes);
  return [...base.tags, ...placeTags({ ...model, edges: [] }, base.placement, overlay)];
}
