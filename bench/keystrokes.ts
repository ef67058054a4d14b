/** Measures inside the page how long a key takes to reach the map. */

export interface KeystrokeTimes {
  /** Milliseconds until the map was handed the picture of the text with the key. */
  readonly drawn: number;
  /** Milliseconds until the page was done with the frame that shows it. */
  readonly painted: number;
}

declare global {
  interface Window {
    keystrokes?: KeystrokeTimes[];
  }
}

/**
 * Runs in the page: one entry for every key whose text changes the map. The clock begins with the event's own time stamp,
 * and ends when the main thread has painted and handed over the frame after the map took in the analyst's reading of
 * that text; a picture of an earlier text does not count. What the compositor and the display need besides is not seen.
 */
export function recordKeystrokes(): void {
  const entries: KeystrokeTimes[] = [];
  window.keystrokes = entries;
  const map = document.querySelector<HTMLElement>('[data-frames]');
  if (!map) throw new Error('There is no map to watch.');
  let pressed: { readonly at: number; readonly turn: string | undefined } | undefined;
  document.addEventListener(
    'keydown',
    (event) => {
      pressed = { at: event.timeStamp, turn: map.dataset.turn };
    },
    { capture: true },
  );
  new MutationObserver(() => {
    if (pressed === undefined || pressed.turn === map.dataset.turn) return;
    const began = pressed.at;
    pressed = undefined;
    const drawn = performance.now() - began;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => entries.push({ drawn, painted: performance.now() - began });
      port2.postMessage(undefined);
    });
  }).observe(map, { attributeFilter: ['data-turn'] });
}
