'use client';
/** The levels of a large cluster: groups, their namespaces, and lines between them, on a canvas and in tables. */

import { type RefObject, startTransition, useCallback, useEffect, useRef, useState } from 'react';
import { afterPaint, useIntents, useWorkbenchStore } from '#store';
import { type LevelFrame, levelPipeline, selectionOfThing } from '#workbench';
import { LoadingNote } from '../controls/loading-note.tsx';
import { StaleFrame } from '../controls/stale-frame.tsx';
import { AT_REST, type LevelCamera } from './level-camera.ts';
import { followLevelPointer } from './level-pointer.ts';
import { loadLevelMemory, saveLevelMemory } from './level-storage.ts';
import { LevelView } from './level-view.ts';

export interface MapCamera {
  fit(): void;
  zoomBy(factor: number): void;
}

export function LevelsMap({ viewRef }: { viewRef: RefObject<MapCamera | undefined> }) {
  const [frame, setFrame] = useState<LevelFrame>();
  const [camera, setCamera] = useState<LevelCamera>(AT_REST);
  const onFrame = useCallback((next: LevelFrame) => startTransition(() => setFrame(next)), []);
  const onMoved = useCallback((next: LevelCamera) => startTransition(() => setCamera(next)), []);
  return (
    <>
      <div className="relative min-h-0 flex-1 overflow-hidden">
        <LevelsCanvas viewRef={viewRef} onFrame={onFrame} onMoved={onMoved} />
        <StaleFrame />
        <LoadingNote />
      </div>
      <p className="sr-only">
        {frame?.facts.groups.length} groups at {Math.round(camera.zoom * 100)} percent
      </p>
    </>
  );
}

interface CanvasProps {
  viewRef: RefObject<MapCamera | undefined>;
  onFrame: (frame: LevelFrame) => void;
  onMoved: (camera: LevelCamera) => void;
}

/** Opens the view once, then shows it every change of the store, without rendering. */
function LevelsCanvas({ viewRef, onFrame, onMoved }: CanvasProps) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const store = useWorkbenchStore();
  const { select, keepLevelMemory, setOpenGroup } = useIntents();
  useEffect(() => {
    const [element, drawn] = [host.current, canvas.current];
    if (element === null || drawn === null) return;
    const pipeline = levelPipeline();
    let frames = 0;
    const view = new LevelView(drawn, {
      moved: onMoved,
      drawn: () => {
        frames += 1;
        element.dataset.frames = String(frames);
      },
    });
    viewRef.current = view;
    let tell = () => {};
    let last: LevelFrame | undefined;
    let size = { width: element.clientWidth, height: element.clientHeight };
    const draw = () => {
      const state = store.getState();
      if (size.width === 0) return;
      const frame = pipeline.frame(state, size, loadLevelMemory);
      if (frame === undefined) return;
      view.show(frame, state.selection, undefined);
      if (state.levelMemories[frame.key] !== frame.memory) {
        keepLevelMemory(frame.key, frame.memory);
        saveLevelMemory(frame.key, frame.memory);
      }
      if (last === frame) return;
      last = frame;
      tell();
      tell = afterPaint(() => onFrame(frame));
    };
    const stopPointer = followLevelPointer(element, () => view, {
      choose: (thing) => select(selectionOfThing(thing)),
      open: (thing) => setOpenGroup(thing?.type === 'group' ? thing.id : undefined),
      zoomed: () => {},
    });
    const observer = new ResizeObserver(() => {
      size = { width: element.clientWidth, height: element.clientHeight };
      draw();
      view.repaint();
    });
    observer.observe(element);
    const unsubscribe = store.subscribe(draw);
    draw();
    return () => {
      tell();
      stopPointer();
      unsubscribe();
      observer.disconnect();
      view.destroy();
      viewRef.current = undefined;
    };
  }, [store, select, keepLevelMemory, setOpenGroup, viewRef, onFrame, onMoved]);
  return (
    <div ref={host} className="absolute inset-0 touch-none" data-testid="levels-canvas" aria-hidden="true">
      <canvas ref={canvas} className="size-full" />
    </div>
  );
}
