/** Reachability or diff -> plates, strips and edges -> places and lanes -> Cytoscape elements. Pure. */

export { route } from './lanes/route.ts';
export { routeOverlay } from './lanes/route-overlay.ts';
export { mapModel } from './model/build-map.ts';
export { foldedStrip, namespaceOfStrip } from './model/folded-strip.ts';
export { gateCount } from './model/gate-marks.ts';
export type * from './model/geometry.ts';
export { legendCounts } from './model/legend-counts.ts';
export { totalsOf } from './model/lens-totals.ts';
export type * from './model/map-model.ts';
export { isChange } from './model/map-model.ts';
export type { LaneElement, MapElement, StripElement } from './output/cytoscape-elements.ts';
export { cytoscapeElements } from './output/cytoscape-elements.ts';
export { placeTags } from './output/place-tags.ts';
export { closeUp, forgetGone } from './places/forget-gone.ts';
export { FOLDED_METRICS, METRICS, place } from './places/place.ts';
