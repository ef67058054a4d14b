/** All reflectors of one cluster, and when what they know is enough for a first picture. */

import {
  KINDS,
  type Kind,
  type KindState,
  MAP_KINDS,
  type StateKind,
  type UnreadableNamespace,
  WORKLOAD_KINDS,
  watchedKind,
} from '#stream';
import type { Resource } from './kinds/resource.ts';
import { type ReadName, type ResourceName, resources } from './kinds/table.ts';
import { discoveredPolicies } from './reflect/discovered-policies.ts';
import { type PartedReflector, partedReflector } from './reflect/parted-reflector.ts';
import { startReflector } from './reflect/reflector.ts';
import type { Reflector, ReflectorHealth, ReflectorOptions } from './reflect/reflector-options.ts';
import type { Rights } from './rights/namespace-rights.ts';
import type { ClusterState } from './state/cluster-state.ts';
import type { ObjectStore } from './state/object-store.ts';

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

export interface ClusterReader {
  /**
   * Enough for a picture: namespaces and policies were listed, pods in part at least, and the owners that name
   * workloads, and policies of other kinds, are known or not to be had.
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
  kind(kind: StateKind): KindReport;
  retryNow(): void;
  reconnect(why: string, ageMs?: number): void;
  restart(): void;
  stop(): Promise<void>;
}

/**
 * Kinds whose absence from what is known of a namespace would be taken for a fact about it.
 */
const TOLD_OF: readonly Kind[] = MAP_KINDS.filter((kind) => watchedKind(kind).resource.namespaced);

/** A cluster does not say which namespaces somebody may read: only one that is named can be tried. */
const NAME_ONE = 'No namespace is known that this identity may read; one can be named with --namespace.';

const NOT_TO_BE_HAD: ReadonlySet<KindState> = new Set(['forbidden', 'absent']);

/**
 *      whole cluster readable:  one reflector a kind ---------------------------+
 *                                                                               v
 *      otherwise:  one in the namespace of the kubeconfig, one in each other --> store of the kind
 *                  that rights allow (takeRights, from cluster-facts)
 */
export function clusterReader(options: ReaderOptions): ClusterReader {
  const { state } = options;
  const reflectors = startAll(options);
  const parted = [...reflectors].flatMap(([name, one]) => (one.parted ? [[name, one.parted] as const] : []));
  const all = [...reflectors.values()].map(({ reflector }) => reflector);
  let rights: Rights = new Map();
  const names = () => [...state.namespaces.entries()].map(([name]) => name);
  const health = (kind: ReadName) => of(reflectors, kind).reflector.health();
  const listed = (kind: ReadName) => health(kind).listed;
  const namespacesOf = (kind: ReadName) => of(reflectors, kind).parted?.namespaces();

  /** Nothing may be read in the whole cluster, nor in any namespace that is known. */
  const isBlind = () => TOLD_OF.every((kind) => namespacesOf(kind)?.length === 0);

  function unreadable(): UnreadableNamespace[] {
    const narrow = TOLD_OF.flatMap((kind) => {
      const read = namespacesOf(kind);
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
      health('replicasets').settled &&
      WORKLOAD_KINDS.every((kind) => health(kind).settled) &&
      health('otherpolicies').settled,
    incomplete: () => KINDS.filter((kind) => !listed(kind) && !NOT_TO_BE_HAD.has(health(kind).state)),
    answering: () => all.some((reflector) => ['live', 'polling', 'forbidden'].includes(reflector.health().state)),
    readable: () => ({
      pods: listed('pods'),
      nodes: listed('nodes'),
      vpccni: listed('vpccni') || health('vpccni').state === 'absent',
      unreadable: unreadable(),
    }),
    namespaces: names,
    isNarrowed: () => parted.some(([, kind]) => kind.namespaces() !== undefined),
    takeRights(found) {
      // What could not be asked this time is as it was.
      const known = new Set(names());
      rights = new Map([...rights, ...found].filter(([name]) => known.has(name)));
      for (const [name, reflector] of parted) {
        reflector.allow([...rights].flatMap(([namespace, { listable }]) => (listable.has(name) ? [namespace] : [])));
      }
    },
    kind(kind) {
      const namespaces = namespacesOf(kind);
      const counted = { count: state[kind].size, ...(namespaces === undefined ? {} : { namespaces }) };
      const found = health(kind);
      if (namespaces === undefined || found.state !== 'forbidden' || !isBlind()) return { health: found, ...counted };
      return { health: { ...found, error: `${found.error ?? ''} ${NAME_ONE}`.trim() }, ...counted };
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

interface Started {
  readonly reflector: Reflector;
  /** The same, where it is read namespace by namespace if need be. */
  readonly parted?: PartedReflector;
}

function startAll(options: ReaderOptions): ReadonlyMap<ReadName, Started> {
  const kinds = resources();
  const others = discoveredPolicies({ ...options, store: options.state.otherpolicies });
  const changed = () => {
    // What the others notice of a cluster that is going away holds for this one, which asks seldom.
    if (started.some(({ reflector }) => reflector.health().state === 'reconnecting')) others.checkNow();
    options.changed();
  };
  const started: Started[] = [];
  const start = <R extends ResourceName>(name: R): Started => {
    // By one name: a kind's resource and the store of that kind go together.
    const resource = kinds[name] as Resource<unknown>;
    const store = options.state[name] as ObjectStore<unknown>;
    if (!resource.parted) return { reflector: startReflector({ ...options, changed, resource, store }) };
    const parted = partedReflector({ ...options, changed, resource, store });
    return { reflector: parted, parted };
  };
  const byName = new Map<ReadName, Started>([['otherpolicies', { reflector: others }]]);
  for (const name of Object.keys(kinds) as ResourceName[]) {
    const one = start(name);
    started.push(one);
    byName.set(name, one);
  }
  return byName;
}

function of(reflectors: ReadonlyMap<ReadName, Started>, name: ReadName): Started {
  // Every resource of the table is started.
  return reflectors.get(name) as Started;
}
