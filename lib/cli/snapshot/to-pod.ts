/** Pods of the engine: of a Pod, and of the template of a workload that has none. */

import {
  type ContainerPort,
  type Labels,
  objectKey,
  type Pod,
  type PodPhase,
  PROTOCOLS,
  standInName,
  type WorkloadRef,
  workloadId,
} from '#engine';
import { type Fields, fieldsAt, objectsAt, textAt, valueAt } from '../objects/fields.ts';
import type { ManifestObject } from '../objects/manifest-object.ts';

const PHASES: readonly PodPhase[] = ['Pending', 'Running', 'Succeeded', 'Failed'];

export function toPod({ namespace, name, fields }: ManifestObject, workload: WorkloadRef): Pod {
  const status = fieldsAt(fields, 'status');
  const spec = fieldsAt(fields, 'spec');
  const phase = PHASES.find((one) => one === valueAt(status, 'phase'));
  const host = textAt(spec, 'nodeName');
  return {
    namespace,
    name,
    uid: textAt(fieldsAt(fields, 'metadata'), 'uid') ?? objectKey({ namespace, name }),
    labels: templateLabels(fieldsAt(fields, 'metadata')),
    ips: addressesOf(status, 'podIP', 'podIPs'),
    hostIps: addressesOf(status, 'hostIP', 'hostIPs'),
    ...(host ? { host } : {}),
    hostNetwork: valueAt(spec, 'hostNetwork') === true,
    phase: phase ?? 'Unknown',
    ready: phase === 'Running',
    ports: portsOf(spec),
    workload,
  };
}

export function toTemplatePod(namespace: string, template: Fields, workload: WorkloadRef): Pod {
  const spec = fieldsAt(template, 'spec');
  return {
    namespace,
    name: standInName(workload),
    uid: workloadId(namespace, workload),
    labels: templateLabels(fieldsAt(template, 'metadata')),
    ips: [],
    hostIps: [],
    hostNetwork: valueAt(spec, 'hostNetwork') === true,
    phase: 'Pending',
    ready: false,
    ports: portsOf(spec),
    workload,
  };
}

/** A null value is an empty one, as in the server's decoder. */
export function templateLabels(metadata: Fields | undefined): Labels {
  const entries = Object.entries(fieldsAt(metadata, 'labels') ?? {});
  return Object.fromEntries(entries.map(([key, value]) => [key, typeof value === 'string' ? value : '']));
}

function addressesOf(status: Fields | undefined, one: string, several: string): string[] {
  const all = [textAt(status, one), ...objectsAt(status, several).map((entry) => textAt(entry, 'ip'))];
  return [...new Set(all.filter((address) => address !== undefined))];
}

/** Of containers, and of init containers that restart always: they live as long as the pod. */
function portsOf(spec: Fields | undefined): ContainerPort[] {
  const sidecars = objectsAt(spec, 'initContainers').filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...objectsAt(spec, 'containers'), ...sidecars].flatMap((container, at, { length }) =>
    objectsAt(container, 'ports').flatMap((entry) => {
      const port = valueAt(entry, 'containerPort');
      const name = textAt(entry, 'name');
      const protocol = PROTOCOLS.find((one) => one === (textAt(entry, 'protocol') ?? 'TCP'));
      if (typeof port !== 'number' || port < 1 || port > 65535 || !protocol) return [];
      const ofSidecar = at >= length - sidecars.length;
      return [{ ...(name ? { name } : {}), port, protocol, ...(ofSidecar ? { ofSidecar } : {}) }];
    }),
  );
}
