/** Places are found once and kept: data that changes moves nothing that did not change. */

import { type MapModel, type Metrics, type Placement, type PlacementMemory, place, type Viewport } from '#graph';
import type { PlacementStorage } from './placement-storage.ts';

export type KeepPlaces = (model: MapModel, cluster: string, viewport: Viewport, metrics: Metrics) => Placement;

export function keepPlaces(storage: PlacementStorage): KeepPlaces {
  let known: { key: string; cluster: string; placement: Placement } | undefined;
  return (model, cluster, viewport, metrics) => {
    const key = `${cluster}\n${metrics.stripWidth}x${metrics.stripHeight}\n${shapeOf(model)}`;
    if (known?.key === key) return known.placement;
    const memory = known?.cluster === cluster ? known.placement.memory : storage.load(cluster);
    const placement = place(model, metrics, viewport, memory);
    known = { key, cluster, placement };
    if (!sameMemory(memory, placement.memory)) storage.save(cluster, placement.memory);
    return placement;
  };
}

/** What places rest on: which plates and strips there are, and how much else stands on a plate. */
function shapeOf(model: MapModel): string {
  return model.plates
    .map(
      (plate) => `${plate.kind} ${plate.id} ${plate.lines.length} ${plate.strips.map((strip) => strip.id).join(',')}`,
    )
    .join('\n');
}

function sameMemory(a: PlacementMemory | undefined, b: PlacementMemory): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
