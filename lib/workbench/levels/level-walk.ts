/** Arrow keys on a level: by place, or along lines, left to who may come in and right to where it may go. */

import { foldedStrip, type LevelPicture, type Rect } from '#graph';
import type { Arrow } from '../view/arrow-navigation.ts';
import type { LevelThing } from './level-focus.ts';
import type { LevelFrame } from './level-frame.ts';

interface Stand {
  readonly thing: LevelThing;
  readonly rect: Rect;
}

/** Plates, with the strips of those that are open in their place; rows; rails. */
function stands({ plates, marks, workloads, rails }: LevelPicture): Stand[] {
  const rows = workloads.map(({ workload, rect }): Stand => ({ thing: { type: 'workload', id: workload }, rect }));
  const strips = marks
    .filter(({ look }) => look === 'strip' || look === 'line')
    .map(({ namespace, rect }): Stand => ({ thing: { type: 'namespace', name: namespace }, rect }));
  const closed = plates
    .filter(({ state }) => state !== 'open')
    .map(({ id, rect }): Stand => ({ thing: { type: 'group', id }, rect }));
  const along = rails.map(({ name, rect }): Stand => ({ thing: { type: 'rail', name }, rect }));
  return [...closed, ...strips, ...rows, ...along];
}

/** The next thing; the first at the top left while the keyboard is on none. */
export function thingTowards(
  frame: LevelFrame,
  from: LevelThing | undefined,
  arrow: Arrow,
  alongLines: boolean,
): LevelThing | undefined {
  const all = stands(frame.drawn.picture);
  const start = all.find(({ thing }) => sameThing(thing, from));
  if (start === undefined) {
    const opened = frame.open === undefined ? [] : all.filter(({ thing }) => thing.type === 'namespace');
    return firstOf(opened.length > 0 ? opened : all)?.thing;
  }
  const along = alongLines && (arrow === 'left' || arrow === 'right') ? lineEnds(frame, start.thing, arrow) : undefined;
  const candidates = all.filter(({ thing, rect }) => {
    if (thing === start.thing) return false;
    if (along) return along.has(endOf(thing));
    return isToward(start.rect, rect, arrow);
  });
  return nearestTo(start.rect, candidates, arrow)?.thing;
}

function sameThing(a: LevelThing, b: LevelThing | undefined): boolean {
  return b !== undefined && a.type === b.type && endOf(a) === endOf(b);
}

function endOf(thing: LevelThing): string {
  if (thing.type === 'group' || thing.type === 'workload') return thing.id;
  return thing.type === 'namespace' ? foldedStrip(thing.name) : `rail ${thing.name}`;
}

function lineEnds(
  { drawn, overlay, selected }: LevelFrame,
  thing: LevelThing,
  arrow: 'left' | 'right',
): ReadonlySet<string> {
  const own = endOf(thing);
  const lines = [...drawn.picture.lines, ...overlay, ...selected.lines];
  return new Set(
    lines.flatMap(({ source, destination }) =>
      arrow === 'left' ? (destination === own ? [source] : []) : source === own ? [destination] : [],
    ),
  );
}

function firstOf(all: readonly Stand[]): Stand | undefined {
  const plain = all.filter(({ thing }) => thing.type !== 'rail');
  return [...(plain.length > 0 ? plain : all)].sort((a, b) => a.rect.y - b.rect.y || a.rect.x - b.rect.x)[0];
}

const middle = (rect: Rect) => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 });

function isToward(from: Rect, to: Rect, arrow: Arrow): boolean {
  switch (arrow) {
    case 'left':
      return to.x + to.width <= from.x + 1;
    case 'right':
      return to.x >= from.x + from.width - 1;
    case 'up':
      return to.y + to.height <= from.y + 1;
    case 'down':
      return to.y >= from.y + from.height - 1;
  }
}

function nearestTo(from: Rect, candidates: readonly Stand[], arrow: Arrow): Stand | undefined {
  const start = middle(from);
  const level = arrow === 'left' || arrow === 'right';
  let best: { stand: Stand; cost: number } | undefined;
  for (const stand of candidates) {
    const { x, y } = middle(stand.rect);
    const [along, across] = level
      ? [Math.abs(x - start.x), gap(from.y, from.height, stand.rect.y, stand.rect.height)]
      : [Math.abs(y - start.y), gap(from.x, from.width, stand.rect.x, stand.rect.width)];
    const cost = along + 4 * across + 0.01 * (Math.abs(x - start.x) + Math.abs(y - start.y));
    if (best === undefined || cost < best.cost) best = { stand, cost };
  }
  return best?.stand;
}

/** How far two stretches are apart; 0 where they overlap. */
function gap(a: number, length: number, b: number, other: number): number {
  return Math.max(0, b - (a + length), a - (b + other));
}
