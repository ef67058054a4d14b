'use client';
import { useSyncExternalStore } from 'react';
import { type Screen, screenEntry, screenOfPath } from './screens.ts';

const listeners = new Set<() => void>();

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  addEventListener('popstate', onChange);
  return () => {
    listeners.delete(onChange);
    removeEventListener('popstate', onChange);
  };
}

/** The screen in front, by the path of the page. `onServer` is what a page is built as. */
export function useScreen(): Screen {
  return useSyncExternalStore(
    subscribe,
    () => screenOfPath(location.pathname),
    () => 'map',
  );
}

/**
 * Brings a screen to the front, as a step that Back takes back; what is selected, filtered and drafted stays in the
 * address. The path is changed here and not by the router of Next, which would ask our server for the route: a screen
 * must open also when the server has gone.
 */
export function showScreen(screen: Screen): void {
  if (screenOfPath(location.pathname) === screen) return;
  history.pushState(null, '', `${screenEntry(screen).path}${location.search}${location.hash}`);
  for (const onChange of listeners) onChange();
}
