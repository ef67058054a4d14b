/** All reflectors of one cluster, and when what they know is enough for a first picture. */

import { KINDS, type Kind, type KindState, type UnreadableNamespace } from '#stream';
import type { Resource } from './kinds/resource.ts';
import { resources } from './kinds/resource.ts';
import { type PartedReflector, partedReflector } from './reflect/parted-reflector.ts';
import { startReflector } from './reflect/reflector.ts';
import type { Reflector, ReflectorHealth, ReflectorOptions } from './reflect/reflector-options.ts';
import type { Rights } from './rights/namespace-rights.ts';
import type { ClusterState } from './state/cluster-state.ts';
import { type ObjectStore, objectStore } from './state/object-store.ts';

/** What every reflector of the link is given. */
export interface ReaderOptions extends Omit<ReflectorOptions<unknown>, 'resource' | 'store'> {
  readonly state: ClusterState;
}

/** Which kinds were read at all, for what rests on them. */
export interface Readable {
  readonly pods: boolean;
  readonly nodes: boolean;
  readonly vpccni: boolean;
  /** Namespaces of which something is not read, for rights end before them; with what. */
  readonly unreadable: readonly UnreadableNamespace[];
}

export interface KindReport {
  readonly health: ReflectorHealth;
  readonly count: number;
  /** Where it is read, if not in the whole cluster. */
  readonly namespaces?: readonly string[];
}

/** Kinds whose absence from what is known of a namespace would be taken for a fact about it. */
const TOLD_OF: readonly (Kind & keyof PartedKinds)[] = ['pods', 'networkpolicies', 'services'];

interface PartedKinds {
  readonly pods: PartedReflector;
  readonly networkpolicies: PartedReflector;
  readonly services: PartedReflector;
  readonly replicasets: PartedReflector;
  readonly jobs: PartedReflector;
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
  /** The namespaces that are known. */
  namespaces(): readonly string[];
  /** Whether some kind is not read in the whole cluster. */
  isNarrowed(): boolean;
  takeRights(rights: Rights): void;
  kind(kind: Kind): KindReport;
  /** Undefined where the cluster has no such kind, or it was never read. */
  policyEndpoints(): KindReport | undefined;
  retryNow(): void;
  reconnect(why: string, ageMs?: number): void;
  restart(): void;
  stop(): Promise<void>;
}

function isParted(kind: Kind): kind is Kind & keyof PartedKinds {
  return (TOLD_OF as readonly Kind[]).includes(kind);
}

const NOT_TO_BE_HAD: ReadonlySet<KindState> = new Set(['forbidden', 'absent']);

export function clusterReader(options: ReaderOptions): ClusterReader {
  const { state } = options;
  const kinds = resources();
  const start = <T>(resource: Resource<T>, store: ObjectStore<T>): Reflector =>
    startReflector({ ...options, resource, store });
  const startParted = <T>(resource: Resource<T>, store: ObjectStore<T>): PartedReflector =>
    partedReflector({ ...options, resource, store });
  const policyEndpoints = objectStore<true>(options.changed);
  const parted: PartedKinds = {
    pods: startParted(kinds.pods, state.pods),
    networkpolicies: startParted(kinds.networkpolicies, state.networkpolicies),
    services: startParted(kinds.services, state.services),
    replicasets: startParted(kinds.replicasets, state.replicasets),
    jobs: startParted(kinds.jobs, state.jobs),
  };
  const reflectors = {
    ...parted,
    namespaces: start(kinds.namespaces, state.namespaces),
    nodes: start(kinds.nodes, state.nodes),
    vpccni: start(kinds.vpccni, state.vpccni),
    policyendpoints: start(kinds.policyendpoints, policyEndpoints),
  };
  const all = Object.values(reflectors);
  const optional = reflectors.policyendpoints;
  let rights: Rights = new Map();
  const names = () => [...state.namespaces.entries()].map(([name]) => name);
  const listed = (kind: keyof typeof reflectors) => reflectors[kind].health().listed;
  const settled = (kind: keyof typeof reflectors) => reflectors[kind].health().settled;
  function unreadable(): UnreadableNamespace[] {
    const narrow = TOLD_OF.flatMap((kind) => {
      const read = parted[kind].namespaces();
      return read === undefined ? [] : [{ kind, read: new Set(read) }];
    });
    if (narrow.length === 0) return [];
    return names().flatMap((name) => {
      const kindsUnreadable = narrow.flatMap(({ kind, read }) => (read.has(name) ? [] : [kind]));
      return kindsUnreadable.length === 0 ? [] : [{ name, kinds: kindsUnreadable }];
    });
  }

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
      unreadable: unreadable(),
    }),
    namespaces: names,
    isNarrowed: () => Object.values(parted).some((kind) => kind.namespaces() !== undefined),
    takeRights(found) {
      // What could not be asked this time is as it was.
      const known = new Set(names());
      rights = new Map([...rights, ...found].filter(([name]) => known.has(name)));
      for (const [plural, reflector] of Object.entries(parted)) {
        reflector.allow([...rights].flatMap(([name, { listable }]) => (listable.has(plural) ? [name] : [])));
      }
    },
    kind: (kind) => ({
      health: reflectors[kind].health(),
      count: state[kind].size,
      ...(isParted(kind) ? { namespaces: parted[kind].namespaces() } : {}),
    }),
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
      rights = new Map();
      for (const reflector of all) reflector.restart();
    },
    async stop() {
      await Promise.all(all.map((reflector) => reflector.stop()));
    },
  };
}
