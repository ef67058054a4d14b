/** All reflectors of one cluster, and when what they know is enough for a first picture. */

import { KINDS, type Kind, type KindState } from '#stream';
import type { Clock, Random } from './clock.ts';
import type { ClusterIdentity } from './cluster-identity.ts';
import type { ClusterState } from './cluster-state.ts';
import type { KubeTransport } from './kube-transport.ts';
import { type ObjectStore, objectStore } from './object-store.ts';
import type { Pace } from './pace.ts';
import { startReflector } from './reflector.ts';
import type { Reflector, ReflectorHealth } from './reflector-face.ts';
import type { Resource } from './resource.ts';
import { resources } from './resource.ts';

export interface ReaderOptions {
  readonly state: ClusterState;
  readonly transport: KubeTransport;
  readonly namespace: string;
  readonly pace: Pace;
  readonly identity: ClusterIdentity;
  readonly clock: Clock;
  readonly random: Random;
  readonly silenceMs?: number;
  readonly changed: () => void;
  readonly wentBack: () => void;
  readonly log: (event: string, message: string, level?: 'info' | 'warn') => void;
}

/** Which kinds were read at all, for what rests on them. */
export interface Readable {
  readonly pods: boolean;
  readonly nodes: boolean;
  readonly vpccni: boolean;
}

export interface KindReport {
  readonly health: ReflectorHealth;
  readonly count: number;
}

export interface ClusterReader {
  /**
   * Enough for a picture: namespaces and policies were listed, pods in part at least, and the owners that name
   * workloads are known or not to be had.
   */
  ready(): boolean;
  /** Kinds of which only a part was read as yet. Those that may not be read, or that the cluster has not, are none. */
  incomplete(): readonly Kind[];
  /** Something was heard that is no failure. */
  answering(): boolean;
  readable(): Readable;
  kind(kind: Kind): KindReport;
  /** Undefined where the cluster has no such kind, or it was never read. */
  policyEndpoints(): KindReport | undefined;
  retryNow(): void;
  reconnect(why: string, ageMs?: number): void;
  restart(): void;
  stop(): Promise<void>;
}

const NOT_TO_BE_HAD: ReadonlySet<KindState> = new Set(['forbidden', 'absent']);

export function clusterReader(options: ReaderOptions): ClusterReader {
  const { state } = options;
  const kinds = resources();
  const start = <T>(resource: Resource<T>, store: ObjectStore<T>): Reflector =>
    startReflector({ ...options, resource, store });
  const policyEndpoints = objectStore<true>(options.changed);
  const reflectors = {
    namespaces: start(kinds.namespaces, state.namespaces),
    pods: start(kinds.pods, state.pods),
    networkpolicies: start(kinds.networkpolicies, state.networkpolicies),
    services: start(kinds.services, state.services),
    nodes: start(kinds.nodes, state.nodes),
    replicasets: start(kinds.replicasets, state.replicasets),
    jobs: start(kinds.jobs, state.jobs),
    vpccni: start(kinds.vpccni, state.vpccni),
    policyendpoints: start(kinds.policyendpoints, policyEndpoints),
  };
  const all = Object.values(reflectors);
  const optional = reflectors.policyendpoints;
  const listed = (kind: keyof typeof reflectors) => reflectors[kind].health().listed;
  const settled = (kind: keyof typeof reflectors) => reflectors[kind].health().settled;
  return {
    ready: () =>
      listed('namespaces') &&
      listed('networkpolicies') &&
      (listed('pods') || state.pods.size > 0) &&
      settled('replicasets') &&
      settled('jobs'),
    incomplete: () => KINDS.filter((kind) => !listed(kind) && !NOT_TO_BE_HAD.has(reflectors[kind].health().state)),
    answering: () => all.some((reflector) => ['live', 'polling', 'forbidden'].includes(reflector.health().state)),
    readable: () => ({
      pods: listed('pods'),
      nodes: listed('nodes'),
      vpccni: listed('vpccni') || reflectors.vpccni.health().state === 'absent',
    }),
    kind: (kind) => ({ health: reflectors[kind].health(), count: state[kind].size }),
    policyEndpoints() {
      const health = optional.health();
      return health.listed && health.state !== 'absent' ? { health, count: policyEndpoints.size } : undefined;
    },
    retryNow() {
      for (const reflector of all) reflector.retryNow();
    },
    reconnect(why, ageMs) {
      for (const reflector of all) reflector.reconnect(why, ageMs);
    },
    restart() {
      for (const reflector of all) reflector.restart();
    },
    async stop() {
      await Promise.all(all.map((reflector) => reflector.stop()));
    },
  };
}
