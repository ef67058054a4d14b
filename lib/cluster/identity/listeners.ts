/** Who is told what the link announces: most of it everybody, some of it one identity alone. */

import type { StreamMessage } from '#stream';
import type { Identity } from './identity.ts';

export type Listener = (message: StreamMessage) => void;

export interface Listeners {
  /** The answer ends it. */
  add(identity: Identity, listener: Listener): () => void;
  tellAll(message: StreamMessage): void;
  tell(identity: Identity, message: StreamMessage): void;
  clear(): void;
}

/** `failed` is told of a listener that threw; the others are told all the same. */
export function linkListeners(failed: (error: unknown) => void): Listeners {
  const listeners = new Set<{ readonly id: string; readonly listener: Listener }>();
  function tellWhere(isMeant: (id: string) => boolean, message: StreamMessage): void {
    for (const { id, listener } of [...listeners]) {
      if (!isMeant(id)) continue;
      try {
        listener(message);
      } catch (error) {
        failed(error);
      }
    }
  }
  return {
    add({ id }, listener) {
      const entry = { id, listener };
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
    tellAll: (message) => tellWhere(() => true, message),
    tell: (identity, message) => tellWhere((id) => id === identity.id, message),
    clear: () => listeners.clear(),
  };
}
