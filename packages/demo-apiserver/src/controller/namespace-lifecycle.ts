/** What a namespace gets when it comes, and the emptying of it when it goes. */

import { KINDS, served } from '../kinds.ts';
import type { KubeObject } from '../kube-object.ts';
import { type Cluster, CONTROLLER_MANAGER, removeObject } from './cluster.ts';

const namespaces = served('namespaces');
const serviceAccounts = served('serviceaccounts');
const configMaps = served('configmaps');
const NAMESPACED = KINDS.filter((kind) => kind.namespaced);

export function reconcileNamespace(cluster: Cluster, namespace: KubeObject): void {
  if (namespace.metadata.deletionTimestamp === undefined) furnish(cluster, namespace.metadata.name);
  else empty(cluster, namespace);
}

function furnish(cluster: Cluster, name: string): void {
  const { store, writer } = cluster;
  if (store.get(serviceAccounts, name, 'default') === undefined) {
    writer.create(serviceAccounts, name, { metadata: { name: 'default' } }, CONTROLLER_MANAGER);
  }
  if (store.get(configMaps, name, 'kube-root-ca.crt') !== undefined) return;
  const annotations = { 'kubernetes.io/description': 'The certificate authority of the API server.' };
  const body = { metadata: { name: 'kube-root-ca.crt', annotations }, data: { 'ca.crt': '' } };
  writer.create(configMaps, name, body, CONTROLLER_MANAGER);
}

function empty(cluster: Cluster, namespace: KubeObject): void {
  const { name } = namespace.metadata;
  let left = 0;
  for (const kind of NAMESPACED) {
    for (const object of cluster.store.list(kind, name)) {
      if (object.metadata.deletionTimestamp === undefined) removeObject(cluster, kind, object);
    }
    left += cluster.store.list(kind, name).length;
  }
  if (left === 0 && (namespace.metadata.finalizers ?? []).length === 0) cluster.store.remove(namespaces, namespace);
}
