/** Takes what the server announced into what the screens hold: all but the pods, which stay as they came, unread. */

import { applyMessage } from './apply-message.ts';
import type { ScreenSnapshot } from './cluster-snapshot.ts';
import type { StreamMessage } from './message.ts';

export interface ShownOnScreen {
  readonly snapshot: ScreenSnapshot | undefined;
  /** The message does not follow the snapshot: a fresh snapshot is needed. */
  readonly gap?: true;
}

/** As `applyMessage`. */
export function applyToScreen(snapshot: ScreenSnapshot | undefined, message: StreamMessage): ShownOnScreen {
  const held = snapshot && { ...snapshot, pods: NONE };
  const applied = applyMessage(held, withoutPods(message));
  // Nothing new: what is held stays the very same.
  return applied.snapshot === held ? { ...applied, snapshot } : applied;
}

const NONE: readonly never[] = Object.freeze([]);

function withoutPods(message: StreamMessage): StreamMessage {
  switch (message.type) {
    case 'snapshot':
      return { ...message, snapshot: { ...message.snapshot, pods: NONE } };
    case 'change':
      return { ...message, pods: undefined };
    case 'health':
    case 'session':
      return message;
  }
}
