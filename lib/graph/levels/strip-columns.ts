/** In which column of an open group each namespace stands: senders left, receivers right, the rest where there is room. */

import type { LevelFacts } from '../counts/level-facts.ts';

/** Sends more lines than it takes by so many: it belongs at an edge. */
const CLEAR = 1;

/** Names of each column in the order they are known; a gap stays in the column it would fall into. */
export function byFlow(order: readonly string[], columns: number, { lines, fold }: LevelFacts): string[][] {
  const names = order.filter((name) => name !== '');
  const most = Math.ceil(names.length / columns);
  const flow = flowOf(new Set(names), lines, fold.census.namespaces);
  const list = Array.from({ length: columns }, (): string[] => []);
  const waiting: string[] = [];
  for (const name of names) {
    const own = flow.get(name) ?? 0;
    const wished = own >= CLEAR ? list[0] : own <= -CLEAR ? list.at(-1) : undefined;
    if (wished && wished.length < most) wished.push(name);
    else waiting.push(name);
  }
  for (const name of waiting) {
    let shortest = list[0];
    for (const column of list) if (column.length < (shortest?.length ?? 0)) shortest = column;
    shortest?.push(name);
  }
  return list;
}

/** Kept order, column by column. */
export function inOrder(order: readonly string[], columns: number): string[][] {
  const most = Math.ceil(order.length / columns);
  return Array.from({ length: columns }, (_, at) => order.slice(at * most, (at + 1) * most));
}

/** Lines within the group count as they run; lines to others only where there are none within. */
function flowOf(
  own: ReadonlySet<string>,
  lines: LevelFacts['lines'],
  namespaces: readonly string[],
): Map<string, number> {
  const within = new Map<string, number>();
  const across = new Map<string, number>();
  const add = (map: Map<string, number>, name: string, by: number) => map.set(name, (map.get(name) ?? 0) + by);
  for (const { from, to, place } of lines) {
    if (place === 'rail') continue;
    const [a = '', b = ''] = [namespaces[from], namespaces[to]];
    const [mine, theirs] = [own.has(a), own.has(b)];
    const flow = mine && theirs ? within : across;
    if (mine) add(flow, a, mine && theirs ? 1 : -1);
    if (theirs) add(flow, b, mine && theirs ? -1 : 1);
  }
  return new Map([...own].map((name) => [name, within.get(name) ?? across.get(name) ?? 0]));
}
