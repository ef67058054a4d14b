/** Mouse, touch pad and touch on a level: hover after 80 ms, click to choose, drag to move, wheel to come nearer. */

import type { LevelThing } from '#workbench';
import type { LevelView } from './level-view.ts';

const HOVER_IN_MS = 80;
const HOVER_OUT_MS = 120;
const CLICK_SLACK = 4;
/** One notch of a wheel is about 100 px: a fifth nearer. */
const PER_PIXEL = 0.0018;

export interface LevelPointerEvents {
  choose(thing: LevelThing | undefined): void;
  /** By a double click; `alone`: with the Alt key, without all others. */
  open(thing: LevelThing | undefined, alone: boolean): void;
}

export function followLevelPointer(
  host: HTMLElement,
  view: () => LevelView | undefined,
  events: LevelPointerEvents,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from: { x: number; y: number; moved: boolean } | undefined;
  const at = (event: MouseEvent) => {
    const { left, top } = host.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const thing = (event: MouseEvent) => {
    const { x, y } = at(event);
    return view()?.thingAt(x, y);
  };
  const hoverAfter = (milliseconds: number, next: LevelThing | undefined) => {
    clearTimeout(timer);
    timer = setTimeout(() => view()?.hover(next), milliseconds);
  };
  const listeners: { [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void } = {
    pointerdown: (event) => {
      if (event.button !== 0) return;
      from = { x: event.clientX, y: event.clientY, moved: false };
      host.setPointerCapture(event.pointerId);
    },
    pointermove: (event) => {
      if (from === undefined) {
        const next = thing(event);
        host.style.cursor = next === undefined ? '' : 'pointer';
        hoverAfter(next === undefined ? HOVER_OUT_MS : HOVER_IN_MS, next);
        return;
      }
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      if (!from.moved && Math.abs(dx) + Math.abs(dy) < CLICK_SLACK) return;
      from = { x: event.clientX, y: event.clientY, moved: true };
      view()?.panBy(dx, dy);
    },
    pointerup: (event) => {
      const wasClick = from?.moved === false;
      from = undefined;
      if (!wasClick) return;
      clearTimeout(timer);
      view()?.hover(undefined);
      events.choose(thing(event));
    },
    pointerleave: () => hoverAfter(HOVER_OUT_MS, undefined),
    dblclick: (event) => {
      event.preventDefault();
      events.open(thing(event), event.altKey);
    },
    wheel: (event) => {
      event.preventDefault();
      view()?.zoomBy(Math.exp(-event.deltaY * PER_PIXEL * (event.ctrlKey ? 4 : 1)), at(event));
    },
  };
  const entries = Object.entries(listeners) as [string, EventListener][];
  for (const [name, listener] of entries) host.addEventListener(name, listener, { passive: false });
  return () => {
    clearTimeout(timer);
    for (const [name, listener] of entries) host.removeEventListener(name, listener);
  };
}
