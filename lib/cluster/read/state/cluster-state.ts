/**
 * All that is known of the cluster's objects, and what of it was not announced yet.
 *
 *      reflectors --> store of each kind --> dirty keys --> takeChanges(): what differs from what was announced
 *                          ^
 *      replicasets, Deployments ... --+-- name the workloads of pods, and stand for those without any
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
  WORKLOAD_KINDS,
  type WorkloadKind,
} from '#stream';
import type { Kept } from '../kinds/table.ts';
import { type ObjectStore, objectStore } from './object-store.ts';
import type { ArePodsKnown } from './stand-ins.ts';
import { tracked } from './tracked.ts';
import { trackPods } from './tracked-pods.ts';

type Stores = { readonly [R in keyof Kept]: ObjectStore<Kept[R]> };

export interface ClusterState extends Stores {
  /** What changed since this was last called. */
  takeChanges(known: ArePodsKnown): Changes;
  /** Everything, as if nothing of it had been announced. */
  everything(known: ArePodsKnown): ClusterLists;
  enforcementFacts(readable: { pods: boolean; nodes: boolean; vpccni: boolean }): EnforcementFacts;
}

/** What a list holds does not matter here: each is filled and asked under its own name. */
interface AnyTracked {
  readonly store: ObjectStore<unknown>;
  take(known: ArePodsKnown): unknown;
  all(known: ArePodsKnown): readonly unknown[];
}

/** `changed` is called with every change of what is known. */
export function clusterState(changed: () => void): ClusterState {
  const pods = trackPods(changed);
  const { plugins, ownerChanged } = pods;
  // Objects of other kinds than pods are announced as they are kept.
  const asKept = () => tracked<unknown, unknown>(changed, (value) => value);
  const lists = new Map<ListName, AnyTracked>(LIST_NAMES.map((list) => [list, asKept()]));
  lists.set('pods', pods as unknown as AnyTracked);
  const ofKind = [...lists].map(([list, { store }]) => [listEntry(list).kind, store]);
  const makers = WORKLOAD_KINDS.map((kind) => [kind, objectStore(pods.workloadChanged(kind))]);
  const stores: Stores = {
    ...(Object.fromEntries(ofKind) as unknown as Pick<Stores, Kind>),
    replicasets: objectStore(ownerChanged),
    ...(Object.fromEntries(makers) as unknown as Pick<Stores, WorkloadKind>),
    policyendpoints: objectStore(changed),
    vpccni: objectStore(changed),
  };
  return {
    ...stores,
    takeChanges(known) {
      const changes = [...lists].map(([list, { take }]) => [list, take(known)] as const);
      return Object.fromEntries(changes.filter(([, change]) => change !== undefined)) as Changes;
    },
    everything: (known) => mapLists((list) => lists.get(list)?.all(known) ?? []),
    enforcementFacts: (readable) => ({
      vpcCniConfig: readable.vpccni ? (stores.vpccni.get('kube-system/amazon-vpc-cni') ?? null) : undefined,
      pluginPods: readable.pods ? [...plugins.values()] : undefined,
      hosts: readable.nodes ? [...stores.nodes.entries()].map(([, { name, labels }]) => ({ name, labels })) : undefined,
    }),
  };
}
