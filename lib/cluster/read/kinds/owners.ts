/** What stands between a pod and what was deployed, and is there many times over: read for its own owner alone. */

import { text } from '../../connect/json-fields.ts';
import { controllerOf, type OwnerRecord } from './owner-chain.ts';
import { type Resource, resourceOf } from './resource.ts';

const resource = { group: 'apps', version: 'v1', plural: 'replicasets', object: 'ReplicaSet', namespaced: true };

export const replicasets: Resource<OwnerRecord> = resourceOf<OwnerRecord>(
  { kind: resource.plural, resource },
  {
    parted: true,
    metadataOnly: true,
    project: (_, metadata) => ({
      kind: resource.object,
      name: text(metadata.name) ?? '',
      uid: text(metadata.uid) ?? '',
      owner: controllerOf(metadata),
    }),
  },
);
