'use client';
import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { KeyRegion } from '#ui';

export interface WalkedRegionProps {
  /** What the keys do, for whoever does not see the map. */
  hints: string;
  /** Where the keyboard is, in words; empty while it is nowhere. */
  place: string;
  onKeyDown: (event: KeyboardEvent) => void;
  onLeave: () => void;
  children: ReactNode;
}

/** The map under the keyboard: arrows walk from one thing to the next, and each is spoken. */
export function WalkedRegion({ hints, place, onKeyDown, onLeave, children }: WalkedRegionProps) {
  const id = useId();
  return (
    <KeyRegion
      aria-label="Map of who can talk to whom"
      aria-describedby={id}
      onKeyDown={onKeyDown}
      onBlur={onLeave}
      className="min-h-0 flex-1"
    >
      {children}
      <p id={id} className="sr-only">
        {hints}
      </p>
      <p role="status" aria-live="polite" className="sr-only" data-testid="map-cursor">
        {place}
      </p>
    </KeyRegion>
  );
}
