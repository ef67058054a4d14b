'use client';
/** The map: toolbar, canvas, legend, and the same in tables. */

import { type KeyboardEvent, startTransition, useCallback, useEffect, useRef, useState } from 'react';
import { useIntents, useWorkbench, useWorkbenchStore } from '#store';
import { classNames } from '#ui';
import type { MapFrame } from '#workbench';
import { type Arrow, describeStrip, levelOf, selectionOf, stripTowards } from '#workbench';
import { MapCanvas } from './canvas/map-canvas.tsx';
import type { MapView } from './canvas/map-view.ts';
import { LeftOutNote } from './controls/left-out-note.tsx';
import { LoadingNote } from './controls/loading-note.tsx';
import { keysRest, mapKeyAct } from './controls/map-keys.ts';
import { MapLegend } from './controls/map-legend.tsx';
import { MapToolbar } from './controls/map-toolbar.tsx';
import { StaleFrame } from './controls/stale-frame.tsx';
import { WalkedRegion } from './controls/walked-region.tsx';
import { DrawingCard } from './draw/drawing-card.tsx';
import { endOf } from './draw/drawn-ends.ts';
import { LevelsMap, type MapCamera } from './levels/levels-map.tsx';
import { MapTable } from './table/map-table.tsx';

const ARROWS: Readonly<Record<string, Arrow>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** `away`: another screen is in front. The map keeps its places and its camera meanwhile, and its keys rest. */
export function MapScreen({ away }: { away: boolean }) {
  const view = useRef<MapView | undefined>(undefined);
  const layOut = useRef<(() => void) | undefined>(undefined);
  const filter = useRef<HTMLInputElement>(null);
  const [zoom, setZoom] = useState(1);
  const [frame, setFrame] = useState<MapFrame>();
  // The canvas is drawn already when this is called: the tables may follow when there is time.
  const onFrame = useCallback((next: MapFrame | undefined) => startTransition(() => setFrame(next)), []);
  const onZoom = useCallback((next: number) => startTransition(() => setZoom(next)), []);
  const isPlain = useWorkbench((state) => levelOf(state) === 'plain');
  const levels = useRef<MapCamera | undefined>(undefined);
  useMapKeys(isPlain ? view : levels, filter, away);
  return (
    <section
      aria-label="Map"
      className={classNames('relative min-h-0 min-w-0 flex-1 flex-col bg-canvas', away ? 'hidden' : 'flex')}
    >
      <MapToolbar filterRef={filter} />
      {isPlain ? (
        <>
          <MapRegion view={view} frame={frame}>
            <MapCanvas viewRef={view} layOutRef={layOut} onFrame={onFrame} onZoom={onZoom} />
            <StaleFrame />
            <LoadingNote />
            <DrawingCard placement={frame?.scene.placement} />
            <LeftOutNote leftOut={frame?.scene.model.leftOut} folded={frame?.scene.model.folded} />
          </MapRegion>
          <MapLegend
            zoom={zoom}
            onZoom={(factor) => view.current?.zoomBy(factor)}
            onFit={() => view.current?.fit()}
            onLayOut={() => layOut.current?.()}
            folded={frame?.scene.model.folded ?? false}
          />
          {frame === undefined ? null : <MapTable model={frame.scene.model} shown={frame.shown} />}
        </>
      ) : (
        <LevelsMap viewRef={levels} />
      )}
    </section>
  );
}

type ViewRef = React.RefObject<MapView | undefined>;

/** One stop for the Tab key; inside it arrows walk from strip to strip, and each is spoken. */
function MapRegion(props: { view: ViewRef; frame: MapFrame | undefined; children: React.ReactNode }) {
  const { view, frame, children } = props;
  const { select, draw } = useIntents();
  const [cursor, setCursor] = useState<string>();
  const moveTo = (strip: string | undefined) => {
    setCursor(strip);
    view.current?.setCursor(strip);
  };
  const selected = useWorkbench((state) => (state.selection?.type === 'workload' ? state.selection.id : undefined));
  const onKeyDown = (event: KeyboardEvent) => {
    const shown = view.current?.shown;
    if (shown === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const arrow = ARROWS[event.key];
    if (arrow !== undefined) {
      event.preventDefault();
      const next = stripTowards(shown.model, shown.placement, cursor ?? selected, arrow);
      if (next !== undefined) moveTo(next);
    } else if ((event.key === 'Enter' || event.key === ' ') && cursor !== undefined) {
      event.preventDefault();
      select(selectionOf({ type: 'strip', id: cursor }));
    } else if (event.key === 'c' || event.key === 'C') {
      const at = cursor ?? selected;
      const end = at === undefined ? undefined : endOf({ type: 'strip', id: at });
      if (!end || event.target !== event.currentTarget) return;
      event.preventDefault();
      event.stopPropagation();
      draw(end, event.shiftKey);
    } else if (event.key === 'Escape') {
      moveTo(undefined);
    }
  };
  return (
    <WalkedRegion
      hints="Arrow keys walk along the lanes: left to who may reach a workload, right to whom it may reach. Enter opens it. The tables below the map hold the same."
      place={cursor === undefined || frame === undefined ? '' : describeStrip(frame.scene.model, cursor)}
      onKeyDown={onKeyDown}
      onLeave={() => moveTo(undefined)}
    >
      {children}
    </WalkedRegion>
  );
}

function useMapKeys(
  view: React.RefObject<MapCamera | undefined>,
  filter: React.RefObject<HTMLInputElement | null>,
  rest: boolean,
): void {
  const store = useWorkbenchStore();
  const intents = useIntents();
  useEffect(() => {
    if (rest) return;
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (keysRest(event)) return;
      const act = mapKeyAct(event.key, {
        state: () => store.getState(),
        intents,
        fit: () => view.current?.fit(),
        zoomBy: (factor) => view.current?.zoomBy(factor),
        filter: () => filter.current?.focus(),
      });
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [store, intents, view, filter, rest]);
}
