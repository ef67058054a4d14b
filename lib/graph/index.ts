/** Reachability or diff -> plates, strips and edges -> places and lanes -> Cytoscape elements. Pure. */
export type * from './geometry.ts';
export type * from './map-model.ts';
