/** Fills a new cluster: what every cluster has, then the workshop's store or a folder of manifests. */

import { served } from '../kinds.ts';
import type { JsonObject } from '../kube-object.ts';
import type { Store } from '../store/store.ts';
import { timestamp } from '../write/timestamp.ts';
import type { Writer } from '../write/writer.ts';
import { withMissingReplicaSets } from './adopt-dump.ts';
import { kubeSystem } from './kube-system.ts';
import { ensureNamespace, loadObjects, type SeedProblem } from './load.ts';
import { readManifestFolder } from './manifest-folder.ts';
import { machines } from './nodes.ts';
import { retailStore } from './retail-store.ts';

export interface SeedRequest {
  readonly store: Store;
  readonly writer: Writer;
  readonly now: () => number;
  readonly seed: 'eks-workshop' | { readonly manifests: string };
  /** The roles and bindings that every cluster has. */
  readonly roles: readonly JsonObject[];
}

const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

export function seedCluster(request: SeedRequest): readonly SeedProblem[] {
  const { store, writer, seed, now } = request;
  const target = { store, writer, manager: 'demo' };
  // A folder is shown as what it is: namespaces that none of its objects is in are not made up.
  if (seed === 'eks-workshop') for (const name of NAMESPACES) ensureNamespace(target, name);
  loadObjects(target, named(request.roles, 'roles'));
  const time = timestamp(now());
  if (seed === 'eks-workshop') {
    return loadObjects(target, named([...machines('eks', time), ...kubeSystem(), ...retailStore()], 'eks-workshop'));
  }
  const { objects, problems } = readManifestFolder(seed.manifests);
  const loaded = loadObjects({ ...target, manager: 'manifests' }, withMissingReplicaSets(objects));
  // Pods need machines to run on: the folder's own, or some that claim to be no cloud's.
  if (store.count(served('nodes')) === 0) loadObjects(target, named(machines('plain', time), 'nodes'));
  return [...problems, ...loaded];
}

function named(objects: readonly JsonObject[], source: string) {
  return objects.map((object) => ({ object, source }));
}
