/** A palette whose colours are told apart by eye in a failing test. */

import type { Palette } from './palette.ts';

export const PALETTE: Palette = {
  sunk: '#080c0f',
  canvas: '#000000',
  surface: '#010101',
  raised: '#020202',
  line1: '#101010',
  line2: '#202020',
  line3: '#303030',
  text1: '#f1f1f1',
  text2: '#f2f2f2',
  text3: '#f3f3f3',
  wall: '#ffffff',
  gridDot: '#040404',
  signal: '#ffff00',
  signalInk: '#eeee00',
  allowed: '#00ff00',
  open: '#0000ff',
  denied: '#ff0000',
  unknown: '#ff00ff',
  unknownWash: '#330033',
  warning: '#ffaa00',
  dark: true,
  sans: 'Sans',
  mono: 'Mono',
};
