/**
 * The reading half of a link: keeps the snapshot of the cluster, and announces to everybody alike what changes in it.
 *
 *   reader's transport ──► reflectors ──► cluster state ──► snapshot maker ──► snapshot or change ──► announce
 *                               │  └────► health report ────────────────────► health ─────────────► announce
 *                               └─ another cluster answers, or an older state of it ──► new epoch, all before is void
 */

import type { NetworkPolicy } from '#engine';
import type { ClusterSnapshot, Health, StreamMessage } from '#stream';
import type { KubeTransport } from './connect/kube-transport.ts';
import type { LinkOptions } from './link-options.ts';
import { partialPictures } from './partial-pictures.ts';
import { type ClusterReader, clusterReader } from './read/cluster-reader.ts';
import { healthOf } from './read/health-report.ts';
import { clusterIdentity } from './read/reflect/cluster-identity.ts';
import type { ClusterFacts } from './read/rights/cluster-facts.ts';
import { clusterState } from './read/state/cluster-state.ts';
import { snapshotMaker } from './snapshot-maker.ts';
import { backoffGate } from './time/backoff-gate.ts';
import { coalescer } from './time/coalescer.ts';

export interface PictureOptions extends LinkOptions {
  readonly transport: KubeTransport;
  readonly announce: (message: StreamMessage) => void;
  /** Versions of policies that screens may show from now on. */
  readonly sawPolicies: (policies: readonly NetworkPolicy[]) => void;
  /** Rights are to be asked anew: other namespaces are known, or the whole cluster may not be read. */
  readonly askRights: () => void;
  /** All that was known is void. */
  readonly epochStarted: () => void;
}

export interface LivePicture {
  snapshot(): ClusterSnapshot | undefined;
  health(): Health;
  /** uid of the cluster that answers now, as far as it is known. */
  uid(): string | undefined;
  /** Something was heard of the cluster, and it is not to be left in peace. */
  answering(): boolean;
  namespaces(): readonly string[];
  isNarrowed(): boolean;
  /** What the cluster said of itself and of the identity that reads. */
  takeFacts(facts: ClusterFacts): void;
  beat(): void;
  retryNow(): void;
  reconnect(why: string, ageMs?: number): void;
  /** The kubeconfig names another server: the same cluster only where that can be told. */
  serverChanged(): void;
  /** Announces nothing more. */
  silence(): void;
  stop(): Promise<void>;
}

export function livePicture(options: PictureOptions): LivePicture {
  const { clock, random, transport, announce, onLog } = options;
  let snapshot: ClusterSnapshot | undefined;

  const health = () => healthOf(reader, clock.now(), gate.closedForMs());
  const askAboutRights = rightsQuestion(options.askRights);
  const changes = coalescer(clock, announceChanges);
  const healthChanges = coalescer(clock, () => announce({ type: 'health', health: health() }));
  const state = clusterState(() => changes.schedule());
  const pictures = partialPictures(clock);
  const gate = backoffGate(clock, random);
  const identity = clusterIdentity(transport, clock, (uid, before) => {
    if (before === undefined) changes.schedule();
    else startEpoch(`another cluster answers (kube-system is ${uid}, was ${before})`);
  });
  const maker = snapshotMaker(options, state, identity);
  const reader = clusterReader({
    state,
    transport,
    namespace: options.namespace ?? options.reader.connection.namespace,
    gate,
    identity,
    clock,
    random,
    silenceMs: options.silenceMs,
    changed() {
      askAboutRights(reader);
      healthChanges.schedule();
      changes.schedule();
    },
    wentBack: () => startEpoch('the cluster answers with older versions than before'),
    log: (event, message, level = 'warn') => onLog({ level, event, message }),
  });

  function startEpoch(why: string): void {
    onLog({ level: 'warn', event: 'new-epoch', message: why });
    // Nobody who comes now may take the other cluster for this one.
    snapshot = undefined;
    maker.startEpoch();
    pictures.forget();
    reader.restart();
    options.epochStarted();
  }

  function announceChanges(): void {
    if (!reader.ready()) return;
    const incomplete = reader.incomplete();
    if (!incomplete.includes('pods')) pictures.forget();
    else if (!pictures.isDue(state.pods.size)) return;
    const next = maker.next(snapshot, reader.readable(), incomplete);
    if (!next) return;
    if (snapshot?.epoch !== next.snapshot.epoch) options.askRights();
    snapshot = next.snapshot;
    options.sawPolicies(next.message ? (next.message.policies?.set ?? []) : snapshot.policies);
    announce(next.message ?? { type: 'snapshot', snapshot, health: health() });
  }

  return {
    snapshot: () => snapshot,
    health,
    uid: identity.uid,
    answering: () => gate.closedForMs() === undefined && reader.answering(),
    namespaces: reader.namespaces,
    isNarrowed: reader.isNarrowed,
    takeFacts(found) {
      if (found.rights) reader.takeRights(found.rights);
      maker.takeVersion(found.version);
      changes.schedule();
    },
    beat() {
      announce({ type: 'health', health: health() });
      // What was held back while a list is being read goes out now, whether or not more of the list came.
      if (snapshot?.incomplete) changes.schedule();
    },
    retryNow() {
      gate.openNow();
      reader.retryNow();
    },
    reconnect(why, ageMs) {
      reader.reconnect(why, ageMs);
      gate.openNow();
      changes.schedule();
    },
    serverChanged() {
      if (identity.uid() !== undefined) return this.reconnect('The kubeconfig names another server.');
      startEpoch('nothing tells whether it is the same cluster');
      gate.openNow();
    },
    silence() {
      for (const one of [changes, healthChanges]) one.stop();
    },
    stop: reader.stop,
  };
}

/** Asks at once when it turns out that the whole cluster may not be read, and when there are other namespaces. */
function rightsQuestion(ask: () => void): (reader: Pick<ClusterReader, 'isNarrowed' | 'namespaces'>) => void {
  let askedAbout = '';
  return (reader) => {
    const names = reader.isNarrowed() ? reader.namespaces().join() : '';
    if (names === askedAbout) return;
    askedAbout = names;
    ask();
  };
}
