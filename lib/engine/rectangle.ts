/** What a preview finds: blocks of pairs, and sums. */

import type { Group } from './groups.ts';
import type { Direction } from './objects.ts';
import type { Piece } from './row.ts';

/** A block of pairs that gain, or lose, the same ports for the same reason. */
export interface Rectangle {
  readonly change: 'gained' | 'lost';
  /** The gate that changed. */
  readonly direction: Direction;
  /** Classes behind that gate, and the classes at the other end. */
  readonly subjects: readonly number[];
  readonly piece: Piece;
  readonly before: Group;
  readonly after: Group;
}

/** What a preview adds up. */
export interface Sums {
  gainedPairs: number;
  lostPairs: number;
  gained: bigint;
  lost: bigint;
}
