/** A link as one identity has it: what tests with a single one ask of it, without naming it each time. */

import type { Identity } from '../identity/identity.ts';
import type { Listener } from '../identity/listeners.ts';
import type { ClusterLink, Known } from '../link.ts';
import type { WriterOfIdentity } from '../write/writer.ts';

export interface LinkOfIdentity {
  current(): Known;
  subscribe(listener: Listener): () => void;
  retryNow(): void;
  readonly writer: Omit<WriterOfIdentity, 'stop' | 'failedUndos'>;
  stop(): Promise<void>;
}

export function linkOfIdentity(link: ClusterLink, identity: Identity): LinkOfIdentity {
  const { writer } = link;
  return {
    current: () => link.current(identity),
    subscribe: (listener) => link.subscribe(identity, listener),
    retryNow: () => link.retryNow(identity),
    writer: {
      preview: (request) => writer.preview(identity, request),
      apply: (request) => writer.apply(identity, request),
      undo: (request) => writer.undo(identity, request),
      keep: (request) => writer.keep(identity, request),
      history: () => writer.history(identity),
    },
    stop: () => link.stop(),
  };
}
