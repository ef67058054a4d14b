/** Mouse and touch on the map: hover after 80 ms, click to choose, click on the ground to let go. */

import type { Core, EventObject } from 'cytoscape';
import type { StripId } from '#graph';
import type { Choice, Scene } from '#workbench';

const HOVER_IN_MS = 80;
const HOVER_OUT_MS = 120;
/** Height of the part of a plate that is its title. */
const TITLE_HEIGHT = 30;

export interface PointerEvents {
  choose(choice: Choice | undefined): void;
  hover(choice: Choice | undefined): void;
  /** The person moved the camera. */
  moved(): void;
}

export function followPointer(cy: Core, scene: () => Scene | undefined, events: PointerEvents): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hoverAfter = (milliseconds: number, choice: Choice | undefined) => {
    clearTimeout(timer);
    timer = setTimeout(() => events.hover(choice), milliseconds);
  };
  const point = (shape: 'pointer' | '') => {
    const host = cy.container();
    if (host !== null) host.style.cursor = shape;
  };
  cy.on('mouseover', 'node, edge', (event) => {
    const choice = choiceOf(event);
    if (choice === undefined) return;
    point('pointer');
    hoverAfter(HOVER_IN_MS, choice);
  });
  cy.on('mouseout', 'node, edge', () => {
    point('');
    hoverAfter(HOVER_OUT_MS, undefined);
  });
  cy.on('tap', (event) => {
    clearTimeout(timer);
    events.hover(undefined);
    events.choose(event.target === cy ? plateAt(scene(), event.position) : choiceOf(event));
  });
  cy.on('dragpan scrollzoom pinchzoom', () => events.moved());
  return () => clearTimeout(timer);
}

function choiceOf(event: EventObject): Choice | undefined {
  const target = event.target;
  if (target.isNode()) return { type: 'strip', id: target.id() as StripId };
  const { source, destination } = target.data() as { source?: StripId; destination?: StripId };
  const end = destination ?? (target.data('target') as StripId | undefined);
  return source === undefined || end === undefined ? undefined : { type: 'edge', source, destination: end };
}

function plateAt(scene: Scene | undefined, at: { x: number; y: number }): Choice | undefined {
  for (const plate of scene?.model.plates ?? []) {
    const rect = scene?.placement.plates.get(plate.id);
    if (rect === undefined || plate.kind === 'outside' || plate.kind === 'folded') continue;
    const across = at.x >= rect.x && at.x <= rect.x + rect.width;
    const bottom = plate.kind === 'unreadable' ? rect.y + rect.height : rect.y + TITLE_HEIGHT;
    if (across && at.y >= rect.y && at.y <= bottom) return { type: 'plate', id: plate.id };
  }
  return undefined;
}
