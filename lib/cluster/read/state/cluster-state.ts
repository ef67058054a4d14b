/**
 * All that is known of the cluster's objects, and what of it was not announced yet.
 *
 *      reflectors --> store of each kind --> dirty keys --> takeChanges(): what differs from what was announced
 *                          ^
 *      replicasets, jobs --+-- name the workloads of pods
 */

import {
  type Changes,
  type ClusterLists,
  type EnforcementFacts,
  type Kind,
  LIST_NAMES,
  type ListName,
  listEntry,
  mapLists,
} from '#stream';
import type { Kept } from '../kinds/table.ts';
import { type ObjectStore, objectStore } from './object-store.ts';
import { type Tracked, tracked } from './tracked.ts';
import { trackPods } from './tracked-pods.ts';

type Stores = { readonly [R in keyof Kept]: ObjectStore<Kept[R]> };

export interface ClusterState extends Stores {
  /** What changed since this was last called. */
  takeChanges(): Changes;
  /** Everything, as if nothing of it had been announced. */
  everything(): ClusterLists;
  enforcementFacts(readable: { pods: boolean; nodes: boolean; vpccni: boolean }): EnforcementFacts;
}

/** What a list holds does not matter here: each is filled and asked under its own name. */
type AnyTracked = Tracked<unknown, unknown>;

/** `changed` is called with every change of what is known. */
export function clusterState(changed: () => void): ClusterState {
  const { pods, plugins, ownerChanged } = trackPods(changed);
  // Objects of other kinds than pods are announced as they are kept.
  const asKept = () => tracked<unknown, unknown>(changed, (value) => value);
  const lists = new Map<ListName, AnyTracked>(LIST_NAMES.map((list) => [list, asKept()]));
  lists.set('pods', pods as unknown as AnyTracked);
  const ofKind = [...lists].map(([list, { store }]) => [listEntry(list).kind, store]);
  const stores: Stores = {
    ...(Object.fromEntries(ofKind) as unknown as Pick<Stores, Kind>),
    replicasets: objectStore(ownerChanged),
    jobs: objectStore(ownerChanged),
    policyendpoints: objectStore(changed),
    vpccni: objectStore(changed),
  };
  return {
    ...stores,
    takeChanges() {
      const changes = [...lists].map(([list, { take }]) => [list, take()] as const);
      return Object.fromEntries(changes.filter(([, change]) => change !== undefined)) as Changes;
    },
    everything: () => mapLists((list) => lists.get(list)?.all() ?? []),
    enforcementFacts: (readable) => ({
      vpcCniConfig: readable.vpccni ? (stores.vpccni.get('kube-system/amazon-vpc-cni') ?? null) : undefined,
      pluginPods: readable.pods ? [...plugins.values()] : undefined,
      hosts: readable.nodes ? [...stores.nodes.entries()].map(([, { name, labels }]) => ({ name, labels })) : undefined,
    }),
  };
}
