/** The sessions of all identities that ever asked something of the link, each opened at its first question. */

import type { ClusterSession } from './cluster-session.ts';
import type { Identity } from './identity.ts';

export interface ClusterSessions {
  of(identity: Identity): ClusterSession;
  all(): readonly ClusterSession[];
  stop(): Promise<void>;
}

export function clusterSessions(open: (identity: Identity) => ClusterSession): ClusterSessions {
  const sessions = new Map<string, ClusterSession>();
  return {
    of(identity) {
      const known = sessions.get(identity.id);
      if (known) return known;
      const session = open(identity);
      sessions.set(identity.id, session);
      return session;
    },
    all: () => [...sessions.values()],
    async stop() {
      await Promise.all([...sessions.values()].map((session) => session.stop()));
    },
  };
}
