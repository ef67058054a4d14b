/** Where the map is looked at from: fit, zoom by steps, whole pixels so that hairlines stay sharp. */

import type { Core } from 'cytoscape';
import type { Rect } from '#graph';

export const ZOOM = { least: 0.08, most: 2.5, fitMost: 1.3, step: 1.2 } as const;

/** Ground left free around the map, in screen pixels; its bounds end with streets that are empty near the rim. */
const MARGIN = { wanted: 10, least: -10 } as const;

export interface CameraPlace {
  readonly zoom: number;
  readonly pan: { readonly x: number; readonly y: number };
}

/** The whole map, centred; 100 % when that nearly fits, never larger than 130 %. */
export function fitPlace(bounds: Rect, width: number, height: number): CameraPlace {
  const room = (margin: number) => Math.min((width - 2 * margin) / bounds.width, (height - 2 * margin) / bounds.height);
  // Text and hairlines are sharpest at 100 %: a narrower margin is the smaller evil.
  const whole = room(MARGIN.least) >= 1 && room(MARGIN.wanted) < 1.1;
  const wanted = Math.max(ZOOM.least, Math.min(ZOOM.fitMost, room(MARGIN.wanted)));
  const zoom = whole ? 1 : wanted > 1 ? Math.floor(wanted * 20) / 20 : wanted;
  return {
    zoom,
    pan: {
      x: Math.round(width / 2 - (bounds.x + bounds.width / 2) * zoom),
      y: Math.round(height / 2 - (bounds.y + bounds.height / 2) * zoom),
    },
  };
}

export function moveCamera(cy: Core, place: CameraPlace, milliseconds: number): void {
  cy.stop();
  if (milliseconds === 0) cy.viewport({ zoom: place.zoom, pan: { ...place.pan } });
  else
    cy.animate(
      { zoom: place.zoom, pan: { ...place.pan } },
      { duration: milliseconds, easing: 'ease-out', complete: () => settle(cy, place) },
    );
}

function settle(cy: Core, place: CameraPlace): void {
  cy.viewport({ zoom: place.zoom, pan: { ...place.pan } });
}

export function zoomAboutMiddle(cy: Core, factor: number): void {
  const level = Math.max(ZOOM.least, Math.min(ZOOM.most, cy.zoom() * factor));
  const near = Math.abs(level - 1) < 0.04 ? 1 : level;
  cy.zoom({ level: near, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  const pan = cy.pan();
  cy.pan({ x: Math.round(pan.x), y: Math.round(pan.y) });
}

/** Brings a rectangle into view by the least shift. */
export function reveal(cy: Core, rect: Rect): void {
  const { x, y } = cy.pan();
  const zoom = cy.zoom();
  const margin = 24;
  const shift = (from: number, to: number, most: number) =>
    from < margin ? margin - from : to > most - margin ? most - margin - to : 0;
  const dx = shift(rect.x * zoom + x, (rect.x + rect.width) * zoom + x, cy.width());
  const dy = shift(rect.y * zoom + y, (rect.y + rect.height) * zoom + y, cy.height());
  if (dx !== 0 || dy !== 0) cy.panBy({ x: dx, y: dy });
}
