/** How a strip is to be seen: what paints it takes this. */

import type { Palette } from '../canvas/palette.ts';
import type { GateSide } from './paint-gate.ts';

/** How one strip is to be seen just now. */
export interface StripView {
  /** Colours of the strip itself: full, faded or stale. */
  readonly palette: Palette;
  /** Each gate can stand back while its strip stays. */
  readonly gates: Readonly<Record<GateSide, GateView>>;
  /** Brackets are shown at all. */
  readonly halos: boolean;
  readonly frame: 'none' | 'selected' | 'cursor';
  /** Changed a moment ago. */
  readonly flash: boolean;
  readonly hollow: boolean;
}

export interface GateView {
  readonly palette: Palette;
  readonly halo: { readonly halo: string; readonly faint: string };
}
