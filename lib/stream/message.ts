/** The wire between server and browser: server-sent events whose `data` is one of these (event-text.ts). */

import type { ClusterInfo, ClusterSnapshot, Enforcement } from './cluster-snapshot.ts';
import type { Items, Kind, ListName } from './kinds/table.ts';
import type { Health } from './schema/index.ts';
import type { SessionFacts } from './session-facts.ts';

/** `set` replaces or adds whole objects; `gone` holds keys: `namespace/name`, or `name` for what has no namespace. */
export interface Change<T> {
  readonly set: readonly T[];
  readonly gone: readonly string[];
}

export interface SnapshotFacts {
  readonly type: 'snapshot';
  readonly snapshot: ClusterSnapshot;
  /** JSON, not read yet: lists by name, packed. These are meant, and such lists of the snapshot are empty. */
  readonly packed?: string;
}

export interface SnapshotMessage extends SnapshotFacts {
  readonly health: Health;
}

/** What changed in each list; a list that is not named is as it was. */
export type Changes = { readonly [L in ListName]?: Change<Items[L]> };

/** Applies to the revision before it in the same epoch; anything else is a gap, cured by a fresh snapshot. */
export interface ChangeMessage extends Changes {
  readonly type: 'change';
  readonly epoch: string;
  readonly revision: number;
  /** JSON, not read yet: `set` of lists by name, packed. These are meant, and `set` of such lists is empty. */
  readonly packed?: string;
  readonly cluster?: ClusterInfo;
  readonly enforcement?: Enforcement;
  /** As in the snapshot; an empty list says that all was read now. */
  readonly incomplete?: readonly Kind[];
}

export interface HealthMessage {
  readonly type: 'health';
  readonly health: Health;
}

/** What concerns one identity alone; no other is ever sent it. */
export interface SessionMessage {
  readonly type: 'session';
  readonly session: SessionFacts;
}

export type StreamMessage = SnapshotMessage | ChangeMessage | HealthMessage | SessionMessage;
