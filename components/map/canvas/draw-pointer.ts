/** A drag from a gate to another end: from the right one it leaves, from the left one it comes in. */

import type { Core, EventObject } from 'cytoscape';
import type { StripId } from '#graph';
import type { Scene } from '#workbench';

/** So far a press is still a press. */
const SLACK = 6;
/** From an end of a strip, in the map's own units. */
const GATE = 40;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface DrawEvents {
  /** `towards`: from an ingress gate. */
  begin(strip: StripId, towards: boolean): void;
  /** Where the line runs, in pixels of the canvas. */
  move(from: Point, to: Point, over: StripId | undefined): void;
  end(over: StripId | undefined): void;
}

export function followDrawing(cy: Core, scene: () => Scene | undefined, events: DrawEvents): () => void {
  let pressed: { readonly strip: StripId; readonly towards: boolean; readonly at: Point } | undefined;
  let isDrawing = false;
  const onDown = (event: EventObject) => {
    if (event.target === cy || !event.target.isNode?.()) return;
    const strip = event.target.id() as StripId;
    const rect = scene()?.placement.strips.get(strip);
    if (!rect || strip === 'outside') return;
    const [left, right] = [event.position.x - rect.x, rect.x + rect.width - event.position.x];
    if (Math.min(left, right) > GATE) return;
    pressed = { strip, towards: left < right, at: event.renderedPosition };
    // Else the map would move under the hand.
    cy.userPanningEnabled(false);
  };
  const onMove = (event: EventObject) => {
    if (!pressed) return;
    const to = event.renderedPosition;
    if (!isDrawing && Math.hypot(to.x - pressed.at.x, to.y - pressed.at.y) < SLACK) return;
    if (!isDrawing) events.begin(pressed.strip, pressed.towards);
    isDrawing = true;
    events.move(pressed.at, to, stripOf(event, cy, pressed.strip));
  };
  const onUp = (event: EventObject) => {
    cy.userPanningEnabled(true);
    if (isDrawing && pressed) events.end(stripOf(event, cy, pressed.strip));
    pressed = undefined;
    isDrawing = false;
  };
  cy.on('tapstart', onDown);
  cy.on('tapdrag', onMove);
  cy.on('tapend', onUp);
  return () => {
    cy.off('tapstart', onDown);
    cy.off('tapdrag', onMove);
    cy.off('tapend', onUp);
  };
}

function stripOf(event: EventObject, cy: Core, own: StripId): StripId | undefined {
  if (event.target === cy || !event.target?.isNode?.()) return undefined;
  const id = event.target.id() as StripId;
  return id === own ? undefined : id;
}
