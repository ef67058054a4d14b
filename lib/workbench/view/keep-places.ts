/** Places are found once and kept: data that changes moves nothing that did not change. */

import {
  closeUp,
  forgetGone,
  type MapModel,
  type MapNamespace,
  type Metrics,
  type Placement,
  type PlacementMemory,
  place,
  type Viewport,
} from '#graph';
import { narrowStreets } from './narrow-streets.ts';
import type { PlacementStorage } from './placement-storage.ts';

export interface KeptPlaces {
  place(wanted: Wanted, viewport: Viewport, metrics: Metrics): Placement;
  forget(cluster: string): void;
}

export interface Wanted {
  readonly model: MapModel;
  /** All there are, also those that are not in view. */
  readonly namespaces: readonly MapNamespace[];
  /** The name under which places are kept. */
  readonly cluster: string;
  /** Not all is read yet: room is left for what is still to come. */
  readonly reading: boolean;
}

/** The rim of the map may be cut by this much: its outermost streets are empty there. */
const RIM = 16;
/** Dragging the edge of a window narrows streets in steps, not at every pixel. */
const STEP = 16;

export function keepPlaces(storage: PlacementStorage): KeptPlaces {
  let known: { key: string; cluster: string; placement: Placement } | undefined;
  const placed: KeptPlaces['place'] = ({ model, namespaces, cluster, reading }, viewport, metrics) => {
    const room = Math.floor(viewport.width / STEP) * STEP + RIM;
    const key = `${cluster}\n${reading} ${room} ${metrics.stripWidth}x${metrics.stripHeight}\n${shapeOf(model)}`;
    if (known?.key === key) return known.placement;
    const memory = known?.cluster === cluster ? known.placement.memory : storage.load(cluster);
    const names = new Set(namespaces.map(({ name }) => name));
    const kept = memory && forgetGone(memory, (name) => names.has(name));
    const whole = place(model, metrics, viewport, kept);
    const placement = reading
      ? inRoom(model, metrics, viewport, room, whole)
      : closed(model, metrics, viewport, room, whole);
    known = { key, cluster, placement };
    if (!sameMemory(memory, placement.memory)) storage.save(cluster, placement.memory);
    return placement;
  };
  return {
    place: placed,
    forget(cluster) {
      known = undefined;
      storage.forget(cluster);
    },
  };
}

/** Nothing that is out of view takes room. What is remembered keeps its place for its return. */
function closed(model: MapModel, metrics: Metrics, viewport: Viewport, room: number, whole: Placement): Placement {
  const near = place(model, metrics, viewport, closeUp(whole.memory, model.plates));
  return { ...inRoom(model, metrics, viewport, room, near), memory: whole.memory };
}

/** What is remembered are the streets at full width: a wider window gets them back. */
function inRoom(model: MapModel, metrics: Metrics, viewport: Viewport, room: number, wide: Placement): Placement {
  if (model.folded) return wide;
  const narrow = narrowStreets(wide.memory, wide.bounds.width, room);
  return narrow === undefined ? wide : { ...place(model, metrics, viewport, narrow), memory: wide.memory };
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
