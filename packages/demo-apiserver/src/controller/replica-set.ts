/** Keeps as many pods as a ReplicaSet wants: adopts, releases, makes and removes. */

import { served } from '../kinds.ts';
import { type KubeObject, numberAt, objectAt } from '../kube-object.ts';
import { matchSelector } from '../store/label-selector.ts';
import { type Cluster, CONTROLLER_MANAGER, removeObject, writeStatus } from './cluster.ts';
import { controllerOf } from './dependents.ts';
import { createPod, freshName, isActive, isReady, ownerReference } from './pod-template.ts';

const pods = served('pods');
const replicaSets = served('replicasets');

export function reconcileReplicaSet(cluster: Cluster, set: KubeObject): void {
  if (set.metadata.deletionTimestamp !== undefined) return;
  const own = claimPods(cluster, set).filter(isActive);
  const wanted = numberAt(set, 'spec', 'replicas') ?? 1;
  for (let missing = wanted - own.length; missing > 0; missing -= 1) {
    createPod(cluster, { owner: set, name: freshName(cluster, set) });
  }
  // Not ready ones go first, then the youngest.
  const order = own.toSorted((a, b) => Number(isReady(a)) - Number(isReady(b)) || age(b) - age(a));
  for (const pod of order.slice(0, Math.max(0, own.length - wanted))) removeObject(cluster, pods, pod);

  const now = cluster.dependents.of(set.metadata.uid ?? '', pods).filter(isActive);
  const ready = now.filter(isReady).length;
  writeStatus(cluster, replicaSets, set, {
    replicas: now.length,
    fullyLabeledReplicas: now.length,
    readyReplicas: ready === 0 ? undefined : ready,
    availableReplicas: ready === 0 ? undefined : ready,
    observedGeneration: set.metadata.generation,
  });
}

/** Lets go of pods that no longer match, and takes in matching ones without an owner. */
export function claimPods(cluster: Cluster, owner: KubeObject): readonly KubeObject[] {
  const uid = owner.metadata.uid ?? '';
  const selector = objectAt(owner, 'spec').selector;
  const kept: KubeObject[] = [];
  for (const pod of cluster.dependents.of(uid, pods)) {
    if (matchSelector(selector, pod.metadata.labels)) kept.push(pod);
    else if (pod.metadata.deletionTimestamp === undefined) setOwner(cluster, pod, undefined);
  }
  return kept;
}

/** For a pod without owner: it becomes `owner`'s. */
export function adoptPod(cluster: Cluster, pod: KubeObject, owner: KubeObject): void {
  if (controllerOf(pod) === undefined && isActive(pod)) setOwner(cluster, pod, owner);
}

function setOwner(cluster: Cluster, pod: KubeObject, owner: KubeObject | undefined): void {
  const { namespace, name } = pod.metadata;
  cluster.writer.update(
    pods,
    namespace,
    name,
    (live) => {
      const { ownerReferences = [], ...metadata } = live.metadata;
      const others = ownerReferences.filter((reference) => reference.controller !== true);
      const references = owner === undefined ? others : [...others, ownerReference(owner)];
      return { ...live, metadata: references.length === 0 ? metadata : { ...metadata, ownerReferences: references } };
    },
    CONTROLLER_MANAGER,
  );
}

function age(pod: KubeObject): number {
  return Number(pod.metadata.resourceVersion ?? 0);
}
