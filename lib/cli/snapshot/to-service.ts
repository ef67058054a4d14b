/** Services: every address that leads to their pods, and how their ports are translated. */

import type { SnapshotService, SnapshotServicePort } from '#engine';
import { fieldsAt, objectsAt, textAt, valueAt } from '../objects/fields.ts';
import type { ManifestObject } from '../objects/manifest-object.ts';
import { templateLabels } from './to-pod.ts';

export function toService({ fields, namespace, name }: ManifestObject): SnapshotService {
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
