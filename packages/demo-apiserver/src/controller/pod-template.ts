/** Pods from the template of a workload: labels, owner and names. */

import { served } from '../kinds.ts';
import { type JsonObject, type KubeObject, objectAt, valueAt } from '../kube-object.ts';
import { type Cluster, CONTROLLER_MANAGER } from './cluster.ts';
import { hashOf, lettersOf } from './name-suffix.ts';

const pods = served('pods');

export interface PodPlan {
  readonly owner: KubeObject;
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly spec?: JsonObject;
}

export function createPod(cluster: Cluster, plan: PodPlan): void {
  const { owner } = plan;
  const template = objectAt(owner, 'spec', 'template');
  const labels = { ...objectAt(template, 'metadata', 'labels'), ...plan.labels };
  const annotations = objectAt(template, 'metadata', 'annotations');
  const body: JsonObject = {
    metadata: {
      name: plan.name,
      labels,
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      ownerReferences: [ownerReference(owner)],
    },
    spec: { ...objectAt(template, 'spec'), ...plan.spec },
  };
  cluster.writer.create(pods, owner.metadata.namespace, body, CONTROLLER_MANAGER);
}

export function ownerReference(owner: KubeObject) {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** A name no pod of the namespace has; the nth attempt of a cluster gives the same name each time. */
export function freshName(cluster: Cluster, owner: KubeObject): string {
  const { name, namespace, uid = '' } = owner.metadata;
  for (let attempt = cluster.namesUsed.get(uid) ?? 0; ; attempt += 1) {
    const candidate = `${name.slice(0, 57)}-${lettersOf(hashOf([namespace, name, attempt]), 5)}`;
    if (cluster.store.get(pods, namespace, candidate) !== undefined) continue;
    cluster.namesUsed.set(uid, attempt + 1);
    return candidate;
  }
}

export function isReady(pod: KubeObject): boolean {
  const conditions = valueAt(pod, 'status', 'conditions');
  if (!Array.isArray(conditions) || pod.metadata.deletionTimestamp !== undefined) return false;
  return conditions.some(
    (condition) => valueAt(condition, 'type') === 'Ready' && valueAt(condition, 'status') === 'True',
  );
}

/** Pods that count: neither going nor done. */
export function isActive(pod: KubeObject): boolean {
  const phase = valueAt(pod, 'status', 'phase');
  return pod.metadata.deletionTimestamp === undefined && phase !== 'Succeeded' && phase !== 'Failed';
}

export function templateHash(owner: KubeObject): string {
  return lettersOf(hashOf(objectAt(owner, 'spec', 'template')), 10);
}
