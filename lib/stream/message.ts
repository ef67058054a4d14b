/** The wire between server and browser: server-sent events whose `data` is one of these (event-text.ts). */

import type { Namespace, NetworkPolicy, Pod } from '#engine';
import type { ClusterInfo, ClusterSnapshot, Enforcement, Host, Service } from './cluster-snapshot.ts';
import type { Health, Kind } from './health.ts';
import type { SessionFacts } from './session-facts.ts';

/** `set` replaces or adds whole objects; `gone` holds keys: `namespace/name`, or `name` for what has no namespace. */
export interface Change<T> {
  readonly set: readonly T[];
  readonly gone: readonly string[];
}

export interface SnapshotFacts {
  readonly type: 'snapshot';
  readonly snapshot: ClusterSnapshot;
  /** PackedPods as JSON, not read yet: these are meant, and `snapshot.pods` is empty. */
  readonly packedPods?: string;
}

export interface SnapshotMessage extends SnapshotFacts {
  readonly health: Health;
}

/** Applies to the revision before it in the same epoch; anything else is a gap, cured by a fresh snapshot. */
export interface ChangeMessage {
  readonly type: 'change';
  readonly epoch: string;
  readonly revision: number;
  readonly namespaces?: Change<Namespace>;
  readonly pods?: Change<Pod>;
  /** PackedPods as JSON, not read yet: these are meant, and `pods.set` is empty. */
  readonly packedPods?: string;
  readonly policies?: Change<NetworkPolicy>;
  readonly services?: Change<Service>;
  readonly hosts?: Change<Host>;
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
