/** What every controller is handed: the store, the writer, and the few facts that are kept beside them. */

import type { Kind } from '../kinds.ts';
import type { KubeObject } from '../kube-object.ts';
import type { Store } from '../store/store.ts';
import { deleteObject } from '../write/delete.ts';
import type { Writer } from '../write/writer.ts';
import type { Dependents } from './dependents.ts';

export interface Cluster {
  readonly store: Store;
  readonly writer: Writer;
  readonly dependents: Dependents;
  readonly now: () => number;
  /** How many pod names each owner has used up, by its uid: the name of a pod that is gone is not given again. */
  readonly namesUsed: Map<string, number>;
  /** Does something later; at once while the cluster is being filled. */
  later(milliseconds: number, act: () => void): void;
}

export const CONTROLLER_MANAGER = { manager: 'kube-controller-manager' } as const;
const CONTROLLER_STATUS = { ...CONTROLLER_MANAGER, subresource: 'status' } as const;

/** Writes a status; nothing is written where nothing changes. */
export function writeStatus(cluster: Cluster, kind: Kind, object: KubeObject, status: KubeObject['status']): void {
  const { namespace, name } = object.metadata;
  const before = object.status;
  const next = Object.fromEntries(Object.entries({ ...before, ...status }).filter(([, value]) => value !== undefined));
  cluster.writer.update(kind, namespace, name, (live) => ({ ...live, status: next }), CONTROLLER_STATUS);
}

export function removeObject(cluster: Cluster, kind: Kind, object: KubeObject): void {
  const { namespace, name, uid } = object.metadata;
  const options = { preconditions: { uid } };
  deleteObject({ store: cluster.store, now: cluster.now, kind, namespace, name, options, dryRun: false });
}
