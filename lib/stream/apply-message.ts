/** Takes what the server announced into the snapshot a reader holds. */

import type { ClusterSnapshot } from './cluster-snapshot.ts';
import type { StreamMessage } from './message.ts';

export interface Applied {
  readonly snapshot: ClusterSnapshot | undefined;
  /** The message does not follow the snapshot: a fresh snapshot is needed. */
  readonly gap?: true;
}

/** Keeps the identity of every object and list that did not change. */
export function applyMessage(snapshot: ClusterSnapshot | undefined, message: StreamMessage): Applied {
  if (message.type === 'snapshot') return { snapshot: message.snapshot };
  return { snapshot };
}
