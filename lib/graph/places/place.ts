/** Where plates and strips stand. With a memory nothing that has a place moves; only what is new is placed. */

import type { Work } from '../lanes/choose-path.ts';
import type { Metrics, Placement, PlacementMemory, Viewport } from '../model/geometry.ts';
import type { MapModel } from '../model/map-model.ts';
import { arrange, LAYOUT_VERSION } from './arrange.ts';
import { placeAnew } from './place-anew.ts';
import { placeFolded } from './place-folded.ts';
import { isHardlyKnown, placeKept } from './place-kept.ts';

/** Figures of look.md at 100 %. */
export const METRICS: Metrics = { stripWidth: 192, stripHeight: 44 };

/** Of a namespace on a folded map. */
export const FOLDED_METRICS: Metrics = { stripWidth: 139, stripHeight: 22, bare: true };

/** The map beside the panel of a window of 1440 x 900. */
const USUAL_VIEWPORT: Viewport = { width: 1010, height: 760 };
const LEAST_SIDE = 200;

export function place(
  model: MapModel,
  metrics: Metrics,
  viewport: Viewport,
  memory?: PlacementMemory,
  work: Work = { ops: 0 },
): Placement {
  const known = memory?.version === LAYOUT_VERSION && memory.columns.length > 0 ? memory : undefined;
  if (model.folded) return arrange(model, metrics, placeFolded(model, metrics, measured(viewport), known));
  const usable = known && !isHardlyKnown(model, known) ? known : undefined;
  return arrange(
    model,
    metrics,
    usable ? placeKept(model, metrics, usable) : placeAnew(model, metrics, measured(viewport), work),
  );
}

/** A window that has no size yet must not choose the shape of the map. */
function measured(viewport: Viewport): Viewport {
  return viewport.width >= LEAST_SIDE && viewport.height >= LEAST_SIDE ? viewport : USUAL_VIEWPORT;
}
