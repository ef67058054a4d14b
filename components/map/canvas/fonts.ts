/** The canvas needs its fonts loaded before the first stroke, else the first picture has another font's widths. */

import type { Palette } from './palette.ts';

const WEIGHTS = { sans: [400, 500, 560], mono: [400, 600] } as const;

export async function loadFonts(palette: Palette): Promise<void> {
  const wanted = [
    ...WEIGHTS.sans.map((weight) => `${weight} 13px ${palette.sans}`),
    ...WEIGHTS.mono.map((weight) => `${weight} 13px ${palette.mono}`),
  ];
  // A font that cannot be loaded leaves the fallback: a map in another font is better than none.
  await Promise.allSettled(wanted.map((font) => document.fonts.load(font)));
}
