/** Measures inside the page how long a key takes to reach the map. */

export interface KeystrokeTimes {
  /** Milliseconds until the map was handed its new picture. */
  readonly drawn: number;
  /** Milliseconds until the frame with it was done. */
  readonly painted: number;
}

declare global {
  interface Window {
    keystrokes?: KeystrokeTimes[];
  }
}

/** Runs in the page: one entry for every key that changes the map. The clock is the event's own. */
export function recordKeystrokes(): void {
  const entries: KeystrokeTimes[] = [];
  window.keystrokes = entries;
  let pressed: number | undefined;
  document.addEventListener(
    'keydown',
    (event) => {
      pressed = event.timeStamp;
    },
    { capture: true },
  );
  const map = document.querySelector('[data-frames]');
  if (!map) throw new Error('There is no map to watch.');
  new MutationObserver(() => {
    if (pressed === undefined) return;
    const began = pressed;
    pressed = undefined;
    const drawn = performance.now() - began;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => entries.push({ drawn, painted: performance.now() - began });
      port2.postMessage(undefined);
    });
  }).observe(map, { attributeFilter: ['data-frames'] });
}
