/** Paints one picture of the map: what lies below the edges, and what lies above them. */

import { isChange, type MapEdge, type Plate, type Point, type Rect, type Strip } from '#graph';
import type { Scene, SceneIndex } from '#workbench';
import { type Focus, gateKey } from '#workbench';
import { faded, type Palette } from '../canvas/palette.ts';
import { detailAt, FADE } from './measures.ts';
import { paintDots } from './paint-dots.ts';
import { paintEdgeEnd } from './paint-edge-end.ts';
import { paintPlateGround, paintPlateText } from './paint-plate.ts';
import { paintHalos, paintStrip } from './paint-strip.ts';
import { paintNote, paintTag } from './paint-tag.ts';
import type { StripView } from './strip-view.ts';

export interface Picture {
  readonly scene: Scene;
  readonly index: SceneIndex;
  readonly focus: Focus | undefined;
  /** 0 = nothing stands back yet, 1 = the focus is fully in force. */
  readonly strength: number;
  readonly palette: Palette;
  readonly zoom: number;
  /** The part of the map that is on screen. */
  readonly seen: Rect;
  readonly flashing: ReadonlySet<string>;
  /** Strip the keyboard is on. */
  readonly cursor: string | undefined;
}

export function paintBelow(ctx: CanvasRenderingContext2D, picture: Picture): void {
  const { scene, palette, seen, zoom, focus, strength } = picture;
  paintDots(ctx, seen, palette.gridDot, zoom);
  const back = faded(palette, stay(FADE.strip, strength));
  const views = stripViews(picture, back);
  for (const plate of scene.model.plates) {
    const rect = scene.placement.plates.get(plate.id);
    if (rect === undefined || !overlaps(rect, seen) || scene.model.folded) continue;
    const colours = focus === undefined || focus.plates.has(plate.id) ? palette : back;
    const framed = scene.chosen?.type === 'plate' && scene.chosen.id === plate.id;
    paintPlateGround(ctx, rect, plate, colours, framed);
    paintPlateText(ctx, rect, scene.freshness === 'loading' ? withoutFacts(plate) : plate, colours, zoom);
    if (scene.freshness !== 'loading') paintPlateHalos(ctx, picture, plate, views);
  }
}

function paintPlateHalos(ctx: CanvasRenderingContext2D, picture: Picture, plate: Plate, views: StripViews): void {
  for (const strip of plate.strips) {
    const rect = picture.scene.placement.strips.get(strip.id);
    if (rect !== undefined && overlaps(rect, picture.seen)) paintHalos(ctx, rect, strip, views(strip));
  }
}

export function paintAbove(ctx: CanvasRenderingContext2D, picture: Picture): void {
  const { scene, palette, seen, zoom, focus, strength } = picture;
  const detail = detailAt(zoom);
  const back = faded(palette, stay(FADE.strip, strength));
  const views = stripViews(picture, back);
  paintEnds(ctx, picture, back);
  for (const plate of scene.model.plates) {
    for (const strip of plate.strips) {
      const rect = scene.placement.strips.get(strip.id);
      if (rect === undefined || !overlaps(rect, seen)) continue;
      paintStrip(ctx, rect, strip, views(strip), zoom, scene.freshness === 'loading' ? 'empty' : detail);
      if (strip.note !== undefined && detail !== 'least') paintNote(ctx, rect, strip.note, palette, zoom);
    }
  }
  if (detail === 'least') return;
  for (const tag of scene.tags) {
    if (!overlaps(tag.box, seen)) continue;
    const standsBack =
      focus === undefined ? isUnchanged(picture, tag.edges[0]) : !tag.edges.some((edge) => focus.clear.has(edge));
    paintTag(ctx, tag, standsBack ? faded(palette, FADE.strip) : palette, zoom);
  }
}

/** In a draft's picture what stays the same stands back. */
function isUnchanged({ scene, index }: Picture, edge: string | undefined): boolean {
  const kind = edge === undefined ? undefined : index.edges.get(edge)?.kind;
  return scene.changes && !isChange(kind);
}

const stay = (share: number, strength: number) => 1 - (1 - share) * strength;

function withoutFacts(plate: Plate): Plate {
  return { ...plate, policies: '', lines: [] };
}

type StripViews = (strip: Strip) => StripView;

function stripViews(picture: Picture, back: Palette): StripViews {
  const { scene, focus, strength, palette, flashing, cursor } = picture;
  const quiet = scene.changes || scene.freshness === 'unenforced';
  const weakHalo = quiet ? FADE.halo : stay(FADE.halo, strength);
  const dim = { halo: faded(palette, weakHalo).open, faint: faded(palette, weakHalo * 0.55).open };
  const full = { halo: palette.open, faint: faded(palette, 0.55).open };
  const gone = { halo: faded(palette, 0.2).open, faint: faded(palette, 0.12).open };
  const idle = faded(palette, FADE.idle);
  const muted = { ...palette, open: palette.text3, allowed: faded(palette, 0.7).allowed };
  return (strip) => {
    const near = strip.idle ? idle : palette;
    const own = focus === undefined || focus.strips.has(strip.id) ? near : back;
    const gate = (side: 'ingress' | 'egress') => {
      if (own === back) return { palette: back, halo: gone };
      const clear = focus === undefined || focus.gates.has(gateKey(strip.id, side));
      const halo = clear && !quiet ? full : dim;
      return { palette: strip.idle ? idle : clear ? palette : muted, halo };
    };
    return {
      palette: own,
      gates: { ingress: gate('ingress'), egress: gate('egress') },
      halos: scene.halos,
      frame: isFramed(picture, strip) ? 'selected' : cursor === strip.id ? 'cursor' : 'none',
      flash: flashing.has(strip.id),
      hollow: scene.freshness === 'unenforced',
    };
  };
}

/** Hovering lights but does not frame: the frame says what is chosen. */
function isFramed({ scene }: Picture, strip: Strip): boolean {
  const { chosen } = scene;
  if (chosen?.type === 'strip') return chosen.id === strip.id;
  return chosen?.type === 'edge' && (chosen.source === strip.id || chosen.destination === strip.id);
}

/** Ends shared by several edges are painted once, at full strength when one of them is. */
function paintEnds(ctx: CanvasRenderingContext2D, picture: Picture, back: Palette): void {
  const { scene, palette, seen, focus } = picture;
  const ends = new Map<string, { edge: MapEdge; points: readonly Point[]; clear: boolean }>();
  for (const edge of [...scene.model.edges, ...scene.model.overlay]) {
    const points = scene.routes.get(edge.id)?.points;
    const end = points?.at(-1);
    if (points === undefined || end === undefined || !inside(end, seen)) continue;
    const key = `${edge.kind} ${end.x} ${end.y}`;
    const clear = focus === undefined || focus.clear.has(edge.id);
    const known = ends.get(key);
    if (known === undefined || (clear && !known.clear)) ends.set(key, { edge, points, clear });
  }
  for (const { edge, points, clear } of ends.values()) {
    const end = points.at(-1);
    const before = points.at(-2);
    if (end === undefined || before === undefined) continue;
    const ground = groundAt(picture, edge);
    paintEdgeEnd(ctx, edge.kind, end, end.x - before.x, clear ? palette : back, ground);
  }
}

function groundAt({ scene, palette, index }: Picture, edge: MapEdge) {
  const plate = index.strips.get(edge.destination)?.plate;
  const rect = plate === undefined ? undefined : scene.placement.plates.get(plate);
  return { canvas: palette.canvas, surface: palette.surface, plateLeft: rect?.x ?? 0 };
}

function overlaps(a: Rect, b: Rect): boolean {
  const margin = 30;
  return (
    a.x - margin < b.x + b.width &&
    a.x + a.width + margin > b.x &&
    a.y - margin < b.y + b.height &&
    a.y + a.height + margin > b.y
  );
}

const inside = (point: Point, rect: Rect) => overlaps({ ...point, width: 0, height: 0 }, rect);
