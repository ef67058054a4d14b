/**
 * The live link to one cluster: what is known of it, how old that is, and the way to change it.
 *
 *   reader's connection ──► live picture ──► snapshot, change, health ──► every listener
 *                               ▲   └──────► contents of policies by version ──┐
 *                               │ rights of the reader                         ▼
 *   each identity ──► session: facts watch ──► session message ──► its own listeners
 *                            └─ policy writer ◄──► the cluster, by that identity's connection
 */

import type { ClusterSnapshot, Health, SessionFacts } from '#stream';
import type { AccessChange } from './connect/kubeconfig/access-source.ts';
import { heartbeat } from './heartbeat.ts';
import { clusterSession } from './identity/cluster-session.ts';
import { clusterSessions } from './identity/cluster-sessions.ts';
import type { Identity, PolicyWriter } from './identity/identity.ts';
import { type Listener, linkListeners } from './identity/listeners.ts';
import type { LinkOptions } from './link-options.ts';
import { livePicture } from './live-picture.ts';
import { guardReads } from './read/rights/guard-reads.ts';
import { contentByVersion } from './write/policy/content-by-version.ts';

export interface Known {
  /**
   * Absent until namespaces, policies and the first pods were listed; `incomplete` in it names what is still being read.
   * The last one announced to subscribers.
   */
  readonly snapshot?: ClusterSnapshot;
  /** Of this moment. */
  readonly health: Health;
  /** Of the identity that asks, at this moment. */
  readonly session: SessionFacts;
}

export interface ClusterLink {
  current(asker: Identity): Known;
  /**
   * Announces every change from now on, at most four a second, and what concerns this identity alone. A new reader
   * calls `current` and `subscribe` in the same turn and misses nothing. The answer ends it.
   */
  subscribe(asker: Identity, listener: Listener): () => void;
  /** Ends every wait for a next attempt now. */
  retryNow(asker: Identity): void;
  readonly writer: PolicyWriter;
  /** Leaves nothing open. */
  stop(): Promise<void>;
}

/** Starts at once, and never throws for what the cluster does: health says it. */
export function openLink(options: LinkOptions): ClusterLink {
  const { reader, clock, random, onLog } = options;
  const { connection } = reader;
  const contents = contentByVersion();
  const listeners = linkListeners((error) =>
    onLog({ level: 'error', event: 'listener-failed', message: String(error) }),
  );
  const picture = livePicture({
    ...options,
    transport: guardReads(connection.transport),
    announce: listeners.tellAll,
    sawPolicies: (policies) => policies.forEach(contents.recordVersion),
    askRights: () => sessions.of(reader).askNow(),
    epochStarted() {
      for (const session of sessions.all()) session.askAnew();
    },
  });
  const sessions = clusterSessions((identity) =>
    clusterSession({
      identity,
      clock,
      random,
      clusterName: options.clusterName ?? connection.context,
      namespace: options.namespace ?? identity.connection.namespace,
      clusterUid: picture.uid,
      contentByVersion: contents,
      known: picture.snapshot,
      answering: picture.answering,
      namespaces: picture.namespaces,
      isNarrowed: picture.isNarrowed,
      changed: (session) => listeners.tell(identity, { type: 'session', session }),
      found(facts) {
        if (identity.id === reader.id) picture.takeFacts(facts);
      },
      log: (event, message, level = 'warn') => onLog({ level, event, message }),
    }),
  );
  sessions.of(reader);
  const endHeartbeat = heartbeat({
    clock,
    beat: picture.beat,
    woke(ms) {
      onLog({ level: 'info', event: 'woke', message: `the machine slept for ${Math.round(ms / 1000)} s` });
      picture.reconnect('The machine was asleep.', ms);
    },
  });
  /** Running watches would go on at the old address, or with the old rights. */
  const endAccessWatch = connection.watch((change: AccessChange) => {
    onLog({ level: 'info', event: 'kubeconfig', message: `the kubeconfig names another ${change}` });
    if (change === 'server') picture.serverChanged();
    else picture.reconnect(`The kubeconfig names another ${change}.`);
    // Whom the cluster takes us for by the new login is not known before it was asked.
    sessions.of(reader).askAnew();
  });

  return {
    current: (asker) => ({
      snapshot: picture.snapshot(),
      health: picture.health(),
      session: sessions.of(asker).facts(),
    }),
    subscribe: (asker, listener) => listeners.add(asker, listener),
    retryNow(asker) {
      picture.retryNow();
      sessions.of(asker).askNow();
    },
    writer: {
      preview: (asker, request) => sessions.of(asker).writer.preview(request),
      apply: (asker, request) => sessions.of(asker).writer.apply(request),
      undo: (asker, request) => sessions.of(asker).writer.undo(request),
      keep: (asker, request) => sessions.of(asker).writer.keep(request),
      history: (asker) => sessions.of(asker).writer.history(),
    },
    async stop() {
      endHeartbeat();
      endAccessWatch();
      picture.silence();
      listeners.clear();
      await Promise.all([picture.stop(), sessions.stop()]);
      picture.silence();
      await connection.transport.close();
    },
  };
}
