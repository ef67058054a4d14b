/** How each kind of edge looks: its colour by name (values in app/tokens.css), its width, its dash, its end. */

import type { EdgeKind } from '#graph';
import type { ColourName } from './palette.ts';

export interface EdgeLook {
  readonly colour: ColourName;
  readonly width: number;
  readonly dash?: readonly number[];
  /** Arrowhead as a share of Cytoscape's; absent = the end is drawn by paint-edge-end.ts. */
  readonly arrow?: number;
  /** Higher lies above lower; lines that cross a lower one get a casing when `cased`. */
  readonly rank: number;
  readonly cased: boolean;
}

export const EDGE_LOOK: Readonly<Record<EdgeKind, EdgeLook>> = {
  rule: { colour: 'allowed', width: 1.9, arrow: 1, rank: 20, cased: false },
  open: { colour: 'open', width: 1.3, arrow: 0.9, rank: 10, cased: false },
  unknown: { colour: 'unknown', width: 2.2, dash: [0.5, 5], arrow: 0.95, rank: 15, cased: false },
  denied: { colour: 'denied', width: 1.7, dash: [6, 4], rank: 30, cased: false },
  removed: { colour: 'denied', width: 1.9, rank: 40, cased: true },
  changed: { colour: 'allowed', width: 3.6, arrow: 1, rank: 45, cased: true },
  added: { colour: 'allowed', width: 3.6, arrow: 1, rank: 50, cased: true },
};

/** Between namespaces: all pairs of workloads, or some of them. */
export const SHARE_LOOK = { all: { width: 2.8 }, some: { width: 2.2, dash: [9, 5] } } as const;

export const CORNER_RADIUS = 9;
export const LIT_WIDTH = 2.4;
export const HIGHLIGHTER_WIDTH = 10;
export const RAIL_WIDTH = 1.5;
export const LIT_RANK = 60;
