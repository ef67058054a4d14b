/** How old is what we know, kind by kind. */

import type { StateKind } from './kinds/table.ts';

export type KindState = 'live' | 'connecting' | 'reconnecting' | 'stale' | 'forbidden' | 'absent' | 'polling';

export interface KindHealth {
  readonly state: KindState;
  /** Milliseconds since something of the kind was last understood; null before the first time. */
  readonly ageMs: number | null;
  /** While it is forbidden or absent: milliseconds since the cluster last said so. */
  readonly refusalAgeMs?: number;
  /** All objects of the kind, also while stale. */
  readonly count: number;
  /** While the first list is being read: how many objects there are, as far as the cluster says; `count` is a minimum. */
  readonly expected?: number;
  /** Where the whole cluster may not be read: the namespaces that are. */
  readonly namespaces?: readonly string[];
  /** A sentence that names the cause. */
  readonly error?: string;
}

export interface Health {
  /** Of every kind, also where the cluster does not have it or does not let it be read. */
  readonly kinds: Readonly<Record<StateKind, KindHealth>>;
  /** Milliseconds until the next attempt, while there is one to come. */
  readonly retryInMs?: number;
}
