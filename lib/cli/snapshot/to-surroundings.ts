/** What objects tell beside pods, namespaces and policies: Services, and what calls them from outside the pods. */

import { policyId } from '#engine';
import type { ClusterSurroundings } from '#findings';
import { serviceCallers } from '#manifest';
import { fieldsAt, textAt } from '../objects/fields.ts';
import type { ManifestObject } from '../objects/manifest-object.ts';
import { apiClientsOf } from './api-clients.ts';
import { hooksOf } from './hooks.ts';
import { servicesOf } from './to-service.ts';

export function toSurroundings(objects: readonly ManifestObject[]): ClusterSurroundings {
  const unplaced = objects.filter(
    ({ kind, isRead, fields }) =>
      kind === 'NetworkPolicy' && isRead && textAt(fieldsAt(fields, 'metadata'), 'namespace') === undefined,
  );
  return {
    services: servicesOf(objects),
    apiClients: apiClientsOf(objects),
    hooks: hooksOf(objects),
    callers: objects.flatMap(({ kind, fields }) => serviceCallers(kind, fields)),
    unplaced: new Set(unplaced.map(({ namespace, name }) => policyId({ metadata: { namespace, name } }))),
  };
}
