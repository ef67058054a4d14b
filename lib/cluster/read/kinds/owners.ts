/** What may stand between a pod and what was deployed: read for its name and its own owner alone. */

import { text } from '../../connect/json-fields.ts';
import { controllerOf, type OwnerRecord } from './owner-chain.ts';
import { type Resource, resourceOf } from './resource.ts';

export const replicasets = owners('apps', 'replicasets', 'ReplicaSet');
export const jobs = owners('batch', 'jobs', 'Job');

function owners(group: string, plural: string, object: string): Resource<OwnerRecord> {
  const resource = { group, version: 'v1', plural, object, namespaced: true };
  return resourceOf<OwnerRecord>(
    { kind: plural, resource },
    {
      parted: true,
      metadataOnly: true,
      project: (_, metadata) => ({
        kind: object,
        name: text(metadata.name) ?? '',
        uid: text(metadata.uid) ?? '',
        owner: controllerOf(metadata),
      }),
    },
  );
}
