/** What a server would refuse of the ports that containers declare: names of ports in policies rest on them. */

import { portNameFaults } from '#manifest';
import { type Fields, fieldsAt, objectsAt, textAt, valueAt } from './fields.ts';
import type { ManifestObject } from './manifest-object.ts';
import { templateOf } from './templates.ts';

export interface PortFault {
  readonly field: string;
  readonly message: string;
}

export function checkPorts({ kind, fields }: ManifestObject): readonly PortFault[] {
  if (kind === 'Pod') return faultsOf(fields, 'spec');
  const found = templateOf(kind, fields);
  return found ? faultsOf(found.template, `${found.path}.spec`) : [];
}

function faultsOf(pod: Fields, path: string): readonly PortFault[] {
  return ['containers', 'initContainers'].flatMap((list) =>
    objectsAt(fieldsAt(pod, 'spec'), list).flatMap((container, at) => {
      const names = new Set<string>();
      return objectsAt(container, 'ports').flatMap((port, index) => {
        const field = `${path}.${list}[${at}].ports[${index}]`;
        const name = textAt(port, 'name');
        const twice = name !== undefined && names.has(name);
        if (name !== undefined) names.add(name);
        return [
          ...(twice ? [{ field: `${field}.name`, message: `Duplicate value: ${JSON.stringify(name)}` }] : []),
          ...nameFaults(name, field),
          ...portFaults(port, field),
        ];
      });
    }),
  );
}

function nameFaults(name: string | undefined, field: string): readonly PortFault[] {
  if (name === undefined) return [];
  return portNameFaults(name).map((fault) => ({
    field: `${field}.name`,
    message: `Invalid value: ${JSON.stringify(name)}: ${fault}`,
  }));
}

function portFaults(port: Fields, field: string): readonly PortFault[] {
  const number = valueAt(port, 'containerPort');
  const protocol = valueAt(port, 'protocol') ?? 'TCP';
  const faults: PortFault[] = [];
  if (number === undefined || number === null || number === 0) {
    faults.push({ field: `${field}.containerPort`, message: 'Required value; the port is not read' });
  } else if (typeof number === 'number' && (number < 1 || number > 65535)) {
    const message = `Invalid value: ${number}: must be between 1 and 65535, inclusive; the port is not read`;
    faults.push({ field: `${field}.containerPort`, message });
  }
  if (!['TCP', 'UDP', 'SCTP', ''].includes(String(protocol))) {
    const value = JSON.stringify(protocol);
    const message = `Unsupported value: ${value}: supported values: "SCTP", "TCP", "UDP"; the port is not read`;
    faults.push({ field: `${field}.protocol`, message });
  }
  return faults;
}
