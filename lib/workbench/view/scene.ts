/** Everything one picture of the map needs, as plain data; the canvas holds no facts of its own. */

import type { MapEdge, MapModel, Placement, Route, Strip, StripId, Tag } from '#graph';
import { type Choice, type Focus, focusOn } from './focus.ts';

/** `loading`: only places are known. `stale`: facts are old. `unenforced`: nobody acts on the policies. */
export type Freshness = 'live' | 'loading' | 'stale' | 'unenforced';

export interface Scene {
  readonly model: MapModel;
  readonly placement: Placement;
  readonly routes: ReadonlyMap<string, Route>;
  readonly tags: readonly Tag[];
  readonly chosen?: Choice;
  readonly freshness: Freshness;
  /** The draft's changes are shown: what stays the same stands back. */
  readonly changes: boolean;
  /** Legend entry `Open` is on. */
  readonly halos: boolean;
}

export interface SceneIndex {
  readonly strips: ReadonlyMap<StripId, Strip>;
  readonly edges: ReadonlyMap<string, MapEdge>;
}

export function indexScene({ model }: Pick<Scene, 'model'>): SceneIndex {
  return {
    strips: new Map(model.plates.flatMap((plate) => plate.strips.map((strip) => [strip.id, strip] as const))),
    edges: new Map([...model.edges, ...model.overlay].map((edge) => [edge.id, edge])),
  };
}

/** Selecting freezes what is lit; hovering lights where nothing is selected, also within what a filter found. */
export function focusOfScene(scene: Scene, hovered: Choice | undefined): Focus | undefined {
  const { chosen } = scene;
  const choice = chosen === undefined || chosen.type === 'strips' ? (hovered ?? chosen) : chosen;
  return choice === undefined ? undefined : focusOn(scene.model, choice);
}

/** Strips whose marks differ between two scenes: they flash once. New strips count as changed. */
export function changedStrips(before: Scene | undefined, after: Scene): ReadonlySet<StripId> {
  const changed = new Set<StripId>();
  if (before === undefined || before.freshness !== 'live' || before.changes !== after.changes) return changed;
  const known = indexScene(before).strips;
  for (const plate of after.model.plates) {
    for (const strip of plate.strips) {
      const old = known.get(strip.id);
      if (old === undefined || !sameMarks(old, strip)) changed.add(strip.id);
    }
  }
  return changed;
}

function sameMarks(a: Strip, b: Strip): boolean {
  return (
    a.detail === b.detail &&
    a.port === b.port &&
    a.ingress.wall === b.ingress.wall &&
    a.egress.wall === b.egress.wall &&
    a.ingress.halo === b.ingress.halo &&
    a.egress.halo === b.egress.halo
  );
}
