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
  return [...faultsOfEach(pod, path), ...sharedNames(pod, path)];
}

/** A name in several containers that run at once: which port it means hangs on who asks. */
function sharedNames(pod: Fields, path: string): readonly PortFault[] {
  const firsts = new Map<string, { readonly place: string; readonly container: string }>();
  const faults: PortFault[] = [];
  for (const list of ['initContainers', 'containers']) {
    for (const [at, container] of objectsAt(fieldsAt(pod, 'spec'), list).entries()) {
      if (list === 'initContainers' && valueAt(container, 'restartPolicy') !== 'Always') continue;
      for (const [index, port] of objectsAt(container, 'ports').entries()) {
        const name = textAt(port, 'name');
        if (name === undefined) continue;
        const own = `${path}.${list}[${at}]`;
        const field = `${own}.ports[${index}]`;
        const first = firsts.get(name);
        if (!first) firsts.set(name, { place: field, container: own });
        // Within one container the server refuses it.
        else if (first.container !== own) faults.push({ field, message: sharedName(name, first.place) });
      }
    }
  }
  return faults;
}

function sharedName(name: string, first: string): string {
  return `duplicate port name ${JSON.stringify(name)} with ${first}, services and probes that select ports by name will use ${first}`;
}

function faultsOfEach(pod: Fields, path: string): readonly PortFault[] {
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
