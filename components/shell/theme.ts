'use client';
import { useSyncExternalStore } from 'react';

export type Theme = 'dark' | 'light';

/** The script in the page's head reads the same entry before the first paint. */
const STORED_AS = 'netpol-studio/theme';

function current(): Theme {
  return document.documentElement.dataset.theme === 'light' ? 'light' : 'dark';
}

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, current, () => 'dark');
}

/** Takes effect at once and is kept for the next visit, where the browser lets us keep it. */
export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(STORED_AS, theme);
  } catch {
    // A private window: the choice holds for this page.
  }
}
