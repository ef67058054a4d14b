import { type Endpoint, type EndpointPort, type EndpointSlice, watchedKind } from '#stream';
import type { Fields } from '../../connect/json-fields.ts';
import { text } from '../../connect/json-fields.ts';
import { addressesIn, fieldsOf, labelsOf, listOf } from '../../connect/object-fields.ts';
import { frozen } from './frozen.ts';
import type { Intern } from './interner.ts';
import { type Resource, resourceOf } from './resource.ts';

const SERVICE = 'kubernetes.io/service-name';

export function endpointSlices(intern: Intern): Resource<EndpointSlice> {
  return resourceOf<EndpointSlice>(watchedKind('endpointslices'), {
    parted: true,
    project: (object, metadata) => projectEndpointSlice(object, metadata, intern),
  });
}

/** Without the conditions of each endpoint: they change with every probe, and no slice is sent again for it. */
export function projectEndpointSlice(object: Fields, metadata: Fields, intern: Intern): EndpointSlice {
  const namespace = text(metadata.namespace) ?? '';
  const labels = labelsOf(metadata.labels);
  return frozen({
    namespace,
    name: text(metadata.name) ?? '',
    ...(Object.hasOwn(labels, SERVICE) ? { service: labels[SERVICE] } : {}),
    addressType: text(object.addressType) ?? '',
    endpoints: listOf(object.endpoints).map((endpoint) => projectEndpoint(endpoint, namespace)),
    ports: intern(listOf(object.ports).map(projectPort)),
  });
}

function projectEndpoint({ addresses, targetRef }: Fields, namespace: string): Endpoint {
  const target = fieldsOf(targetRef);
  const pod =
    target.kind === 'Pod' && (text(target.namespace) ?? namespace) === namespace ? text(target.name) : undefined;
  return {
    addresses: addressesIn(Array.isArray(addresses) ? addresses : []),
    ...(pod === undefined ? {} : { pod }),
  };
}

function projectPort({ name, protocol, port }: Fields): EndpointPort {
  // A port without a name has the empty one.
  const named = text(name) ?? '';
  return {
    ...(named === '' ? {} : { name: named }),
    protocol: text(protocol) ?? 'TCP',
    ...(typeof port === 'number' ? { port } : {}),
  };
}
