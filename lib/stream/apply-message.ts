/** Takes what the server announced into the snapshot a reader holds. */

import type { ClusterSnapshot } from './cluster-snapshot.ts';
import { listEntry, mapLists } from './kinds/table.ts';
import type { Change, ChangeMessage, SnapshotFacts, StreamMessage } from './message.ts';
import { sameJson } from './same-json.ts';

export interface AppliedMessage {
  readonly snapshot: ClusterSnapshot | undefined;
  /** The message does not follow the snapshot: a fresh snapshot is needed. */
  readonly gap?: true;
}

/**
 * Keeps the identity of every object and list that did not change. What changes keeps its place in its list, what is
 * new comes at the end, so that all readers hold the same lists in the same order.
 */
export function applyMessage(
  snapshot: ClusterSnapshot | undefined,
  message: StreamMessage | SnapshotFacts,
): AppliedMessage {
  switch (message.type) {
    case 'snapshot':
      return { snapshot: snapshot ? keepSame(snapshot, message.snapshot) : message.snapshot };
    case 'change':
      return takeChange(snapshot, message);
    case 'health':
    case 'session':
      return { snapshot };
  }
}

function takeChange(snapshot: ClusterSnapshot | undefined, change: ChangeMessage): AppliedMessage {
  if (!snapshot || snapshot.epoch !== change.epoch || change.revision !== snapshot.revision + 1) {
    // A message already contained in the snapshot is no gap: it may come when reading began in the middle.
    if (snapshot?.epoch === change.epoch && change.revision <= snapshot.revision) return { snapshot };
    return { snapshot, gap: true };
  }
  const { incomplete: unread = [], ...rest } = snapshot;
  const incomplete = change.incomplete ?? unread;
  return {
    snapshot: Object.freeze({
      ...rest,
      ...(incomplete.length > 0 ? { incomplete } : {}),
      revision: change.revision,
      ...mapLists((list) => takeList<unknown>(snapshot[list], change[list], listEntry(list).keyOf)),
      cluster: change.cluster ?? snapshot.cluster,
      enforcement: change.enforcement ?? snapshot.enforcement,
    }),
  };
}

function takeList<T>(list: readonly T[], change: Change<T> | undefined, keyOf: (item: T) => string): readonly T[] {
  if (!change || (change.set.length === 0 && change.gone.length === 0)) return list;
  const set = new Map(change.set.map((item) => [keyOf(item), item]));
  const gone = new Set(change.gone);
  const next: T[] = [];
  for (const item of list) {
    const key = keyOf(item);
    const replacement = set.get(key);
    if (replacement !== undefined) {
      next.push(replacement);
      set.delete(key);
    } else if (!gone.has(key)) {
      next.push(item);
    }
  }
  return Object.freeze([...next, ...set.values()]);
}

/** A snapshot sent anew mostly says what was known: all that is equal keeps its identity. */
function keepSame(before: ClusterSnapshot, after: ClusterSnapshot): ClusterSnapshot {
  if (before.epoch !== after.epoch) return after;
  return Object.freeze({
    ...after,
    ...mapLists((list) => keepList<unknown>(before[list], after[list], listEntry(list).keyOf)),
    cluster: sameJson(before.cluster, after.cluster) ? before.cluster : after.cluster,
    enforcement: sameJson(before.enforcement, after.enforcement) ? before.enforcement : after.enforcement,
  });
}

function keepList<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const known = new Map(before.map((item) => [keyOf(item), item]));
  const next = after.map((item) => {
    const old = known.get(keyOf(item));
    return old !== undefined && sameJson(old, item) ? old : item;
  });
  const same = next.length === before.length && next.every((item, index) => item === before[index]);
  return same ? before : Object.freeze(next);
}
