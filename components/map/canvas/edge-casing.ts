/** Lines that run under other lines: casings cut what a line crosses, highlighters mark what is lit. */

import type { ElementDefinition } from 'cytoscape';
import type { EdgeKind } from '#graph';
import { EDGE_LOOK } from './edge-look.ts';

export interface CasingOptions {
  /** Edges under the highlighter. */
  readonly lit: ReadonlySet<string>;
  /** Dark themes need a second line, canvas-coloured, so that two rails stay of the band. */
  readonly rails: boolean;
}

/** Width of the canvas that stays clear on either side of a cased line. */
const CASING = 2;

export function casingOf(edge: ElementDefinition, wish: CasingOptions): ElementDefinition[] {
  const { id, kind } = edge.data as { id: string; kind: EdgeKind };
  const look = EDGE_LOOK[kind];
  const twins: ElementDefinition[] = [];
  if (look.cased) twins.push(twin(edge, 'casing', { width: look.width + 2 * CASING, rank: look.rank - 1 }));
  if (!wish.lit.has(id)) return twins;
  twins.push(twin(edge, 'highlighter', {}));
  if (wish.rails) twins.push(twin(edge, 'rails', {}));
  return twins;
}

/** The thick stretch that several removed lines share. */
const TRUNK_WIDTH = 3.6;

export function mergedTailOf(edge: ElementDefinition): ElementDefinition[] {
  const { rank } = EDGE_LOOK.removed;
  const casing = twin(edge, 'trunk casing', { width: TRUNK_WIDTH + 2 * CASING, rank: rank - 1 });
  return [casing, twin(edge, 'trunk', { width: TRUNK_WIDTH, rank })];
}

function twin(edge: ElementDefinition, role: string, more: Readonly<Record<string, number>>): ElementDefinition {
  const { kind: _, ...data } = edge.data;
  return { group: 'edges', data: { ...data, ...more, id: `${role} ${edge.data.id}`, twin: role } };
}
