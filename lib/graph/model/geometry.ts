/** Places and lanes: plain numbers in map pixels at 100 %, y downwards. */

import type { EdgeKind, PlateId, StripId } from './map-model.ts';

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
  /** Plates have no frame of their own: a plate is its strip. */
  readonly bare?: true;
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

export interface Viewport {
  readonly width: number;
  readonly height: number;
}

/** A stretch of one axis. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where a strip meets the streets. */
export interface Stop {
  /** Channel its egress gate opens to, and the one its ingress gate is reached from. */
  readonly right: number;
  readonly left: number;
  readonly band: number;
  readonly x: Span;
  /** Middle of the strip, where both gates are. */
  readonly y: number;
}

/**
 * The channels lanes run in, by integer index: with C columns, 0..C are the upright streets beside the columns, C+1..2C
 * the inner streets of columns 0..C-1, and from 2C+1 on the level streets above, between and below the bands.
 */
export interface Streets {
  readonly columns: number;
  readonly bands: number;
  /** Range across the channel (x of upright ones, y of level ones); empty ranges for inner streets that do not exist. */
  readonly channels: readonly Span[];
  readonly stops: ReadonlyMap<StripId, Stop>;
  /** Narrow streets keep half of their width for lanes, however little is left beside plates. */
  readonly narrow?: true;
}

export interface Placement {
  readonly plates: ReadonlyMap<PlateId, Rect>;
  readonly strips: ReadonlyMap<StripId, Rect>;
  readonly bounds: Rect;
  readonly memory: PlacementMemory;
  readonly streets: Streets;
}

/** One stretch of a route inside a channel. */
export interface Run {
  readonly channel: number;
  /** Distance from the channel's start: x for upright channels, y for level ones. */
  readonly lane: number;
}

export interface Route {
  readonly edge: string;
  readonly source: StripId;
  readonly destination: StripId;
  /** First at the source's egress gate, last at the destination's ingress gate; axis-parallel runs. */
  readonly points: readonly Point[];
  /** Shares a lane or a gate with lines of another net because there was no room. */
  readonly bundled: boolean;
  /** The star of edges it shares lines with: same kind, same hub. */
  readonly net: string;
  /** What a later sticky call needs to keep this route where it is. */
  readonly runs: readonly Run[];
  /** Distance of the two gate ends from the middle of their strips. */
  readonly exit: number;
  readonly entry: number;
}

export interface Tag {
  /** Edges whose equal labels it carries. */
  readonly edges: readonly string[];
  readonly text: string;
  readonly kind: EdgeKind;
  readonly box: Rect;
}
