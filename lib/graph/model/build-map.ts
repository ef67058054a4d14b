/** Engine results -> what the map shows, before any place is given. */

import { baseEdges, type InView, overlayEdges } from './build-edges.ts';
import { foldedModel } from './build-folded.ts';
import { buildPlates, reachabilityShown } from './build-plates.ts';
import { lensOf } from './lens.ts';
import type { MapInput, MapModel, StripId } from './map-model.ts';
import { nameHints } from './name-hints.ts';

export function mapModel(input: MapInput): MapModel {
  if (input.folded) return foldedModel(input);
  const lens = lensOf(input);
  const plates = buildPlates(input, lens);
  const strips = new Set<StripId>(plates.flatMap((plate) => plate.strips.map((strip) => strip.id)));
  const inView: InView = { strips, ...(lens && { lens }) };
  const base = baseEdges(input, inView);
  const drawn = new Set(base.edges.map((edge) => edge.id));
  const onTop = overlayEdges(input, inView);
  const overlay = onTop.edges.filter((edge) => !drawn.has(edge.id));
  const hints = [...(input.dependencies ?? []), ...nameHints(reachabilityShown(input).workloads)].filter(
    (hint) => strips.has(hint.source) && strips.has(hint.destination) && hint.source !== hint.destination,
  );
  const leftOut = { atRest: base.leftOut, onTop: onTop.leftOut };
  return { plates, edges: base.edges, overlay, hints, ...(leftOut.atRest + leftOut.onTop > 0 ? { leftOut } : {}) };
}
