/** Where an arrow key leads: along lanes to the left (who reaches me) and right (whom I reach), else to the next strip. */

import type { MapModel, Placement, Rect, StripId } from '#graph';

export type Arrow = 'left' | 'right' | 'up' | 'down';

/** The next strip, or undefined when there is none that way. Without a place to start from: the topmost of the left. */
export function stripTowards(
  model: MapModel,
  placement: Placement,
  from: StripId | undefined,
  arrow: Arrow,
): StripId | undefined {
  const start = from === undefined ? undefined : placement.strips.get(from);
  if (from === undefined || start === undefined) return first(placement);
  if (arrow === 'left' || arrow === 'right') {
    const along = neighbours(model, from, arrow);
    const reached = nearest(placement, start, along, arrow);
    if (reached !== undefined) return reached;
  }
  return nearest(placement, start, inDirection(placement, start, arrow));
}

function first(placement: Placement): StripId | undefined {
  let best: [StripId, Rect] | undefined;
  for (const [id, rect] of placement.strips) {
    if (id === 'outside') continue;
    if (best === undefined || rect.x < best[1].x || (rect.x === best[1].x && rect.y < best[1].y)) best = [id, rect];
  }
  return best?.[0];
}

function neighbours(model: MapModel, of: StripId, arrow: 'left' | 'right'): StripId[] {
  const edges = [...model.edges, ...model.overlay];
  return arrow === 'left'
    ? edges.filter((edge) => edge.destination === of).map((edge) => edge.source)
    : edges.filter((edge) => edge.source === of).map((edge) => edge.destination);
}

function inDirection(placement: Placement, start: Rect, arrow: Arrow): StripId[] {
  const from = middle(start);
  const found: StripId[] = [];
  for (const [id, rect] of placement.strips) {
    const { x, y } = middle(rect);
    const [dx, dy] = [x - from.x, y - from.y];
    const upright = Math.abs(dy) > Math.abs(dx) * 0.5;
    if (arrow === 'up' && dy < -1 && upright) found.push(id);
    if (arrow === 'down' && dy > 1 && upright) found.push(id);
    if (arrow === 'left' && dx < -1 && Math.abs(dx) > Math.abs(dy) * 0.5) found.push(id);
    if (arrow === 'right' && dx > 1 && Math.abs(dx) > Math.abs(dy) * 0.5) found.push(id);
  }
  return found;
}

/** A lane may lead back to a strip on the other side: only when none leads where the arrow points. */
const AGAINST = 1e6;

/** Nearest by height first: the row one is on matters more than how far away the column is. */
function nearest(
  placement: Placement,
  start: Rect,
  candidates: readonly StripId[],
  arrow?: 'left' | 'right',
): StripId | undefined {
  const from = middle(start);
  let best: { id: StripId; cost: number } | undefined;
  for (const id of candidates) {
    const rect = placement.strips.get(id);
    if (rect === undefined) continue;
    const { x, y } = middle(rect);
    const against = arrow !== undefined && (arrow === 'right' ? x <= from.x : x >= from.x);
    const cost = Math.abs(x - from.x) + 1.5 * Math.abs(y - from.y) + (against ? AGAINST : 0);
    if (best === undefined || cost < best.cost || (cost === best.cost && id < best.id)) best = { id, cost };
  }
  return best?.id;
}

const middle = (rect: Rect) => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 });
