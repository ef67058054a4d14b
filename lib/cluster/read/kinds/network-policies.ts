import type { NetworkPolicy } from '#engine';
import { watchedKind } from '#stream';
import type { Fields } from '../../connect/json-fields.ts';
import { text } from '../../connect/json-fields.ts';
import { frozen } from './frozen.ts';
import { resourceOf } from './resource.ts';

export const networkPolicies = resourceOf<NetworkPolicy>(watchedKind('networkpolicies'), {
  parted: true,
  project: projectPolicy,
});

/** Whole, but for managedFields: nothing that could matter to a verdict or an editor is lost. */
export function projectPolicy(object: Fields, metadata: Fields): NetworkPolicy {
  const { managedFields, ...kept } = metadata;
  return frozen({
    ...object,
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { ...kept, name: text(metadata.name) ?? '', namespace: text(metadata.namespace) ?? '' },
  });
}
