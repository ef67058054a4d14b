/** Brings a Cytoscape graph to a wanted set of elements in one batch; what is the same is not touched. */

import type { Core, ElementDefinition } from 'cytoscape';

/** Remembers what the graph holds, so that a patch costs a comparison and no query. */
export type Held = Map<string, string>;

export function patchElements(cy: Core, held: Held, wanted: readonly ElementDefinition[]): void {
  const ids = new Set(wanted.map((element) => element.data.id));
  cy.batch(() => {
    for (const id of [...held.keys()]) {
      if (ids.has(id)) continue;
      cy.getElementById(id).remove();
      held.delete(id);
    }
    for (const element of wanted) patchOne(cy, held, element);
  });
}

function patchOne(cy: Core, held: Held, element: ElementDefinition): void {
  const id = element.data.id ?? '';
  const now = JSON.stringify([element.data, element.position]);
  const before = held.get(id);
  if (before === now) return;
  const known = cy.getElementById(id);
  if (before !== undefined && known.nonempty()) {
    known.data(element.data);
    if (element.position !== undefined) known.position(element.position);
  } else {
    cy.add(element);
  }
  held.set(id, now);
}
