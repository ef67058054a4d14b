/** Reachability or diff -> plates, strips and edges -> places and lanes -> Cytoscape elements. Pure. */
export { mapModel } from './build-map.ts';
export type { LaneElement, MapElement, StripElement } from './cytoscape-elements.ts';
export { cytoscapeElements } from './cytoscape-elements.ts';
export { foldedStrip, namespaceOfStrip } from './folded-strip.ts';
export { gateCount } from './gate-marks.ts';
export type * from './geometry.ts';
export { legendCounts } from './legend-counts.ts';
export type * from './map-model.ts';
export { FOLDED_METRICS, METRICS, place } from './place.ts';
export { placeTags } from './place-tags.ts';
export { route } from './route.ts';
export { routeOverlay } from './route-overlay.ts';
