/** Takes what the server announced into what the screens hold: lists that only the analyst needs stay as they came, unread. */

import { applyMessage } from './apply-message.ts';
import type { ScreenSnapshot } from './cluster-snapshot.ts';
import { type ClusterLists, EMPTY_LISTS, LIST_NAMES, listEntry, type PackedList } from './kinds/table.ts';
import type { StreamMessage } from './message.ts';

export interface ShownOnScreen {
  readonly snapshot: ScreenSnapshot | undefined;
  /** The message does not follow the snapshot: a fresh snapshot is needed. */
  readonly gap?: true;
}

/** As `applyMessage`. */
export function applyToScreen(snapshot: ScreenSnapshot | undefined, message: StreamMessage): ShownOnScreen {
  const held = snapshot && { ...snapshot, ...NONE };
  const applied = applyMessage(held, withoutPacked(message));
  // Nothing new: what is held stays the very same.
  return applied.snapshot === held ? { ...applied, snapshot } : applied;
}

const PACKED = LIST_NAMES.filter((list): list is PackedList => listEntry(list).packing !== undefined);
const NONE = Object.fromEntries(PACKED.map((list) => [list, EMPTY_LISTS[list]])) as Pick<ClusterLists, PackedList>;
const NO_CHANGES = Object.fromEntries(PACKED.map((list) => [list, undefined]));

function withoutPacked(message: StreamMessage): StreamMessage {
  switch (message.type) {
    case 'snapshot':
      return { ...message, snapshot: { ...message.snapshot, ...NONE } };
    case 'change':
      return { ...message, ...NO_CHANGES };
    case 'health':
    case 'session':
      return message;
  }
}
