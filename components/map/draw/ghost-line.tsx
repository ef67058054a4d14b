/** The line under the hand while a connection is drawn: no verdict's colour, because nothing is decided. */

import type { RefObject } from 'react';
import type { Point } from '../canvas/draw-pointer.ts';

export function GhostLine({ line }: { line: RefObject<SVGLineElement | null> }) {
  return (
    <svg className="pointer-events-none absolute inset-0 size-full" aria-hidden="true">
      <line
        ref={line}
        visibility="hidden"
        strokeWidth={2.4}
        strokeDasharray="2 5"
        strokeLinecap="round"
        className="stroke-text-1"
      />
    </svg>
  );
}

/** In the same frame as the pointer: written to the element and not rendered. Without ends it is gone. */
export function showGhost(line: SVGLineElement | null, from?: Point, to?: Point): void {
  if (!line) return;
  line.setAttribute('visibility', from && to ? 'visible' : 'hidden');
  if (!from || !to) return;
  for (const [name, value] of [
    ['x1', from.x],
    ['y1', from.y],
    ['x2', to.x],
    ['y2', to.y],
  ] as const) {
    line.setAttribute(name, String(value));
  }
}
