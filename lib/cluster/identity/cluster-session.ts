/**
 * What the link holds for one identity: what the cluster says of it, and its writer.
 *
 *   identity.connection ──► facts watch ──► user, rights ──► session message, to this identity alone
 *            └────────────► policy writer ──► preview, apply, undo, keep, history
 */

import type { SessionFacts } from '#stream';
import { sameJson } from '#stream';
import type { ClusterFacts } from '../read/rights/cluster-facts.ts';
import { watchFacts } from '../read/rights/cluster-facts.ts';
import { guardReads } from '../read/rights/guard-reads.ts';
import type { Clock, Random } from '../time/clock.ts';
import type { ContentByVersion } from '../write/policy/content-by-version.ts';
import { policyWriter } from '../write/policy-writer.ts';
import type { KnownCluster } from '../write/preview/isolates-anew.ts';
import type { WriterOfIdentity } from '../write/writer.ts';
import type { Identity } from './identity.ts';

export interface ClusterSession {
  /** Of this moment. */
  facts(): SessionFacts;
  readonly writer: WriterOfIdentity;
  /** Asks the cluster again who this is and what it may do. */
  askNow(): void;
  /** As askNow, and all that was known before is void until the answer is there. */
  askAnew(): void;
  stop(): Promise<void>;
}

export interface SessionOptions {
  readonly identity: Identity;
  readonly clock: Clock;
  readonly random: Random;
  readonly clusterName: string;
  /** Of which rights are asked where not all may be written. */
  readonly namespace: string;
  /** Of the cluster that answers now, as far as it is known. */
  readonly clusterUid: () => string | undefined;
  readonly contentByVersion: ContentByVersion;
  /** What the screens show of the cluster; undefined before it was read. */
  readonly known: () => KnownCluster | undefined;
  /** What is known of the cluster itself, for what is worth asking. */
  readonly answering: () => boolean;
  readonly namespaces: () => readonly string[];
  readonly isNarrowed: () => boolean;
  /** What the facts message says is another thing than before. */
  readonly changed: (facts: SessionFacts) => void;
  /** All that was found out in a round, also where it is as before. */
  readonly found: (facts: ClusterFacts) => void;
  readonly log: (event: string, message: string, level?: 'warn' | 'error') => void;
}

export function clusterSession(options: SessionOptions): ClusterSession {
  const { identity, clock, random } = options;
  const { connection, readOnly } = identity;
  const transport = readOnly ? guardReads(connection.transport) : connection.transport;
  let known: Pick<SessionFacts, 'user' | 'mayApply'> = {};
  const facts = (): SessionFacts => {
    const failedUndos = writer.failedUndos();
    return { ...known, readOnly, ...(failedUndos.length > 0 ? { failedUndos } : {}) };
  };

  function know(next: typeof known): void {
    if (sameJson(known, next)) return;
    known = next;
    options.changed(facts());
  }

  const watch = watchFacts({
    transport,
    clock,
    namespace: options.namespace,
    answering: options.answering,
    namespaces: options.namespaces,
    isNarrowed: options.isNarrowed,
    changed(found) {
      // What could not be asked this time is still as it was.
      know({ user: found.user ?? known.user, mayApply: found.mayApply ?? known.mayApply });
      options.found(found);
    },
  });
  const writer = policyWriter({
    connection,
    clock,
    random,
    readOnly,
    clusterName: options.clusterName,
    clusterUid: options.clusterUid,
    changed: () => options.changed(facts()),
    journalPath: identity.journalPath,
    contentByVersion: options.contentByVersion,
    known: options.known,
    log: options.log,
  });

  return {
    facts,
    writer,
    askNow: () => watch.askNow(),
    askAnew() {
      know({});
      watch.askAnew();
    },
    async stop() {
      await Promise.all([watch.stop(), writer.stop()]);
    },
  };
}
