/** The colours of app/tokens.css as the canvas needs them: read once, again when the theme changes. */

import { desaturate, mix, parseColour } from './colour.ts';

/** Name in the palette -> CSS custom property. */
const TOKENS = {
  sunk: '--sunk',
  canvas: '--canvas',
  surface: '--surface',
  raised: '--raised',
  line1: '--line-1',
  line2: '--line-2',
  line3: '--line-3',
  text1: '--text-1',
  text2: '--text-2',
  text3: '--text-3',
  wall: '--wall',
  gridDot: '--grid-dot',
  signal: '--signal',
  signalInk: '--signal-ink',
  allowed: '--allowed',
  open: '--open',
  denied: '--denied',
  unknown: '--unknown',
  unknownWash: '--unknown-wash',
  warning: '--warning',
} as const;

export type ColourName = keyof typeof TOKENS;

export interface Palette extends Readonly<Record<ColourName, string>> {
  /** Dark themes draw the highlighter as two rails, light ones as a solid band. */
  readonly dark: boolean;
  /** Font families, ready for a canvas font. */
  readonly sans: string;
  readonly mono: string;
}

const NAMES = Object.keys(TOKENS) as ColourName[];

export function readPalette(root: Element): Palette {
  const style = getComputedStyle(root);
  const read = (property: string) => style.getPropertyValue(property).trim();
  const resolve = systemColours(root);
  const colours = Object.fromEntries(NAMES.map((name) => [name, resolve(read(TOKENS[name])) || '#808080']));
  resolve.done();
  return {
    ...(colours as Record<ColourName, string>),
    dark: isDark(colours.canvas ?? ''),
    sans: read('--font-geist-sans') || 'system-ui, sans-serif',
    mono: read('--font-geist-mono') || 'ui-monospace, monospace',
  };
}

/** Where the system's colours are forced, tokens are their names: the page knows their numbers. */
function systemColours(root: Element): ((value: string) => string) & { done(): void } {
  let probe: HTMLElement | undefined;
  const resolve = (value: string) => {
    if (value === '' || parseColour(value) !== undefined) return value;
    probe ??= root.appendChild(document.createElement('i'));
    probe.style.forcedColorAdjust = 'none';
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  return Object.assign(resolve, { done: () => probe?.remove() });
}

function isDark(canvas: string): boolean {
  const rgb = parseColour(canvas);
  return rgb === undefined || rgb.red + rgb.green + rgb.blue < 384;
}

function mapColours(palette: Palette, change: (colour: string) => string): Palette {
  return { ...palette, ...Object.fromEntries(NAMES.map((name) => [name, change(palette[name])])) };
}

const fadedOnce = new WeakMap<Palette, Map<number, Palette>>();

/** What is not meant just now: everything mixed into the canvas. Asked for often, so kept per palette. */
export function faded(palette: Palette, share: number): Palette {
  const step = Math.round(share * 100);
  const known = fadedOnce.get(palette) ?? new Map<number, Palette>();
  fadedOnce.set(palette, known);
  const result = known.get(step) ?? mapColours(palette, (colour) => mix(colour, palette.canvas, step / 100));
  known.set(step, result);
  return result;
}

/** The map as it was when the link broke: 18 % of its saturation, all of its contrast. Amber stays amber. */
export function stale(palette: Palette): Palette {
  return { ...mapColours(palette, (colour) => desaturate(colour, 0.18)), warning: palette.warning };
}

/** Policies that nobody enforces: verdict colours would claim too much. */
export function unenforced(palette: Palette): Palette {
  return { ...palette, allowed: palette.text2, open: palette.text3, denied: palette.text2 };
}
