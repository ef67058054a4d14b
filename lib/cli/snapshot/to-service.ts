/** Services: every address that leads to their pods, and how their ports are translated. */

import { objectKey, type ServiceEndpoint, type SnapshotService, type SnapshotServicePort } from '#engine';
import { fieldsAt, objectsAt, textAt, valueAt } from '../objects/fields.ts';
import type { ManifestObject } from '../objects/manifest-object.ts';
import { templateLabels } from './to-pod.ts';

/** With the endpoints of those that select no pods, where they are in the input: the API server's own is one. */
export function servicesOf(objects: readonly ManifestObject[]): readonly SnapshotService[] {
  const services = objects
    .filter(({ kind, apiVersion }) => kind === 'Service' && apiVersion === 'v1')
    .map((object) => toService(object));
  if (services.every(({ selector }) => selector)) return services;
  const endpoints = endpointsIn(objects);
  return services.map((service) => {
    const own = service.selector ? undefined : endpoints.get(objectKey(service));
    return own ? { ...service, endpoints: own } : service;
  });
}

function toService({ fields, namespace, name }: ManifestObject): SnapshotService {
  const spec = fieldsAt(fields, 'spec');
  const selector = fieldsAt(spec, 'selector');
  const balancer = objectsAt(fieldsAt(fields, 'status', 'loadBalancer'), 'ingress');
  const addresses = [
    textAt(spec, 'clusterIP'),
    ...textsAt(spec, 'clusterIPs'),
    ...textsAt(spec, 'externalIPs'),
    textAt(spec, 'loadBalancerIP'),
    ...balancer.map((entry) => textAt(entry, 'ip')),
  ];
  const known = addresses.filter((address) => address !== undefined && address !== 'None');
  return {
    namespace: namespace || 'default',
    name,
    type: textAt(spec, 'type') ?? 'ClusterIP',
    clusterIps: [...new Set(known as string[])],
    ...(selector && { selector: templateLabels({ labels: selector }) }),
    ports: objectsAt(spec, 'ports').flatMap(toPort),
  };
}

/** By `namespace/name` of the Service; slices of one Service add up, and stand before the older Endpoints. */
function endpointsIn(objects: readonly ManifestObject[]): ReadonlyMap<string, readonly ServiceEndpoint[]> {
  const found = new Map<string, ServiceEndpoint[]>();
  const older = new Map<string, readonly ServiceEndpoint[]>();
  for (const { kind, namespace, name, fields } of objects) {
    const place = namespace || 'default';
    if (kind === 'Endpoints')
      older.set(objectKey({ namespace: place, name }), objectsAt(fields, 'subsets').flatMap(ofSubset));
    if (kind !== 'EndpointSlice') continue;
    const service = textAt(fieldsAt(fields, 'metadata', 'labels'), 'kubernetes.io/service-name');
    if (service === undefined) continue;
    const key = objectKey({ namespace: place, name: service });
    found.set(key, [...(found.get(key) ?? []), ...ofSlice(fields)]);
  }
  return new Map([...older, ...found]);
}

function ofSubset(subset: object): readonly ServiceEndpoint[] {
  const addresses = [...objectsAt(subset, 'addresses'), ...objectsAt(subset, 'notReadyAddresses')];
  return addresses.flatMap((one) => endpointsAt(textAt(one, 'ip'), subset));
}

function ofSlice(slice: object): readonly ServiceEndpoint[] {
  return objectsAt(slice, 'endpoints').flatMap((one) =>
    textsAt(one, 'addresses').flatMap((address) => endpointsAt(address, slice)),
  );
}

function endpointsAt(address: string | undefined, ports: object): readonly ServiceEndpoint[] {
  if (address === undefined) return [];
  return objectsAt(ports, 'ports').flatMap((entry) => {
    const port = valueAt(entry, 'port');
    const name = textAt(entry, 'name');
    if (typeof port !== 'number') return [];
    return [{ address, ...(name !== undefined && { name }), protocol: textAt(entry, 'protocol') ?? 'TCP', port }];
  });
}

function textsAt(value: unknown, key: string): readonly string[] {
  const found = valueAt(value, key);
  return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
}

function toPort(fields: object): readonly SnapshotServicePort[] {
  const port = valueAt(fields, 'port');
  if (typeof port !== 'number') return [];
  const target = valueAt(fields, 'targetPort');
  const name = textAt(fields, 'name');
  return [
    {
      ...(name !== undefined && { name }),
      protocol: textAt(fields, 'protocol') ?? 'TCP',
      port,
      targetPort: typeof target === 'number' || typeof target === 'string' ? target : port,
    },
  ];
}
