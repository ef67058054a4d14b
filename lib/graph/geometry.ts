/** Places and lanes: plain numbers in map pixels at 100 %, y downwards. */

import type { PlateId, StripId } from './map-model.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Figures of look.md 4 that layout and router need; smaller strips at 1280 and beside the editor. */
export interface Metrics {
  readonly stripWidth: number;
  readonly stripHeight: number;
}

/** What must be remembered so that nothing moves that did not change. Plain data, may be stored. */
export interface PlacementMemory {
  readonly version: number;
  readonly cells: Readonly<Record<PlateId, { readonly column: number; readonly band: number }>>;
  readonly slots: Readonly<Record<StripId, { readonly column: number; readonly row: number }>>;
  readonly streets: Readonly<Record<string, number>>;
  readonly bands: readonly number[];
  readonly columns: readonly number[];
}

export interface Placement {
  readonly plates: ReadonlyMap<PlateId, Rect>;
  readonly strips: ReadonlyMap<StripId, Rect>;
  readonly bounds: Rect;
  readonly memory: PlacementMemory;
}

export interface Route {
  readonly edge: string;
  /** First at the source's egress gate, last at the destination's ingress gate; axis-parallel runs. */
  readonly points: readonly Point[];
  /** Shares a lane or a gate with lines of another net because there was no room. */
  readonly bundled: boolean;
}

export interface Tag {
  /** Edges whose equal labels it carries. */
  readonly edges: readonly string[];
  readonly text: string;
  readonly box: Rect;
}
