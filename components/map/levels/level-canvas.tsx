'use client';
/** Where React meets the canvas of the levels: opens the view once, then shows it every change of the store. */

import { useEffect, useRef } from 'react';
import { afterPaint, useIntents, useWorkbenchStore } from '#store';
import { type LevelFrame, type LevelThing, levelPipeline, namespacesFound, selectionOfThing } from '#workbench';
import type { LevelCamera } from './level-camera.ts';
import { followLevelPointer } from './level-pointer.ts';
import { loadLevelMemory, saveLevelMemory } from './level-storage.ts';
import { LevelView } from './level-view.ts';

interface LevelCanvasProps {
  onView: (view: LevelView | undefined) => void;
  onFrame: (frame: LevelFrame) => void;
  onMoved: (camera: LevelCamera) => void;
  onOpen: (thing: LevelThing, alone: boolean, frame?: LevelFrame) => void;
  onUp: () => void;
}

export function LevelCanvas({ onView, onFrame, onMoved, onOpen, onUp }: LevelCanvasProps) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const store = useWorkbenchStore();
  const { select, keepLevelMemory } = useIntents();
  useEffect(() => {
    const [element, surface] = [host.current, canvas.current];
    if (element === null || surface === null) return;
    const pipeline = levelPipeline();
    let frames = 0;
    let tell = () => {};
    let last: LevelFrame | undefined;
    let size = sizeOf(element);
    let asked = askedOf(store.getState());
    const view = new LevelView(surface, {
      moved: (camera) => {
        onMoved(camera);
        draw();
      },
      drawn: () => {
        frames += 1;
        element.dataset.frames = String(frames);
        // For tests and measurements: where the map stands.
        element.dataset.level = last?.drawn.picture.level;
      },
    });
    onView(view);
    function draw() {
      const state = store.getState();
      if (size.width === 0) return;
      const frame = pipeline.frame(state, size, loadLevelMemory, view.camera.zoom);
      if (frame === undefined) return;
      view.show(frame, state.selection, namespacesFound(state));
      if (state.levelMemories[frame.key] !== frame.memory) {
        keepLevelMemory(frame.key, frame.memory);
        // What is still being read is no ground to remember places on.
        if (!frame.minimum) saveLevelMemory(frame.key, frame.memory);
      }
      if (last === frame) return;
      last = frame;
      tell();
      tell = afterPaint(() => onFrame(frame));
    }
    const unsubscribe = store.subscribe((state) => {
      // Another level, group or part of the cluster is looked at from where it is seen whole.
      if (askedOf(state) !== asked) view.fit();
      asked = askedOf(state);
      draw();
    });
    const stopPointer = followLevelPointer(element, () => view, {
      choose: (thing) => select(selectionOfThing(thing)),
      open: (thing, alone) => (thing === undefined ? onUp() : onOpen(thing, alone, last)),
    });
    const observer = new ResizeObserver(() => {
      size = sizeOf(element);
      draw();
      view.repaint();
    });
    observer.observe(element);
    draw();
    return () => {
      tell();
      stopPointer();
      unsubscribe();
      observer.disconnect();
      view.destroy();
      onView(undefined);
    };
  }, [store, select, keepLevelMemory, onView, onFrame, onMoved, onOpen, onUp]);
  return (
    <div ref={host} className="absolute inset-0 touch-none" data-testid="levels-canvas" aria-hidden="true">
      <canvas ref={canvas} className="size-full" />
    </div>
  );
}

type Asked = Pick<
  ReturnType<ReturnType<typeof useWorkbenchStore>['getState']>,
  'detail' | 'openGroup' | 'groupBy' | 'namespaces'
>;

function askedOf({ detail, openGroup, groupBy, namespaces }: Asked): string {
  return JSON.stringify([detail, openGroup, groupBy, namespaces]);
}

/** In steps, so that dragging the edge of a window does not place lines anew at every pixel. */
const STEP = 8;

function sizeOf(element: HTMLElement): { readonly width: number; readonly height: number } {
  const inSteps = (length: number) => Math.floor(length / STEP) * STEP;
  return { width: inSteps(element.clientWidth), height: inSteps(element.clientHeight) };
}
