/** What of a level's picture is under a point, the smallest first. */

import type { LevelPicture, Point, Rect } from '#graph';
import type { LevelThing } from '#workbench';

export function thingAt(
  { workloads, headings, marks, rails, plates }: LevelPicture,
  at: Point,
): LevelThing | undefined {
  const row = workloads.find(({ rect }) => isIn(at, rect, 0));
  if (row) return { type: 'workload', id: row.workload };
  const mark = marks.find(({ rect }) => isIn(at, rect, 2)) ?? headings.find(({ rect }) => isIn(at, rect, 0));
  if (mark) return { type: 'namespace', name: mark.namespace };
  const rail = rails.find(({ rect }) => isIn(at, rect, 4));
  if (rail) return { type: 'rail', name: rail.name };
  const plate = plates.find(({ rect }) => isIn(at, rect, 4));
  return plate ? { type: 'group', id: plate.id } : undefined;
}

export function rectOf(
  { workloads, marks, headings, rails, plates }: LevelPicture,
  thing: LevelThing,
): Rect | undefined {
  switch (thing.type) {
    case 'workload':
      return workloads.find(({ workload }) => workload === thing.id)?.rect;
    case 'namespace':
      return (
        marks.find(({ namespace }) => namespace === thing.name) ??
        headings.find(({ namespace }) => namespace === thing.name)
      )?.rect;
    case 'rail':
      return rails.find(({ name }) => name === thing.name)?.rect;
    case 'group':
      return plates.find(({ id }) => id === thing.id)?.rect;
  }
}

function isIn({ x, y }: Point, rect: Rect, more: number): boolean {
  return (
    x >= rect.x - more && x <= rect.x + rect.width + more && y >= rect.y - more && y <= rect.y + rect.height + more
  );
}
