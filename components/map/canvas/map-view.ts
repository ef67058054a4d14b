/**
 * The map on its canvas: one Cytoscape graph for lines and hits, one layer below and one above it for everything
 * else. It is created once and patched; it holds no facts, only the last scene it was shown.
 */

import cytoscape, { type Core } from 'cytoscape';
import { type ICanvasLayer, layers } from 'cytoscape-layers';
import { isChange } from '#graph';
import type { Choice, Focus } from '#workbench';
import { changedStrips, focusOfScene, indexScene, type Scene, type SceneIndex } from '#workbench';
import { type Picture, paintAbove, paintBelow } from '../paint/paint-scene.ts';
import { type CameraPlace, fitPlace, moveCamera, reveal, ZOOM, zoomAboutMiddle } from './camera.ts';
import { type DrawEvents, followDrawing } from './draw-pointer.ts';
import { type Frame, type FrameFacts, followFrame } from './follow-frame.ts';
import { loadFonts } from './fonts.ts';
import { type Motion, readMotion, tween } from './motion.ts';
import { type Palette, readPalette, stale, unenforced } from './palette.ts';
import { type Held, patchElements } from './patch-elements.ts';
import { followPointer, type PointerEvents } from './pointer.ts';
import { sceneElements } from './scene-elements.ts';
import { stylesheet } from './stylesheet.ts';

const FLASH_MS = 1200;

export interface MapEvents {
  choose(choice: Choice | undefined): void;
  zoomed(zoom: number): void;
  readonly drawing: DrawEvents;
  /** What frames the map. */
  frame(): FrameFacts;
}

export interface MapView {
  /** What was handed to it last: keys go by this, for what the page is told comes a moment later. */
  readonly shown: Scene | undefined;
  show(scene: Scene): void;
  /** Strip the keyboard is on; brought into view. */
  setCursor(strip: string | undefined): void;
  fit(): void;
  zoomBy(factor: number): void;
  destroy(): void;
}

export function openMapView(host: HTMLElement, events: MapEvents): MapView {
  return new CanvasMap(host, events);
}

class CanvasMap implements MapView {
  private readonly cy: Core;
  private readonly host: HTMLElement;
  private readonly below: ICanvasLayer;
  private readonly above: ICanvasLayer;
  private readonly held: Held = new Map();
  private readonly undo: (() => void)[] = [];
  private motion: Motion = readMotion();
  private tokens: Palette;
  private palette: Palette;
  private scene: Scene | undefined;
  private index: SceneIndex = { strips: new Map(), edges: new Map() };
  private hovered: Choice | undefined;
  private focus: Focus | undefined;
  private strength = 0;
  private stopTween: () => void = () => {};
  private cursor: string | undefined;
  private flashing = new Set<string>();
  private fontsReady = false;
  /** The camera follows the size of the window until a person moves it. */
  private following = true;
  private lastFit: CameraPlace | undefined;
  private readonly frame: Frame;

  constructor(host: HTMLElement, events: MapEvents) {
    this.host = host;
    this.frame = followFrame(events.frame);
    this.tokens = readPalette(document.documentElement);
    this.palette = this.tokens;
    this.cy = cytoscape({
      container: host,
      style: stylesheet(this.tokens),
      layout: { name: 'preset' },
      minZoom: ZOOM.least,
      maxZoom: ZOOM.most,
      autoungrabify: true,
      autounselectify: true,
      boxSelectionEnabled: false,
    });
    const plugin = layers(this.cy);
    // Nothing is dragged and no box is drawn: two canvases less to put together in every frame of the page.
    for (const unused of [plugin.dragLayer, plugin.selectBoxLayer]) unused.node.style.display = 'none';
    this.below = plugin.nodeLayer.insertBefore('canvas');
    this.above = plugin.nodeLayer.insertAfter('canvas');
    this.below.callback((ctx) => this.paint(ctx, paintBelow));
    this.above.callback((ctx) => this.paint(ctx, paintAbove));
    const pointer: PointerEvents = {
      choose: (choice) => events.choose(choice),
      hover: (choice) => this.hover(choice),
      moved: () => {
        this.following = false;
      },
    };
    this.undo.push(followPointer(this.cy, () => this.scene, pointer));
    this.undo.push(followDrawing(this.cy, () => this.scene, events.drawing));
    this.cy.on('zoom', () => events.zoomed(this.cy.zoom()));
    this.watchTheme();
    this.watchSize();
    // Lines need no fonts and would be seen without their strips.
    host.style.visibility = 'hidden';
    void loadFonts(this.tokens).then(() => {
      this.fontsReady = true;
      host.style.visibility = '';
      this.repaint();
    });
  }

  get shown(): Scene | undefined {
    return this.scene;
  }

  show(scene: Scene): void {
    const before = this.scene;
    this.scene = scene;
    this.index = indexScene(scene);
    this.flash(changedStrips(before, scene));
    this.refocus();
    if (before === undefined || !sameMood(before, scene)) this.restyle();
    if (this.following && !sameBounds(before, scene)) this.moveToFit(before === undefined ? 0 : this.motion.fit);
    this.revealChosen(before);
    this.repaint();
  }

  /** What was selected elsewhere may be out of sight. */
  private revealChosen(before: Scene | undefined): void {
    const chosen = this.scene?.chosen;
    if (JSON.stringify(chosen) !== JSON.stringify(before?.chosen)) this.bringChosenIn();
  }

  /** By the least shift, and at the same zoom: what stands under the pointer stays there as long as it can. */
  private bringChosenIn(): void {
    const chosen = this.scene?.chosen;
    const ends =
      chosen?.type === 'strip' ? [chosen.id] : chosen?.type === 'edge' ? [chosen.source, chosen.destination] : [];
    for (const id of ends) {
      const rect = this.scene?.placement.strips.get(id);
      if (rect !== undefined) reveal(this.cy, rect);
    }
  }

  setCursor(strip: string | undefined): void {
    this.cursor = strip;
    if (this.cy.destroyed()) return;
    const rect = strip === undefined ? undefined : this.scene?.placement.strips.get(strip);
    if (rect !== undefined) reveal(this.cy, rect);
    this.above.update();
  }

  fit(): void {
    this.following = true;
    this.moveToFit(this.motion.fit);
  }

  zoomBy(factor: number): void {
    this.following = false;
    zoomAboutMiddle(this.cy, factor);
  }

  destroy(): void {
    this.stopTween();
    for (const undo of this.undo) undo();
    this.cy.destroy();
  }

  private hover(choice: Choice | undefined): void {
    this.hovered = choice;
    this.refocus();
    this.repaint();
  }

  /** Takes the new focus in at once when one was there already; else fades in, or out. */
  private refocus(): void {
    if (this.scene === undefined) return;
    const next = focusOfScene(this.scene, this.hovered);
    this.stopTween();
    if (next !== undefined) {
      const fading = this.focus === undefined;
      this.focus = next;
      if (fading) this.fade(0, 1);
      else this.strength = 1;
    } else if (this.focus !== undefined) {
      this.fade(this.strength, 0);
    }
    this.patch(next);
  }

  private fade(from: number, to: number): void {
    this.strength = from;
    this.stopTween = tween(from, to, this.motion.fade, (strength) => {
      this.strength = strength;
      if (strength === 0 && to === 0) this.focus = undefined;
      this.repaint();
    });
  }

  private patch(focus: Focus | undefined): void {
    if (this.scene === undefined) return;
    const wish = { lit: focus?.lit ?? new Set<string>(), rails: this.tokens.dark };
    patchElements(this.cy, this.held, sceneElements(this.scene, this.index, wish));
    this.classify(focus);
  }

  private classify(focus: Focus | undefined): void {
    const changes = this.scene?.changes === true;
    const muted = this.scene?.freshness === 'unenforced';
    this.cy.batch(() => {
      for (const [id, edge] of this.index.edges) {
        const change = isChange(edge.kind);
        const back = focus === undefined ? changes && !change : !focus.clear.has(id);
        const classes = [back && 'back', focus?.lit.has(id) === true && 'lit', muted && 'muted'];
        this.cy.getElementById(id).classes(classes.filter((name) => name !== false));
      }
    });
  }

  private flash(strips: ReadonlySet<string>): void {
    if (strips.size === 0) return;
    for (const strip of strips) this.flashing.add(strip);
    setTimeout(() => {
      for (const strip of strips) this.flashing.delete(strip);
      this.repaint();
    }, FLASH_MS);
  }

  /** Colours follow the theme and how far the map can be trusted. */
  private restyle(): void {
    const { freshness } = this.scene ?? {};
    this.palette =
      freshness === 'stale' ? stale(this.tokens) : freshness === 'unenforced' ? unenforced(this.tokens) : this.tokens;
    this.cy.style(stylesheet(this.palette));
  }

  private paint(ctx: CanvasRenderingContext2D, painter: (ctx: CanvasRenderingContext2D, picture: Picture) => void) {
    if (this.scene === undefined || !this.fontsReady) return;
    const zoom = this.cy.zoom();
    const pan = this.cy.pan();
    painter(ctx, {
      scene: this.scene,
      index: this.index,
      focus: this.focus,
      strength: this.strength,
      palette: this.palette,
      zoom,
      seen: { x: -pan.x / zoom, y: -pan.y / zoom, width: this.cy.width() / zoom, height: this.cy.height() / zoom },
      flashing: this.flashing,
      cursor: this.cursor,
    });
  }

  private repaint(): void {
    // Timers and fonts may come in after the map was closed.
    if (this.cy.destroyed()) return;
    this.below.update();
    this.above.update();
  }

  private moveToFit(milliseconds: number): void {
    const [width, height] = [this.cy.width(), this.cy.height()];
    if (this.scene === undefined || width === 0 || height === 0) return;
    const place = fitPlace(this.scene.placement.bounds, width, height);
    if (JSON.stringify(place) === JSON.stringify(this.lastFit) && this.cy.zoom() === place.zoom) {
      const pan = this.cy.pan();
      if (pan.x === place.pan.x && pan.y === place.pan.y) return;
    }
    this.lastFit = place;
    moveCamera(this.cy, place, milliseconds);
  }

  private watchTheme(): void {
    const read = () => {
      this.tokens = readPalette(document.documentElement);
      this.restyle();
      this.refocus();
      this.repaint();
    };
    const observer = new MutationObserver(read);
    // With colours of the system the theme is the system's as well.
    for (const query of ['(forced-colors: active)', '(prefers-color-scheme: dark)'])
      this.undo.push(onChange(query, read));
    observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'class'] });
    this.undo.push(() => observer.disconnect());
    this.undo.push(
      onChange('(prefers-reduced-motion: reduce)', () => {
        this.motion = readMotion();
      }),
    );
  }

  private watchSize(): void {
    const observer = new ResizeObserver(() => {
      const isPanel = this.frame.cause() === 'panel' && this.cy.width() !== 0;
      this.cy.resize();
      // A panel that opens or grows beside the map must not move it under the hand.
      if (isPanel) this.bringChosenIn();
      else if (this.following) this.moveToFit(0);
      this.repaint();
    });
    observer.observe(this.host);
    this.undo.push(() => observer.disconnect());
  }
}

function onChange(media: string, act: () => void): () => void {
  const query = matchMedia(media);
  query.addEventListener('change', act);
  return () => query.removeEventListener('change', act);
}

function sameMood(a: Scene, b: Scene): boolean {
  return a.freshness === b.freshness;
}

function sameBounds(a: Scene | undefined, b: Scene): boolean {
  return JSON.stringify(a?.placement.bounds) === JSON.stringify(b.placement.bounds);
}
