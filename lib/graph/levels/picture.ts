/** One level of the map as rectangles and lines; what they stand for is told by the facts of the levels. */

import type { Rails } from '../counts/rails.ts';
import type { GroupId } from '../grouping/grouping.ts';
import type { Point, Rect, Route, Viewport } from '../model/geometry.ts';
import type { EdgeKind } from '../model/map-model.ts';

export type LevelName = 'groups' | 'namespaces' | 'workloads';

/**
 * `number`: a cell with its count; `square`: too many for numbers; `strip`: two lines with gates; `line`: a strip of one
 * line. A histogram has no marks.
 */
export type MarkLook = 'number' | 'square' | 'strip' | 'line';

export interface NamespaceMark {
  readonly namespace: string;
  readonly rect: Rect;
  readonly look: MarkLook;
}

export interface WorkloadMark {
  readonly workload: string;
  readonly namespace: string;
  readonly rect: Rect;
}

/** The name of a namespace above its workloads. */
export interface Heading {
  readonly namespace: string;
  readonly text: string;
  readonly rect: Rect;
}

export interface PlateMark {
  readonly id: GroupId;
  readonly rect: Rect;
  /** `open`: its namespaces are strips; `folded`: narrow beside an opened one. */
  readonly state: 'cells' | 'folded' | 'open';
  /** Cells too many to be drawn: how many there are of each step of heat is. */
  readonly histogram: boolean;
  /** Lines of words that fit below the cells. */
  readonly words: number;
  /** Width on either side that is left to the gates. */
  readonly gate: number;
}

export interface RailMark {
  readonly name: string;
  readonly side: keyof Rails;
  readonly rect: Rect;
}

export interface LineMark {
  readonly id: string;
  /** Group, namespace (`namespace shop`), workload or rail (`rail kube-system`). */
  readonly source: string;
  readonly destination: string;
  readonly kind: EdgeKind;
  readonly pairs: number;
  /** How many lines of the level below it stands for. */
  readonly lines: number;
  readonly share: 'all' | 'some';
  readonly points: readonly Point[];
  /** Shares a lane with lines of others for want of room. */
  readonly bundled: boolean;
  /** Of a draft: nothing is left between the two. */
  readonly cutOff?: boolean;
}

export interface LevelPicture {
  readonly level: LevelName;
  readonly size: Viewport;
  readonly plates: readonly PlateMark[];
  readonly marks: readonly NamespaceMark[];
  readonly headings: readonly Heading[];
  readonly workloads: readonly WorkloadMark[];
  readonly rails: readonly RailMark[];
  readonly lines: readonly LineMark[];
  /** Lines of this level that are not drawn: the gates count them. */
  readonly inGates: number;
  /** Zoom from which no text is below 10 px. */
  readonly legibleFrom: number;
  /** For keeping lanes where they are. */
  readonly routes: readonly Route[];
}

/** Type below this is not drawn. */
export const LEAST_TYPE = 10;
