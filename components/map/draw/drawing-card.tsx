'use client';
/** While a connection is drawn: first the list of ends, then what to say of the two that were chosen. */

import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Placement } from '#graph';
import { useIntents, useWorkbench } from '#store';
import { Icon, IconButton } from '#ui';
import type { Drawing } from '#workbench';
import { ConnectForm } from './connect-form.tsx';
import { endName } from './drawn-ends.ts';
import { EndList } from './end-list.tsx';

export function DrawingCard({ placement }: { placement: Placement | undefined }) {
  const drawing = useWorkbench((state) => state.drawing);
  const { endDrawing } = useIntents();
  const card = useRef<HTMLDivElement>(null);
  const before = useRef<Element | null>(null);
  const isOpen = drawing !== undefined && !drawing.held;
  useEffect(() => {
    if (!isOpen) return;
    before.current = document.activeElement;
    return () => {
      if (before.current instanceof HTMLElement) before.current.focus();
    };
  }, [isOpen]);
  useEffect(() => {
    if (!isOpen) return;
    // Also while the pointer is over the map and the focus nowhere.
    const onEscape = (event: globalThis.KeyboardEvent) => event.key === 'Escape' && endDrawing();
    document.addEventListener('keydown', onEscape);
    return () => document.removeEventListener('keydown', onEscape);
  }, [isOpen, endDrawing]);
  const isChosen = drawing?.to !== undefined;
  useEffect(() => {
    // The ports are what is asked first.
    if (isChosen) card.current?.querySelector<HTMLElement>('input:checked')?.focus();
  }, [isChosen]);
  if (!drawing || drawing.held) return null;
  const { from, to, towards } = drawing;
  const [source, destination] = towards ? [to, from] : [from, to];
  const onKeyDown = (event: KeyboardEvent) => {
    // The map's own letters rest meanwhile.
    if (event.key !== 'Escape') event.stopPropagation();
  };
  return (
    <div
      ref={card}
      role="dialog"
      aria-label={to ? 'A drawn connection' : `Drawing from ${endName(from)}`}
      onKeyDown={onKeyDown}
      className={`absolute left-1/2 z-20 max-h-[64%] max-w-[96%] -translate-x-1/2 overflow-y-auto rounded-plate border border-line-2 bg-overlay shadow-popover ${to ? 'w-[688px]' : 'w-[372px]'} ${isLow(drawing, placement) ? 'top-3' : 'bottom-3'}`}
    >
      <div className="flex items-center gap-2 border-b border-line-1 px-3.5 py-2 text-body">
        <h3 className="min-w-0 flex-1 truncate">
          <strong className="font-name">{source ? endName(source) : 'Who'}</strong>
          <span className="px-2 text-allowed" aria-hidden>
            ⟶
          </span>
          <span className="sr-only"> to </span>
          <strong className="font-name">{destination ? endName(destination) : 'whom?'}</strong>
        </h3>
        <IconButton label="Leave it, nothing is drafted" onClick={endDrawing}>
          <Icon of={X} size={14} />
        </IconButton>
      </div>
      {source && destination ? <ConnectForm source={source} destination={destination} /> : <EndList from={from} />}
    </div>
  );
}

/** Both ends stand in the lower half of the map, which the card then leaves free. */
function isLow({ from, to }: Drawing, placement: Placement | undefined): boolean {
  const all = [...(placement?.plates.values() ?? [])];
  const middle = (Math.min(...all.map(({ y }) => y)) + Math.max(...all.map(({ y, height }) => y + height))) / 2;
  const ends = [from, to].flatMap((end) => {
    if (end?.kind === 'namespace') return placement?.plates.get(end.name) ?? [];
    return end?.kind === 'workload' ? (placement?.strips.get(end.id) ?? []) : [];
  });
  return ends.length > 0 && ends.every(({ y }) => y > middle);
}
