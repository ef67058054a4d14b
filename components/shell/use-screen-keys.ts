'use client';
import { useEffect } from 'react';
import { SCREENS, showScreen } from '#store';
import { isTyping } from './keys.ts';

/** A second key that comes later than this stands for itself. */
const SECOND_KEY_MS = 1500;

/** `g` and a letter lead to a screen, whatever the letter alone would do on the screen that is left. */
export function useScreenKeys(): void {
  useEffect(() => {
    let wentAt = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('dialog[open], [popover]:popover-open')) return;
      const pressed = event.key.toLowerCase();
      const isSecond = event.timeStamp - wentAt < SECOND_KEY_MS;
      const screen = isSecond ? SCREENS.find(({ key }) => key === pressed) : undefined;
      wentAt = pressed === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (!screen) return;
      event.preventDefault();
      event.stopPropagation();
      showScreen(screen.id);
    };
    // Before the letters of the screen itself.
    document.addEventListener('keydown', onKey, { capture: true });
    return () => document.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}
