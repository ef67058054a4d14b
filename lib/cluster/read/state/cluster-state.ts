/** All that is known of the cluster's objects, and what of it was not announced yet. */

import type { Namespace, NetworkPolicy, Pod } from '#engine';
import { type Change, type EnforcementFacts, type Host, type PluginPod, type Service, sameJson } from '#stream';
import { frozen } from '../kinds/frozen.ts';
import { interner } from '../kinds/interner.ts';
import type { OwnerRecord } from '../kinds/owner-chain.ts';
import { workloadOf } from '../kinds/owner-chain.ts';
import type { PodRecord } from '../kinds/project-pod.ts';
import type { Kept } from '../kinds/resource.ts';
import { type ObjectStore, type OnChange, objectStore } from './object-store.ts';

export interface Changes {
  readonly namespaces?: Change<Namespace>;
  readonly pods?: Change<Pod>;
  readonly policies?: Change<NetworkPolicy>;
  readonly services?: Change<Service>;
  readonly hosts?: Change<Host>;
}

type Stores = { readonly [Kind in keyof Kept]: ObjectStore<Kept[Kind]> };

export interface ClusterState extends Stores {
  /** What changed since this was last called. */
  takeChanges(): Changes;
  /** Everything, as changes to nothing. */
  everything(): Required<Changes>;
  enforcementFacts(readable: { pods: boolean; nodes: boolean; vpccni: boolean }): EnforcementFacts;
}

/** `changed` is called with every change of what is known. */
export function clusterState(changed: () => void): ClusterState {
  const asIs = <T>(value: T): T => value;
  const asPod = ({ pod, owner }: PodRecord): Pod =>
    frozen({ ...pod, workload: intern(workloadOf(pod.name, owner, (uid) => owners.get(uid))) });
  const owners = new Map<string, OwnerRecord>();
  const intern = interner();
  const plugins = new Map<string, PluginPod>();
  /** Which pods hang on an owner: they may belong to another workload once it is seen. */
  const podsOf = new Map<string, Set<string>>();

  const namespaces = tracked<Namespace, Namespace>(changed, asIs);
  const policies = tracked<NetworkPolicy, NetworkPolicy>(changed, asIs);
  const services = tracked<Service, Service>(changed, asIs);
  const hosts = tracked<Host, Host>(changed, asIs);
  const pods = tracked<PodRecord, Pod>(changed, asPod, (key, record, before) => {
    if (record?.plugin) plugins.set(key, record.plugin);
    else plugins.delete(key);
    if (before?.owner) {
      const siblings = podsOf.get(before.owner.uid);
      siblings?.delete(key);
      if (siblings?.size === 0) podsOf.delete(before.owner.uid);
    }
    if (record?.owner) podsOf.set(record.owner.uid, (podsOf.get(record.owner.uid) ?? new Set()).add(key));
  });
  const ownerChanged: OnChange<OwnerRecord> = (_, owner, before) => {
    if (before) owners.delete(before.uid);
    if (owner) owners.set(owner.uid, owner);
    for (const uid of new Set([before?.uid, owner?.uid])) {
      for (const key of podsOf.get(uid ?? '') ?? []) pods.touch(key);
    }
  };
  const replicasets = objectStore<OwnerRecord>(ownerChanged);
  const jobs = objectStore<OwnerRecord>(ownerChanged);
  const vpccni = objectStore<Readonly<Record<string, string>>>(changed);

  return {
    namespaces: namespaces.store,
    pods: pods.store,
    networkpolicies: policies.store,
    services: services.store,
    nodes: hosts.store,
    replicasets,
    jobs,
    vpccni,
    takeChanges: () => ({
      namespaces: namespaces.take(),
      pods: pods.take(),
      policies: policies.take(),
      services: services.take(),
      hosts: hosts.take(),
    }),
    everything: () => ({
      namespaces: namespaces.all(),
      pods: pods.all(),
      policies: policies.all(),
      services: services.all(),
      hosts: hosts.all(),
    }),
    enforcementFacts: (readable) => ({
      vpcCniConfig: readable.vpccni ? (vpccni.get('kube-system/amazon-vpc-cni') ?? null) : undefined,
      pluginPods: readable.pods ? [...plugins.values()] : undefined,
      hosts: readable.nodes ? [...hosts.store.entries()].map(([, { name, labels }]) => ({ name, labels })) : undefined,
    }),
  };
}

interface Tracked<T, U> {
  readonly store: ObjectStore<T>;
  /** Counts an object as changed though it is the same: something it rests on changed. */
  touch(key: string): void;
  /** What is to be announced: nothing that was announced just so before. */
  take(): Change<U> | undefined;
  all(): Change<U>;
}

/** `finish` makes of an object what is announced of it. */
function tracked<T, U>(changed: () => void, finish: (value: T) => U, seen?: OnChange<T>): Tracked<T, U> {
  const dirty = new Set<string>();
  const announced = new Map<string, U>();
  const touch = (key: string) => {
    dirty.add(key);
    changed();
  };
  const store = objectStore<T>((key, value, before) => {
    seen?.(key, value, before);
    touch(key);
  });
  return {
    store,
    touch,
    take() {
      const set: U[] = [];
      const gone: string[] = [];
      for (const key of dirty) {
        const value = store.get(key);
        if (value === undefined) {
          if (announced.delete(key)) gone.push(key);
          continue;
        }
        const finished = finish(value);
        if (sameJson(announced.get(key), finished)) continue;
        announced.set(key, finished);
        set.push(finished);
      }
      dirty.clear();
      return set.length > 0 || gone.length > 0 ? { set, gone } : undefined;
    },
    all() {
      dirty.clear();
      announced.clear();
      for (const [key, value] of store.entries()) announced.set(key, finish(value));
      return { set: [...announced.values()], gone: [] };
    },
  };
}
