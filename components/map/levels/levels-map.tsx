'use client';
/** The levels of a large cluster: groups, namespaces, workloads, and lines between them, on a canvas and in tables. */

import { type RefObject, startTransition, useCallback, useEffect, useRef, useState } from 'react';
import { useIntents, useWorkbenchStore } from '#store';
import type { LevelFrame, LevelThing } from '#workbench';
import { selectionOfThing } from '#workbench';
import { LoadingNote } from '../controls/loading-note.tsx';
import { StaleFrame } from '../controls/stale-frame.tsx';
import { AT_REST, type LevelCamera } from './level-camera.ts';
import { LevelCanvas } from './level-canvas.tsx';
import { LevelLegend } from './level-legend.tsx';
import { LevelRegion } from './level-region.tsx';
import { shareLevel } from './level-shared.ts';
import { saveLevelMemory } from './level-storage.ts';
import { LevelTable } from './level-table.tsx';
import type { LevelView } from './level-view.ts';

export interface MapCamera {
  fit(): void;
  zoomBy(factor: number): void;
}

export function LevelsMap({ viewRef }: { viewRef: RefObject<MapCamera | undefined> }) {
  const view = useRef<LevelView | undefined>(undefined);
  const [frame, setFrame] = useState<LevelFrame>();
  const [camera, setCamera] = useState<LevelCamera>(AT_REST);
  const onFrame = useCallback((next: LevelFrame) => startTransition(() => setFrame(next)), []);
  const onMoved = useCallback((next: LevelCamera) => startTransition(() => setCamera(next)), []);
  const { open, up } = useOpening();
  const { keepLevelMemory } = useIntents();
  const setView = useCallback(
    (next: LevelView | undefined) => {
      view.current = next;
      viewRef.current = next;
    },
    [viewRef],
  );
  useEffect(() => {
    if (frame) shareLevel({ frame, camera, moveTo: (next) => view.current?.moveTo(next) });
  }, [frame, camera]);
  useEffect(() => () => shareLevel(undefined), []);
  return (
    <>
      <LevelRegion view={view} frame={frame} onOpen={(thing) => open(thing, false)} onUp={up}>
        <LevelCanvas onView={setView} onFrame={onFrame} onMoved={onMoved} onOpen={open} onUp={up} />
        <StaleFrame />
        <LoadingNote />
      </LevelRegion>
      {frame && (
        <>
          <LevelLegend
            frame={frame}
            zoom={camera.zoom}
            onZoom={(factor) => view.current?.zoomBy(factor)}
            onFit={() => view.current?.fit()}
            onLayOut={() => {
              saveLevelMemory(frame.key, undefined);
              keepLevelMemory(frame.key, undefined);
              view.current?.fit();
            }}
          />
          <LevelTable frame={frame} />
        </>
      )}
    </>
  );
}

/** Opening goes down one level at what is meant, and up one where nothing is. */
function useOpening() {
  const store = useWorkbenchStore();
  const { setOpenGroup, setNamespaces, select } = useIntents();
  const up = useCallback(() => {
    const { openGroup, namespaces } = store.getState();
    if (openGroup !== undefined) setOpenGroup(undefined);
    else if (namespaces !== 'all') setNamespaces('all');
  }, [store, setOpenGroup, setNamespaces]);
  /** `alone`: without all others. */
  const open = useCallback(
    (thing: LevelThing, alone: boolean, frame?: LevelFrame) => {
      if (thing.type === 'group') {
        const own = frame?.facts.groups.find(({ id }) => id === thing.id)?.namespaces;
        if (alone && own !== undefined) setNamespaces(own);
        else setOpenGroup(thing.id);
      } else if (thing.type === 'workload') select(selectionOfThing(thing));
      else setNamespaces([thing.name]);
    },
    [setOpenGroup, setNamespaces, select],
  );
  return { open, up };
}
