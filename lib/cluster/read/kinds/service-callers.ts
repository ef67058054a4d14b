/** Ingresses, webhooks and APIServices: of each only which Services it has called. */

import { serviceCallers } from '#manifest';
import { type CallingObject, watchedKind } from '#stream';
import { text } from '../../connect/json-fields.ts';
import { frozen } from './frozen.ts';
import { type Resource, resourceOf } from './resource.ts';

type Kind = 'ingresses' | 'validatingwebhookconfigurations' | 'mutatingwebhookconfigurations' | 'apiservices';

export function callingObjects(kind: Kind): Resource<CallingObject> {
  const watched = watchedKind(kind);
  return resourceOf<CallingObject>(watched, {
    project(object, metadata) {
      // Most API services are the API server's own: they call nothing, and there are as many as groups.
      const calls = serviceCallers(watched.resource.object, object);
      if (calls.length === 0) return undefined;
      const namespace = text(metadata.namespace);
      return frozen({ ...(namespace && { namespace }), name: text(metadata.name) ?? '', calls });
    },
  });
}
