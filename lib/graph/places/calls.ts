/** Who calls whom, by plate and by strip: the evidence for places. */

import { byCodeUnit } from '../model/by-code-unit.ts';
import type { MapModel, PlateId, StripId } from '../model/map-model.ts';

const RULE_WEIGHT = 1;
const HINT_WEIGHT = 0.5;

export interface Call {
  readonly source: StripId;
  readonly destination: StripId;
  readonly weight: number;
}

/** Rule pairs and hints, one entry a pair, sorted. */
export function callsOf(model: MapModel): Call[] {
  const calls = new Map<string, Call>();
  const add = (source: StripId, destination: StripId, weight: number) => {
    if (source === destination) return;
    const key = `${source} > ${destination}`;
    const known = calls.get(key);
    calls.set(key, { source, destination, weight: Math.max(known?.weight ?? 0, weight) });
  };
  for (const edge of model.edges) if (edge.kind === 'rule') add(edge.source, edge.destination, RULE_WEIGHT);
  for (const hint of model.hints ?? []) add(hint.source, hint.destination, HINT_WEIGHT);
  return [...calls].sort(([a], [b]) => byCodeUnit(a, b)).map(([, call]) => call);
}

export function plateOfStrip(model: MapModel): Map<StripId, PlateId> {
  const plates = new Map<StripId, PlateId>();
  for (const plate of model.plates) for (const strip of plate.strips) plates.set(strip.id, plate.id);
  return plates;
}
