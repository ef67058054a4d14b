/**
 * A level of the map on one canvas of its own: it holds the camera and the last picture, and no facts. Drawn at most once
 * a frame of the page.
 */

import {
  type LevelFocus,
  type LevelFrame,
  type LevelThing,
  levelFocus,
  thingOf,
  type WorkbenchState,
} from '#workbench';
import { loadFonts } from '../canvas/fonts.ts';
import { type Motion, readMotion, tween } from '../canvas/motion.ts';
import { type Palette, readPalette, stale, unenforced } from '../canvas/palette.ts';
import type { LevelPaint } from '../level-paint/level-paint.ts';
import { paintLevel } from '../level-paint/paint-level.ts';
import { AT_REST, type LevelCamera, panned, revealing, seenBy, zoomedAbout } from './level-camera.ts';
import { rectOf, thingAt } from './level-hit.ts';

const FLASH_MS = 1200;

export interface LevelEvents {
  moved(camera: LevelCamera): void;
  drawn(): void;
}

export class LevelView {
  private readonly canvas: HTMLCanvasElement;
  private readonly events: LevelEvents;
  private readonly undo: (() => void)[] = [];
  private tokens: Palette = readPalette(document.documentElement);
  private motion: Motion = readMotion();
  private frame: LevelFrame | undefined;
  private selection: WorkbenchState['selection'];
  private found: ReadonlySet<string> | undefined;
  private hovered: LevelThing | undefined;
  private cursor: LevelThing | undefined;
  private rows: LevelPaint['workloads'] = new Map();
  private readonly flashing = new Set<string>();
  private waiting = 0;
  private fontsReady = false;
  private stopMoving: () => void = () => {};
  camera: LevelCamera = AT_REST;

  constructor(canvas: HTMLCanvasElement, events: LevelEvents) {
    this.canvas = canvas;
    this.events = events;
    const theme = new MutationObserver(() => {
      this.tokens = readPalette(document.documentElement);
      this.repaint();
    });
    theme.observe(document.documentElement, { attributeFilter: ['data-theme', 'class'] });
    this.undo.push(() => theme.disconnect());
    const still = matchMedia('(prefers-reduced-motion: reduce)');
    const onStill = () => {
      this.motion = readMotion();
    };
    still.addEventListener('change', onStill);
    this.undo.push(() => still.removeEventListener('change', onStill));
    void loadFonts(this.tokens).then(() => {
      this.fontsReady = true;
      this.repaint();
    });
  }

  /** What was handed to it last: keys go by this, for what the page is told comes a moment later. */
  get shown(): LevelFrame | undefined {
    return this.frame;
  }

  show(frame: LevelFrame, selection: WorkbenchState['selection'], found: ReadonlySet<string> | undefined): void {
    this.flash(frame);
    if (this.frame?.shown !== frame.shown) {
      this.rows = new Map(frame.shown?.workloads.map((workload) => [workload.id, workload]));
    }
    this.frame = frame;
    this.selection = selection;
    this.found = found;
    this.repaint();
  }

  /** Cells whose step changed are edged for a moment, once. */
  private flash({ facts, freshness, moves }: LevelFrame): void {
    const before = this.frame;
    if (before === undefined || before.freshness !== freshness || before.moves !== moves) return;
    const changed = [...facts.namespaces.values()].filter(({ name, step }) => {
      const old = before.facts.namespaces.get(name);
      return old !== undefined && old.step !== step;
    });
    if (changed.length === 0) return;
    for (const { name } of changed) this.flashing.add(name);
    setTimeout(() => {
      for (const { name } of changed) this.flashing.delete(name);
      this.repaint();
    }, FLASH_MS);
  }

  thingAt(x: number, y: number): LevelThing | undefined {
    const { zoom, x: left, y: top } = this.camera;
    return this.frame && thingAt(this.frame.drawn.picture, { x: (x - left) / zoom, y: (y - top) / zoom });
  }

  hover(thing: LevelThing | undefined): void {
    if (JSON.stringify(thing) === JSON.stringify(this.hovered)) return;
    this.hovered = thing;
    this.repaint();
  }

  setCursor(thing: LevelThing | undefined): void {
    this.cursor = thing;
    const rect = thing && this.frame && rectOf(this.frame.drawn.picture, thing);
    if (rect) this.moveTo(revealing(this.camera, rect, this.size()));
    this.repaint();
  }

  fit(): void {
    this.glideTo(AT_REST);
  }

  zoomBy(factor: number, at?: { readonly x: number; readonly y: number }): void {
    const { width, height } = this.size();
    this.moveTo(zoomedAbout(this.camera, factor, at ?? { x: width / 2, y: height / 2 }));
  }

  panBy(dx: number, dy: number): void {
    this.moveTo(panned(this.camera, dx, dy));
  }

  moveTo(camera: LevelCamera): void {
    this.stopMoving();
    this.camera = camera;
    this.events.moved(camera);
    this.repaint();
  }

  private glideTo(goal: LevelCamera): void {
    this.stopMoving();
    const from = this.camera;
    this.stopMoving = tween(0, 1, this.motion.fit, (share) => {
      const between = (a: number, b: number) => a + (b - a) * share;
      this.camera = { zoom: between(from.zoom, goal.zoom), x: between(from.x, goal.x), y: between(from.y, goal.y) };
      this.events.moved(this.camera);
      this.repaint();
    });
  }

  size(): { readonly width: number; readonly height: number } {
    return { width: this.canvas.clientWidth, height: this.canvas.clientHeight };
  }

  repaint(): void {
    if (this.waiting !== 0) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.paint();
    });
  }

  private focus(frame: LevelFrame): LevelFocus | undefined {
    return levelFocus(frame, thingOf(this.selection, frame), this.hovered);
  }

  private paint(): void {
    const { frame, canvas } = this;
    const ctx = canvas.getContext('2d');
    if (frame === undefined || ctx === null || !this.fontsReady) return;
    const { width, height } = this.size();
    const ratio = window.devicePixelRatio;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w;
      canvas.height = h;
    }
    const { zoom, x, y } = this.camera;
    const palette = this.palette(frame);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, w, h);
    ctx.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * x, ratio * y);
    const { cursor, flashing, found } = this;
    paintLevel(
      ctx,
      { frame, focus: this.focus(frame), palette, zoom, cursor, flashing, found, workloads: this.rows },
      seenBy(this.camera, { width, height }),
    );
    this.events.drawn();
  }

  private palette({ freshness }: LevelFrame): Palette {
    if (freshness === 'stale') return stale(this.tokens);
    return freshness === 'unenforced' ? unenforced(this.tokens) : this.tokens;
  }

  destroy(): void {
    this.stopMoving();
    cancelAnimationFrame(this.waiting);
    for (const undo of this.undo) undo();
  }
}
