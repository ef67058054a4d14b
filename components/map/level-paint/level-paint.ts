/** What every part of a level's picture is painted with. */

import type { WorkloadReach } from '#engine';
import type { LevelFocus, LevelFrame, LevelThing } from '#workbench';
import type { Palette } from '../canvas/palette.ts';
import { faded } from '../canvas/palette.ts';

export interface LevelPaint {
  readonly frame: LevelFrame;
  readonly focus: LevelFocus | undefined;
  readonly palette: Palette;
  readonly zoom: number;
  /** What the keyboard is on. */
  readonly cursor: LevelThing | undefined;
  /** Namespaces whose step of heat changed a moment ago. */
  readonly flashing: ReadonlySet<string>;
  /** Of the state that is shown; empty where no rows are drawn. */
  readonly workloads: ReadonlyMap<string, WorkloadReach>;
  /** What the filter found; undefined while it is empty. */
  readonly found: ReadonlySet<string> | undefined;
}

const STAY = { plate: 0.45, mark: 0.42, line: 0.24 } as const;

/** The colours of a thing: full, or mixed into the ground where something else is meant. */
export function coloursFor(
  { palette, focus }: LevelPaint,
  what: keyof typeof STAY,
  isMeant: (focus: LevelFocus) => boolean,
): Palette {
  return focus === undefined || isMeant(focus) ? palette : faded(palette, STAY[what]);
}

/** Heat, as the share of `allowed` in the ground of a cell, by step. */
export const HEAT: readonly number[] = [0, 0.09, 0.24, 0.44, 0.7];
export const OPEN_SHARE = 0.38;

export function sameThing(a: LevelThing | undefined, b: LevelThing): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
