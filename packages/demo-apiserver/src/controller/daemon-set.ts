/** Keeps one pod of a DaemonSet on every node it wants. */

import { served } from '../kinds.ts';
import { type KubeObject, objectAt, textAt } from '../kube-object.ts';
import { type Cluster, removeObject, writeStatus } from './cluster.ts';
import { createPod, freshName, isActive, isReady, templateHash } from './pod-template.ts';
import { claimPods } from './replica-set.ts';
import { isSelected } from './schedule.ts';

const pods = served('pods');
const nodes = served('nodes');
const daemonSets = served('daemonsets');
const REVISION = 'controller-revision-hash';

export function reconcileDaemonSet(cluster: Cluster, set: KubeObject): void {
  if (set.metadata.deletionTimestamp !== undefined) return;
  const revision = templateHash(set);
  const spec = objectAt(set, 'spec', 'template', 'spec');
  const wanted = cluster.store.list(nodes).filter((node) => isSelected(spec, node));
  const names = new Set(wanted.map((node) => node.metadata.name));
  const own = claimPods(cluster, set).filter(isActive);
  for (const pod of own) {
    if (!names.has(textAt(pod, 'spec', 'nodeName') ?? '')) removeObject(cluster, pods, pod);
  }
  for (const node of names) {
    if (own.some((pod) => textAt(pod, 'spec', 'nodeName') === node)) continue;
    const labels = { [REVISION]: revision, 'pod-template-generation': String(set.metadata.generation ?? 1) };
    createPod(cluster, { owner: set, name: freshName(cluster, set), labels, spec: { nodeName: node } });
  }
  const outdated = own.find((pod) => pod.metadata.labels?.[REVISION] !== revision);
  if (outdated !== undefined && own.every(isReady)) removeObject(cluster, pods, outdated);

  const now = cluster.dependents.of(set.metadata.uid ?? '', pods).filter(isActive);
  const ready = now.filter(isReady).length;
  writeStatus(cluster, daemonSets, set, {
    currentNumberScheduled: now.length,
    desiredNumberScheduled: names.size,
    numberAvailable: ready,
    numberMisscheduled: 0,
    numberReady: ready,
    updatedNumberScheduled: now.filter((pod) => pod.metadata.labels?.[REVISION] === revision).length,
    observedGeneration: set.metadata.generation,
  });
}
