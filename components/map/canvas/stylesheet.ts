/** The Cytoscape stylesheet: every line on the map. Strips are invisible here and only catch the pointer. */

import type { StylesheetJson } from 'cytoscape';
import type { EdgeKind } from '#graph';
import { FADE } from '../paint/measures.ts';
import {
  CORNER_RADIUS,
  EDGE_LOOK,
  type EdgeLook,
  HIGHLIGHTER_WIDTH,
  LIT_RANK,
  LIT_WIDTH,
  RAIL_WIDTH,
  SHARE_LOOK,
} from './edge-look.ts';
import { faded, type Palette } from './palette.ts';

const KINDS = Object.keys(EDGE_LOOK) as EdgeKind[];

export function stylesheet(palette: Palette): StylesheetJson {
  return [
    { selector: 'core', style: { 'active-bg-opacity': 0, 'selection-box-opacity': 0 } },
    {
      selector: 'node',
      style: {
        shape: 'rectangle',
        width: 'data(width)',
        height: 'data(height)',
        'background-opacity': 0,
        'border-width': 0,
        'overlay-opacity': 0,
        events: 'yes',
      },
    },
    {
      selector: 'edge',
      style: {
        'curve-style': 'round-segments',
        'edge-distances': 'endpoints',
        'segment-weights': 'data(weights)',
        'segment-distances': 'data(distances)',
        'source-endpoint': 'data(sourceEnd)',
        'target-endpoint': 'data(targetEnd)',
        'segment-radii': CORNER_RADIUS,
        'radius-type': 'arc-radius',
        'overlay-opacity': 0,
        'z-index-compare': 'manual',
        'line-cap': 'butt',
      },
    },
    { selector: 'edge[?straight]', style: { 'curve-style': 'straight' } },
    { selector: 'edge[dashOffset]', style: { 'line-dash-offset': 'data(dashOffset)' } },
    ...KINDS.flatMap((kind) => edgeRules(kind, EDGE_LOOK[kind], palette)),
    ...shareRules(),
    ...twinRules(palette),
  ] as unknown as StylesheetJson;
}

type Rule = { readonly selector: string; readonly style: Readonly<Record<string, unknown>> };

function edgeRules(kind: EdgeKind, look: EdgeLook, palette: Palette): Rule[] {
  const colour = palette[look.colour];
  const weak = faded(palette, FADE.edge)[look.colour];
  const lineColour = (value: string) => ({ 'line-color': value, 'target-arrow-color': value });
  return [
    {
      selector: `edge[kind = "${kind}"]`,
      style: {
        ...lineColour(colour),
        width: look.width,
        'z-index': look.rank,
        'line-style': look.dash === undefined ? 'solid' : 'dashed',
        ...(look.dash !== undefined && { 'line-dash-pattern': look.dash }),
        ...(kind === 'unknown' && { 'line-cap': 'round' }),
        'target-arrow-shape': look.arrow === undefined ? 'none' : 'triangle',
        'arrow-scale': look.arrow ?? 1,
      },
    },
    { selector: `edge[kind = "${kind}"].back`, style: { ...lineColour(weak), 'z-index': 1 } },
    { selector: `edge[kind = "${kind}"].lit`, style: { width: Math.max(LIT_WIDTH, look.width), 'z-index': LIT_RANK } },
    { selector: `edge[kind = "${kind}"].muted`, style: { ...lineColour(palette.line3), width: 1.5 } },
  ];
}

/** Wider when every pair is admitted, broken when only some are. */
function shareRules(): Rule[] {
  const { all, some } = SHARE_LOOK;
  return [
    { selector: 'edge[share = "all"]', style: { width: all.width } },
    {
      selector: 'edge[share = "some"]',
      style: { width: some.width, 'line-style': 'dashed', 'line-dash-pattern': some.dash },
    },
  ];
}

/** Twins run under an edge: a casing cuts what it crosses, a highlighter marks what is chosen. */
function twinRules(palette: Palette): Rule[] {
  const plain = { 'target-arrow-shape': 'none', 'line-style': 'solid', events: 'no' };
  return [
    {
      selector: 'edge[twin = "casing"], edge[twin = "trunk casing"]',
      style: { ...plain, 'line-color': palette.canvas, width: 'data(width)', 'z-index': 'data(rank)' },
    },
    {
      selector: 'edge[twin = "trunk"]',
      style: { ...plain, 'line-color': palette.denied, width: 'data(width)', 'z-index': 'data(rank)' },
    },
    {
      selector: 'edge[twin = "highlighter"]',
      style: { ...plain, 'line-color': palette.signal, width: HIGHLIGHTER_WIDTH, 'z-index': LIT_RANK - 3 },
    },
    {
      selector: 'edge[twin = "rails"]',
      style: {
        ...plain,
        'line-color': palette.canvas,
        width: HIGHLIGHTER_WIDTH - 2 * RAIL_WIDTH,
        'z-index': LIT_RANK - 2,
      },
    },
  ];
}
