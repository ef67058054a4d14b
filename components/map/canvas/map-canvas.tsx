'use client';
/**
 * Where React meets the canvas: opens the view once, then patches it straight from the store, without rendering. The
 * screen hears of a new frame afterwards, for the tables beside the map.
 */

import { type RefObject, useEffect, useRef } from 'react';
import type { Metrics, Viewport } from '#graph';
import { afterPaint, useIntents, useWorkbenchStore } from '#store';
import type { MapFrame } from '#workbench';
import { mapPipeline, selectionOf } from '#workbench';
import { endOf, sameEnd } from '../draw/drawn-ends.ts';
import { GhostLine, showGhost } from '../draw/ghost-line.tsx';
import { followFrame } from './follow-frame.ts';
import { type MapView, openMapView } from './map-view.ts';
import { placementStorage } from './placement-storage.ts';

export interface MapCanvasProps {
  viewRef: RefObject<MapView | undefined>;
  /** Set while the canvas stands: places everything anew. */
  layOutRef: RefObject<(() => void) | undefined>;
  onFrame: (frame: MapFrame | undefined) => void;
  onZoom: (zoom: number) => void;
}

export function MapCanvas({ viewRef, layOutRef, onFrame, onZoom }: MapCanvasProps) {
  const host = useRef<HTMLDivElement>(null);
  const store = useWorkbenchStore();
  const ghost = useRef<SVGLineElement>(null);
  const { select, draw: drawFrom, drawTo } = useIntents();
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const pipeline = mapPipeline(placementStorage);
    const frameNow = () => ({
      width: window.innerWidth,
      height: window.innerHeight,
      draftOpen: store.getState().draftOpen,
      selection: store.getState().selection,
    });
    const view = openMapView(element, {
      choose: (choice) => {
        const { drawing } = store.getState();
        // While an end is looked for, a press on one chooses it; beside them all it lets go.
        if (drawing && !drawing.to) {
          const end = endOf(choice);
          if (end && !sameEnd(end, drawing.from)) drawTo(end);
        } else select(selectionOf(choice));
      },
      drawing: {
        begin: (strip, towards) => {
          const from = endOf({ type: 'strip', id: strip });
          if (from) drawFrom(from, towards, true);
        },
        move: (from, to) => showGhost(ghost.current, from, to),
        end: (strip) => {
          showGhost(ghost.current);
          const to = strip === undefined ? undefined : endOf({ type: 'strip', id: strip });
          // Dropped on nothing: the list of ends opens.
          drawTo(to);
        },
      },
      zoomed: onZoom,
      frame: frameNow,
    });
    viewRef.current = view;
    let last: MapFrame['scene'] | undefined;
    let frames = 0;
    let tell = () => {};
    let size = sizeOf(element);
    const draw = () => {
      const state = store.getState();
      if (size.viewport.width === 0) return;
      const frame = pipeline.frame(state, size.viewport, metricsFor(size.window, state.draftOpen));
      if (frame !== undefined && !sameScene(last, frame.scene)) {
        last = frame.scene;
        view.show(frame.scene);
        // For tests and measurements: the canvas itself tells nobody that it was drawn, nor of which text.
        frames += 1;
        element.dataset.frames = String(frames);
        element.dataset.turn = String(state.effectTurn);
        tell();
        tell = afterPaint(() => onFrame(frame));
      }
    };
    layOutRef.current = () => {
      pipeline.layOutAgain(store.getState());
      draw();
      view.fit();
    };
    // To ask for a size lays the page out: not with every key, only when it may have changed.
    // A panel that opens or grows beside the map changes no places either.
    const framed = followFrame(frameNow);
    const observer = new ResizeObserver(() => {
      if (framed.cause() === 'frame' || size.viewport.width === 0) size = sizeOf(element);
      draw();
    });
    observer.observe(element);
    const unsubscribe = store.subscribe(draw);
    draw();
    return () => {
      tell();
      unsubscribe();
      observer.disconnect();
      view.destroy();
      viewRef.current = undefined;
      layOutRef.current = undefined;
    };
  }, [store, select, drawFrom, drawTo, viewRef, layOutRef, onFrame, onZoom]);
  return (
    <>
      {/* Not placed absolutely: Cytoscape makes its container relative, and its rule wins over ours. */}
      <div ref={host} className="size-full" aria-hidden="true" />
      <GhostLine line={ghost} />
    </>
  );
}

function sizeOf(element: HTMLElement): { readonly viewport: Viewport; readonly window: number } {
  return { viewport: { width: element.clientWidth, height: element.clientHeight }, window: window.innerWidth };
}

/** Narrow windows and the editor take width from the strips, never from the type. */
function metricsFor(windowWidth: number, draftOpen: boolean): Metrics {
  const stripWidth = windowWidth < 1360 ? 180 : draftOpen && windowWidth < 1700 ? 186 : 192;
  return { stripWidth, stripHeight: 44 };
}

/** Most changes of the state are not about the map. */
function sameScene(a: MapFrame['scene'] | undefined, b: MapFrame['scene']): boolean {
  if (a === undefined) return false;
  return (Object.keys(b) as (keyof typeof b)[]).every((key) => a[key] === b[key]) && 'chosen' in a === 'chosen' in b;
}
