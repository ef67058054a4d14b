import { type Service, watchedKind } from '#stream';
import type { Fields } from '../../connect/json-fields.ts';
import { isFields, text } from '../../connect/json-fields.ts';
import { fieldsOf, labelsOf, listOf } from '../../connect/object-fields.ts';
import { frozen } from './frozen.ts';
import type { Intern } from './interner.ts';
import { type Resource, resourceOf } from './resource.ts';

export function services(intern: Intern): Resource<Service> {
  return resourceOf<Service>(watchedKind('services'), {
    parted: true,
    project: (object, metadata) => projectService(object, metadata, intern),
  });
}

function projectService(object: Fields, metadata: Fields, intern: Intern): Service {
  const spec = fieldsOf(object.spec);
  const clusterIps = Array.isArray(spec.clusterIPs) ? spec.clusterIPs : [spec.clusterIP];
  return frozen({
    namespace: text(metadata.namespace) ?? '',
    name: text(metadata.name) ?? '',
    uid: text(metadata.uid) ?? '',
    type: text(spec.type) ?? 'ClusterIP',
    clusterIps: clusterIps.filter((ip): ip is string => typeof ip === 'string' && ip !== '' && ip !== 'None'),
    ...(isFields(spec.selector) ? { selector: intern(labelsOf(spec.selector)) } : {}),
    ports: listOf(spec.ports).map((port) => ({
      ...(text(port.name) === undefined ? {} : { name: text(port.name) }),
      protocol: text(port.protocol) ?? 'TCP',
      port: Number(port.port),
      targetPort: typeof port.targetPort === 'string' ? port.targetPort : Number(port.targetPort ?? port.port),
    })),
  });
}
