/** Removes what has lost its owners, and finishes deletions that wait for their dependents. */

import type { Kind } from '../kinds.ts';
import type { KubeObject } from '../kube-object.ts';
import { type Cluster, CONTROLLER_MANAGER, removeObject } from './cluster.ts';

const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';

/** After the end of an owner. */
export function collectDependents(cluster: Cluster, owner: KubeObject): void {
  const uid = owner.metadata.uid ?? '';
  for (const key of cluster.dependents.keysOf(uid)) {
    const object = cluster.store.get(key.kind, key.namespace, key.name);
    if (object === undefined || object.metadata.deletionTimestamp !== undefined) continue;
    const others = (object.metadata.ownerReferences ?? []).filter((reference) => reference.uid !== uid);
    if (others.length === 0) removeObject(cluster, key.kind, object);
    else setOwners(cluster, key.kind, object, others);
  }
}

/** An owner under deletion with a finalizer of the garbage collector. */
export function finishDeletion(cluster: Cluster, kind: Kind, owner: KubeObject): void {
  const finalizers = owner.metadata.finalizers ?? [];
  const uid = owner.metadata.uid ?? '';
  if (owner.metadata.deletionTimestamp === undefined) return;
  if (finalizers.includes(ORPHAN)) {
    for (const key of cluster.dependents.keysOf(uid)) {
      const object = cluster.store.get(key.kind, key.namespace, key.name);
      const others = (object?.metadata.ownerReferences ?? []).filter((reference) => reference.uid !== uid);
      if (object !== undefined) setOwners(cluster, key.kind, object, others);
    }
    dropFinalizer(cluster, kind, owner, ORPHAN);
  } else if (finalizers.includes(FOREGROUND)) {
    collectDependents(cluster, owner);
    if (cluster.dependents.keysOf(uid).length === 0) dropFinalizer(cluster, kind, owner, FOREGROUND);
  }
}

function dropFinalizer(cluster: Cluster, kind: Kind, owner: KubeObject, finalizer: string): void {
  const { namespace, name } = owner.metadata;
  cluster.writer.update(
    kind,
    namespace,
    name,
    (live) => {
      const finalizers = (live.metadata.finalizers ?? []).filter((one) => one !== finalizer);
      return { ...live, metadata: { ...live.metadata, finalizers } };
    },
    CONTROLLER_MANAGER,
  );
}

function setOwners(
  cluster: Cluster,
  kind: Kind,
  object: KubeObject,
  ownerReferences: KubeObject['metadata']['ownerReferences'],
): void {
  const { namespace, name } = object.metadata;
  const change = (live: KubeObject) => ({ ...live, metadata: { ...live.metadata, ownerReferences } });
  cluster.writer.update(kind, namespace, name, change, CONTROLLER_MANAGER);
}
