'use client';
/** Form, text or both beside each other: remembered, and one of the two where the window is too narrow for both. */

import { useEffect, useState } from 'react';
import type { TextView } from './draft-toolbar.tsx';
import { useRemembered } from './use-remembered.ts';

const VIEWS: readonly TextView[] = ['form', 'yaml', 'both'];
const ROOM = '(min-width: 1280px)';

export function useTextView() {
  const [chosen, setView] = useRemembered('netpol-studio/draft-view', VIEWS, 'yaml');
  const [hasRoom, setHasRoom] = useState(true);
  useEffect(() => {
    const query = matchMedia(ROOM);
    const look = () => setHasRoom(query.matches);
    look();
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, []);
  const view: TextView = chosen === 'both' && !hasRoom ? 'form' : chosen;
  return { view, setView, hasRoom };
}
