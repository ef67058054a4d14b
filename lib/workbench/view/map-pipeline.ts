/**
 * From the state of the workbench to a scene: model, places, lanes, tags. Every step is redone only when what it rests
 * on changed, so that a keystroke in the editor costs the overlay and little else.
 */

import type { PolicyEdit, Reachability, ReachabilityDiff } from '#engine';
import { FOLDED_METRICS, type MapModel, type Metrics, mapModel, place, type Viewport } from '#graph';
import type { Selection, Shown, WorkbenchState } from '../state/state.ts';
import { isFolded } from './folding.ts';
import { freshnessOf } from './freshness.ts';
import { keepLanes } from './keep-lanes.ts';
import { keepPlaces } from './keep-places.ts';
import { uncertainGates } from './lower-bounds.ts';
import { mapNamespaces, sameNamespaces, storedPolicies } from './map-namespaces.ts';
import { memoizeLast } from './memoize-last.ts';
import type { PlacementStorage } from './placement-storage.ts';
import type { Scene } from './scene.ts';
import { choiceOf, mapSelection } from './shown-choice.ts';
import { shownDiff } from './shown-diff.ts';
import { skeleton } from './skeleton.ts';
import { type UnknownPair, unknownPairs, unreadableNamespaces } from './unreadable.ts';

export interface MapFrame {
  readonly scene: Scene;
  /** The state that gates and lines show: live, or with the draft. */
  readonly shown: Reachability | undefined;
}

export interface MapPipeline {
  /** Undefined while nothing is known and no place is remembered. */
  frame(state: WorkbenchState, viewport: Viewport, metrics: Metrics): MapFrame | undefined;
  /** Forgets where things stood: the next frame places all of them anew. */
  layOutAgain(state: WorkbenchState): void;
}

export function mapPipeline(storage: PlacementStorage): MapPipeline {
  const toNamespaces = memoizeLast(mapNamespaces, sameNamespaces);
  const toStored = memoizeLast(storedPolicies);
  const toModel = memoizeLast(modelOf);
  const toUnknownPairs = memoizeLast((snapshot: Snapshot, reachability: Reachability) =>
    unknownPairs({ snapshot, reachability }),
  );
  const toLowerBounds = memoizeLast((snapshot: Snapshot, reachability: Reachability) =>
    uncertainGates({ snapshot, reachability }),
  );
  const placeKept = keepPlaces(storage);
  // Folded and unfolded each keep their places, and neither forgets them when the other is shown.
  const placeFolded = keepPlaces(storage);
  // Chosen namespaces stand as they do on the whole map, and leave its places alone.
  const placeChosen = keepPlaces(borrowed(storage));
  const placesFor = ({ namespaces }: WorkbenchState, folded: boolean) =>
    namespaces !== 'all' ? placeChosen : folded ? placeFolded : placeKept;
  const toLanes = memoizeLast(keepLanes());
  const toChoice = memoizeLast(choiceOf);

  return {
    frame(state, viewport, metrics) {
      const { snapshot, reachability, selection, filter, shown } = state;
      if (snapshot === undefined || reachability === undefined) return loadingFrame(storage, viewport, metrics);
      const folded = isFolded(state);
      const diff = shownDiff(state);
      const view = diff === undefined ? 'before' : state.view;
      const hidden = unreadableNamespaces(state);
      const names = toNamespaces(
        snapshot.namespaces,
        toStored(snapshot.policies),
        state.reading.policyEdits ?? NO_EDITS,
        hidden,
      );
      const model = toModel(
        names,
        reachability,
        diff,
        view,
        selection,
        shown,
        state.namespaces,
        toLowerBounds(snapshot, reachability),
        toUnknownPairs(snapshot, reachability),
        folded,
      );
      const wanted = {
        model,
        namespaces: names,
        cluster: placesOf(state, folded),
        reading: snapshot.incomplete !== undefined,
      };
      const placement = placesFor(state, folded).place(wanted, viewport, folded ? FOLDED_METRICS : metrics);
      const seen = diff === undefined ? reachability : view === 'before' ? diff.before : diff.after;
      const chosen = toChoice(selection, filter, model, seen);
      const scene: Scene = {
        model,
        placement,
        ...toLanes(model, placement),
        freshness: freshnessOf(state),
        changes: diff !== undefined && view === 'changes',
        halos: shown.open,
        ...(chosen !== undefined && { chosen }),
      };
      return { scene, shown: seen };
    },
    layOutAgain(state) {
      if (state.snapshot === undefined) return;
      const folded = isFolded(state);
      placesFor(state, folded).forget(placesOf(state, folded));
    },
  };
}

const NO_EDITS: readonly PolicyEdit[] = [];

type Snapshot = NonNullable<WorkbenchState['snapshot']>;

/** The name under which places are kept. */
function placesOf({ snapshot, namespaces }: WorkbenchState, folded: boolean): string {
  const cluster = `${snapshot?.cluster.uid ?? snapshot?.cluster.name}${folded ? ' folded' : ''}`;
  return namespaces === 'all' ? cluster : `${cluster}${CHOSEN}${namespaces.join(',')}`;
}

const CHOSEN = ' only ';

/** Places to begin with, which are not written back; those of a folded map are found anew, since its strips are a list. */
function borrowed(storage: PlacementStorage): PlacementStorage {
  const forgotten = new Set<string>();
  return {
    load(cluster = '') {
      const [whole = ''] = cluster.split(CHOSEN);
      return forgotten.has(cluster) || whole.endsWith(' folded') ? undefined : storage.load(whole);
    },
    save() {},
    forget: (cluster) => void forgotten.add(cluster),
  };
}

function modelOf(
  namespaces: ReturnType<typeof mapNamespaces>,
  reachability: Reachability,
  diff: ReachabilityDiff | undefined,
  view: WorkbenchState['view'],
  selection: Selection | undefined,
  shown: Shown,
  only: WorkbenchState['namespaces'],
  lowerBounds: boolean | ReadonlySet<string>,
  unknownPairs: readonly UnknownPair[],
  folded: boolean,
): MapModel {
  const chosen = mapSelection(selection);
  return mapModel({
    namespaces,
    reachability,
    view,
    shown,
    only,
    lowerBounds,
    unknownPairs,
    folded,
    ...(selection?.type === 'namespace' && { shownNamespace: selection.name }),
    ...(diff !== undefined && { diff }),
    ...(chosen !== undefined && { selection: chosen }),
  });
}

function loadingFrame(storage: PlacementStorage, viewport: Viewport, metrics: Metrics): MapFrame | undefined {
  const memory = storage.load();
  if (memory === undefined) return undefined;
  const model = skeleton(memory);
  const placement = place(model, model.folded ? FOLDED_METRICS : metrics, viewport, memory);
  const scene: Scene = {
    model,
    placement,
    routes: new Map(),
    tags: [],
    freshness: 'loading',
    changes: false,
    halos: false,
  };
  return { scene, shown: undefined };
}
