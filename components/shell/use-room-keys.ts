'use client';
import { useEffect } from 'react';
import { useIntents } from '#hooks';
import type { Room } from '#workbench';
import { isTyping } from './keys.ts';

/** After `g`, each leads to a room. */
const ROOMS: Readonly<Record<string, Room>> = { m: 'map', f: 'findings', h: 'history' };
/** A second key that comes later than this stands for itself. */
const SECOND_KEY_MS = 1500;

/** `g` and a letter lead to a room, whatever the letter alone would do in the room that is left. */
export function useRoomKeys(): void {
  const { showRoom } = useIntents();
  useEffect(() => {
    let wentAt = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('dialog[open], [popover]:popover-open')) return;
      const key = event.key.toLowerCase();
      const room = event.timeStamp - wentAt < SECOND_KEY_MS ? ROOMS[key] : undefined;
      wentAt = key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (!room) return;
      event.preventDefault();
      event.stopPropagation();
      showRoom(room);
    };
    // Before the letters of the room itself.
    document.addEventListener('keydown', onKey, { capture: true });
    return () => document.removeEventListener('keydown', onKey, { capture: true });
  }, [showRoom]);
}
