/** Keeps the numbered pods of a StatefulSet. */

import { served } from '../kinds.ts';
import { type KubeObject, numberAt } from '../kube-object.ts';
import { type Cluster, removeObject, writeStatus } from './cluster.ts';
import { createPod, isActive, isReady, templateHash } from './pod-template.ts';
import { claimPods } from './replica-set.ts';

const pods = served('pods');
const statefulSets = served('statefulsets');
const REVISION = 'controller-revision-hash';

export function reconcileStatefulSet(cluster: Cluster, set: KubeObject): void {
  if (set.metadata.deletionTimestamp !== undefined) return;
  const { name, namespace } = set.metadata;
  const wanted = numberAt(set, 'spec', 'replicas') ?? 1;
  const revision = `${name}-${templateHash(set)}`;
  const own = claimPods(cluster, set);
  for (let index = 0; index < wanted; index += 1) {
    const podName = `${name}-${index}`;
    // A pod that is going still holds its name: its successor comes when it is gone.
    if (cluster.store.get(pods, namespace, podName) !== undefined) continue;
    const labels = {
      'apps.kubernetes.io/pod-index': String(index),
      'statefulset.kubernetes.io/pod-name': podName,
      [REVISION]: revision,
    };
    createPod(cluster, { owner: set, name: podName, labels, spec: { hostname: podName } });
  }
  removeSurplus(cluster, own.filter(isActive), wanted, revision);
  const now = cluster.dependents.of(set.metadata.uid ?? '', pods).filter(isActive);
  const updated = now.filter((pod) => pod.metadata.labels?.[REVISION] === revision).length;
  writeStatus(cluster, statefulSets, set, {
    replicas: now.length,
    readyReplicas: now.filter(isReady).length,
    availableReplicas: now.filter(isReady).length,
    currentReplicas: updated,
    updatedReplicas: updated,
    currentRevision: revision,
    updateRevision: revision,
    observedGeneration: set.metadata.generation,
    collisionCount: 0,
  });
}

/** Numbers beyond the wanted, and then one outdated pod at a time, from the top. */
function removeSurplus(cluster: Cluster, own: readonly KubeObject[], wanted: number, revision: string): void {
  const byNumber = own.toSorted((a, b) => ordinal(b) - ordinal(a));
  for (const pod of byNumber.filter((one) => ordinal(one) >= wanted)) removeObject(cluster, pods, pod);
  const rest = byNumber.filter((one) => ordinal(one) < wanted);
  const outdated = rest.find((pod) => pod.metadata.labels?.[REVISION] !== revision);
  if (outdated !== undefined && rest.length === wanted && rest.every(isReady)) removeObject(cluster, pods, outdated);
}

function ordinal(pod: KubeObject): number {
  return Number(/-(\d+)$/.exec(pod.metadata.name)?.[1] ?? 0);
}
