/** Where labels stand: on a straight run, off corners, arrows, strips, borders, titles, other tags and other lanes. */

import { byCodeUnit } from '../model/by-code-unit.ts';
import type { Placement, Rect, Route, Tag } from '../model/geometry.ts';
import type { EdgeKind, MapEdge, MapModel } from '../model/map-model.ts';
import { PLATE_SIDE } from '../places/plate-figures.ts';
import { grownRect, RectIndex } from './rect-index.ts';
import { type SharedRun, sharedRuns } from './shared-runs.ts';

const TAG_HEIGHT = 17;
/** Geist Mono at 10.8. */
const CHARACTER = 6.48;
const TAG_PADDING = 12;
/** A drawn plus or minus is wider than its character. */
const SIGN = 6;
const CORNER_GAP = 10;
const ARROW_GAP = 20;
const STRIP_HALO = 9;
const LANE_GAP = 2;
/** A removed line ends in a gap with a cross and a stub: that much before its gate, and to both sides. */
const CUT = { before: 46, beside: 10 } as const;
const STEP = 8;
/** Runs tried for one tag: where so many are full, the next ones carry little. */
const MOST_RUNS = 16;
const TITLE_HEIGHT = 28;
const TITLE_CHARACTER = 7.2;

interface Group {
  readonly key: string;
  readonly kind: EdgeKind;
  readonly text: string;
  readonly routes: readonly Route[];
}

/**
 * One tag for each bundle whose labels are equal; those on top first. A label without a free place gets no tag: it is
 * shown on hover.
 */
export function placeTags(model: MapModel, placement: Placement, routes: readonly Route[]): Tag[] {
  const taken = still(model, placement);
  const groups = groupsOf(model, routes);
  for (const { key, routes: own } of groups) for (const each of own) addLane(taken, each, key);
  for (const cut of cuts(groups)) taken.add(cut, '');
  const tags: Tag[] = [];
  for (const group of groups) {
    const box = boxOf(group, taken);
    if (!box) continue;
    tags.push({ edges: group.routes.map((each) => each.edge), text: group.text, kind: group.kind, box });
    taken.add(grownRect(box, LANE_GAP), '');
  }
  return tags;
}

/** Where removed lines are cut before their gates: no tag may hide that, not even their own. */
function cuts(groups: readonly Group[]): Rect[] {
  const ends = new Map<string, Rect>();
  for (const { kind, routes } of groups) {
    if (kind !== 'removed') continue;
    for (const { points } of routes) {
      const end = points.at(-1);
      if (!end) continue;
      const { x, y } = { x: end.x - CUT.before, y: end.y - CUT.beside };
      ends.set(`${end.x} ${end.y}`, { x, y, width: CUT.before, height: 2 * CUT.beside });
    }
  }
  return [...ends.values()];
}

/** What does not move: strips, borders, titles. */
function still(model: MapModel, placement: Placement): RectIndex {
  const taken = new RectIndex();
  for (const rect of placement.strips.values()) taken.add(grownRect(rect, STRIP_HALO), '');
  for (const plate of model.plates) {
    const rect = placement.plates.get(plate.id);
    if (!rect) continue;
    for (const edge of borders(rect)) taken.add(edge, '');
    for (const text of titles(rect, plate.title, plate.policies, placement)) taken.add(text, '');
    for (const strip of plate.strips) {
      const under = strip.note ? placement.strips.get(strip.id) : undefined;
      const width = (strip.note?.length ?? 0) * CHARACTER + TAG_PADDING;
      if (under) taken.add({ x: under.x, y: under.y + under.height, width, height: TAG_HEIGHT + 2 }, '');
    }
  }
  return taken;
}

function borders(rect: Rect): Rect[] {
  const { x, y, width, height } = rect;
  return [
    { x, y: y - 1, width, height: 2 },
    { x, y: y + height - 1, width, height: 2 },
    { x: x - 1, y, width: 2, height },
    { x: x + width - 1, y, width: 2, height },
  ];
}

/** Title and policy count; a title is cut where the first inner column ends. */
export function titles(rect: Rect, title: string, policies: string, placement: Placement): Rect[] {
  // A plate without a frame is its strip, and has no title of its own.
  if (title === '') return [];
  const strip = placement.strips.values().next().value?.width ?? rect.width;
  const left = Math.min(title.length * TITLE_CHARACTER, strip);
  const right = Math.min(policies.length * TITLE_CHARACTER, strip);
  const y = rect.y + 4;
  const inset = PLATE_SIDE - 10;
  const found = [{ x: rect.x + inset, y, width: left, height: TITLE_HEIGHT - 4 }];
  if (policies !== '') {
    found.push({ x: rect.x + rect.width - inset - right, y, width: right, height: TITLE_HEIGHT - 4 });
  }
  return found;
}

/** Groups of routes with one net and one text: draft and unfolded lines before those at rest. */
function groupsOf(model: MapModel, routes: readonly Route[]): Group[] {
  const edges = new Map<string, MapEdge>();
  for (const edge of [...model.edges, ...model.overlay]) edges.set(edge.id, edge);
  const over = new Set(model.overlay.map((edge) => edge.id));
  const groups = new Map<string, Route[]>();
  for (const each of routes) {
    const edge = edges.get(each.edge);
    const key = `${over.has(each.edge) ? 0 : 1} ${each.net} ${edge?.label ?? ''}`;
    const list = groups.get(key);
    if (list) list.push(each);
    else groups.set(key, [each]);
  }
  return [...groups]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([key, list]) => {
      const edge = edges.get(list[0]?.edge ?? '');
      return { key, kind: edge?.kind ?? 'rule', text: edge?.label ?? '', routes: list };
    });
}

function addLane(taken: RectIndex, { points }: Route, owner: string): void {
  for (let i = 1; i < points.length; i += 1) {
    const [a, b] = [points[i - 1], points[i]];
    if (!a || !b) continue;
    const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
    const line = { x, y, width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
    taken.add(grownRect(line, LANE_GAP), owner);
  }
}

function boxOf(group: Group, taken: RectIndex): Rect | undefined {
  if (group.text === '') return undefined;
  const sign = /^[+−]/.test(group.text) ? SIGN : 0;
  const width = Math.round(group.text.length * CHARACTER + TAG_PADDING + sign);
  for (const run of sharedRuns(group.routes).slice(0, MOST_RUNS)) {
    const box = boxOnRun(run, width, group.key, taken);
    if (box) return box;
  }
  return undefined;
}

function boxOnRun(run: SharedRun, width: number, owner: string, taken: RectIndex): Rect | undefined {
  const long = run.level ? width : TAG_HEIGHT;
  const from = run.from + (run.gateAtFrom ? ARROW_GAP : CORNER_GAP) + long / 2;
  const to = run.to - (run.gateAtTo ? ARROW_GAP : CORNER_GAP) - long / 2;
  if (from > to) return undefined;
  const middle = (from + to) / 2;
  for (let away = 0; middle + away <= to + 1e-6; away += STEP) {
    for (const along of away === 0 ? [middle] : [middle - away, middle + away]) {
      const box = run.level
        ? { x: along - width / 2, y: run.at - TAG_HEIGHT / 2, width, height: TAG_HEIGHT }
        : { x: run.at - width / 2, y: along - TAG_HEIGHT / 2, width, height: TAG_HEIGHT };
      if (!taken.hits(box, owner)) return box;
    }
  }
  return undefined;
}
