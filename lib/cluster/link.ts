/** The live link to one cluster: what is known of it, how old that is, and the way to change it. */

import type { ClusterSnapshot, Health, StreamMessage } from '#stream';
import type { LinkOptions } from './link-options.ts';
import { partialPictures } from './partial-pictures.ts';
import { clusterReader } from './read/cluster-reader.ts';
import { healthOf } from './read/health-report.ts';
import { clusterIdentity } from './read/reflect/cluster-identity.ts';
import { watchFacts } from './read/rights/cluster-facts.ts';
import { guardReads } from './read/rights/guard-reads.ts';
import { clusterState } from './read/state/cluster-state.ts';
import { snapshotMaker } from './snapshot-maker.ts';
import { backoffGate } from './time/backoff-gate.ts';
import { coalescer } from './time/coalescer.ts';
import { policyWriter } from './write/policy-writer.ts';
import type { PolicyWriter } from './write/writer.ts';

export interface Known {
  /**
   * Absent until namespaces, policies and the first pods were listed; `incomplete` in it names what is still being read.
   * The last one announced to subscribers.
   */
  readonly snapshot?: ClusterSnapshot;
  /** Of this moment. */
  readonly health: Health;
}

export interface ClusterLink {
  current(): Known;
  /**
   * Announces every change from now on, at most four a second. A new reader calls `current` and `subscribe` in the
   * same turn and misses nothing. The answer ends it.
   */
  subscribe(listener: (message: StreamMessage) => void): () => void;
  /** Ends every wait for a next attempt now. */
  retryNow(): void;
  readonly writer: PolicyWriter;
  /** Leaves nothing open. */
  stop(): Promise<void>;
}

const HEALTH_MS = 5_000;
/** A smaller difference of the clocks may be one of them being set right. */
const SLEPT_MS = 15_000;

/** Starts at once, and never throws for what the cluster does: health says it. */
export function openLink(options: LinkOptions): ClusterLink {
  const { connection, clock, random, onLog, namespace = connection.namespace } = options;
  const transport = options.readOnly ? guardReads(connection.transport) : connection.transport;
  const listeners = new Set<(message: StreamMessage) => void>();
  let snapshot: ClusterSnapshot | undefined;

  const changes = coalescer(clock, announceChanges);
  const healthChanges = coalescer(clock, announceHealth);
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
    namespace,
    gate,
    identity,
    clock,
    random,
    silenceMs: options.silenceMs,
    changed() {
      askAboutRights();
      healthChanges.schedule();
      changes.schedule();
    },
    wentBack: () => startEpoch('the cluster answers with older versions than before'),
    log: (event, message, level = 'warn') => onLog({ level, event, message }),
  });
  const facts = watchFacts({
    transport,
    clock,
    namespace,
    answering: () => gate.closedForMs() === undefined && reader.answering(),
    namespaces: () => reader.namespaces(),
    isNarrowed: () => reader.isNarrowed(),
    changed(found) {
      if (found.rights) reader.takeRights(found.rights);
      maker.takeFacts(found);
      changes.schedule();
    },
  });
  const writer = policyWriter({
    transport,
    clock,
    random,
    readOnly: options.readOnly,
    clusterName: options.clusterName ?? connection.context,
    user: () => maker.facts().user,
    clusterUid: () => identity.uid(),
    server: () => connection.server,
    journalPath: options.journalPath,
    log: (event, message) => onLog({ level: 'warn', event, message }),
  });
  let cancelHeartbeat = clock.after(HEALTH_MS, heartbeat);

  let askedAbout = '';

  /** At once when it turns out that the whole cluster may not be read, and when there are other namespaces. */
  function askAboutRights(): void {
    const names = reader.isNarrowed() ? reader.namespaces().join() : '';
    if (names === askedAbout) return;
    askedAbout = names;
    facts.askNow();
  }

  function startEpoch(why: string): void {
    onLog({ level: 'warn', event: 'new-epoch', message: why });
    // Nobody who comes now may take the other cluster for this one.
    snapshot = undefined;
    maker.startEpoch();
    pictures.forget();
    reader.restart();
    facts.askAnew();
  }

  function announceChanges(): void {
    if (!reader.ready()) return;
    const incomplete = reader.incomplete();
    if (!incomplete.includes('pods')) pictures.forget();
    else if (!pictures.isDue(state.pods.size)) return;
    const before = snapshot;
    const next = maker.next(before, reader.readable(), incomplete);
    if (!next) return;
    snapshot = next.snapshot;
    if (before?.epoch !== snapshot.epoch) facts.askNow();
    for (const policy of next.message ? (next.message.policies?.set ?? []) : snapshot.policies)
      writer.sawPolicy(policy);
    publish(next.message ?? { type: 'snapshot', snapshot, health: health() });
  }

  function announceHealth(): void {
    publish({ type: 'health', health: health() });
  }

  let lastBeat = { now: clock.now(), date: clock.date().getTime() };

  function heartbeat(): void {
    const beat = { now: clock.now(), date: clock.date().getTime() };
    // While a machine sleeps, wall time goes on and the other does not; a late beat alone is a busy machine.
    const slept = beat.date - lastBeat.date - (beat.now - lastBeat.now);
    lastBeat = beat;
    if (slept > SLEPT_MS) wake(slept);
    announceHealth();
    // What was held back while a list is being read goes out now, whether or not more of the list came.
    if (snapshot?.incomplete) changes.schedule();
    cancelHeartbeat = clock.after(HEALTH_MS, heartbeat);
  }

  function wake(ms: number): void {
    onLog({ level: 'info', event: 'woke', message: `the machine slept for ${Math.round(ms / 1000)} s` });
    reader.reconnect('The machine was asleep.', ms);
    gate.openNow();
  }

  /** Running watches would go on at the old address, or with the old rights. */
  const endAccessWatch = connection.watch((change) => {
    onLog({ level: 'info', event: 'kubeconfig', message: `the kubeconfig names another ${change}` });
    if (change === 'server' && identity.uid() === undefined) startEpoch('nothing tells whether it is the same cluster');
    else reader.reconnect(`The kubeconfig names another ${change}.`);
    gate.openNow();
    facts.askAnew();
    changes.schedule();
  });

  function publish(message: StreamMessage): void {
    for (const listener of [...listeners]) {
      try {
        listener(message);
      } catch (error) {
        onLog({ level: 'error', event: 'listener-failed', message: String(error) });
      }
    }
  }

  function health(): Health {
    return healthOf(reader, clock.now(), gate.closedForMs());
  }

  return {
    current: () => ({ snapshot, health: health() }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retryNow() {
      gate.openNow();
      reader.retryNow();
      facts.askNow();
    },
    writer,
    async stop() {
      cancelHeartbeat();
      endAccessWatch();
      changes.stop();
      healthChanges.stop();
      listeners.clear();
      await Promise.all([reader.stop(), facts.stop(), writer.stop()]);
      changes.stop();
      healthChanges.stop();
      await connection.transport.close();
    },
  };
}
