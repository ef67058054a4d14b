/** A pod cut down to what verdicts rest on. */

import type { ContainerPort, Pod, PodPhase, Protocol } from '#engine';
import { type PluginContainer, type PluginPod, watchedKind } from '#stream';
import type { Fields } from '../../connect/json-fields.ts';
import { text } from '../../connect/json-fields.ts';
import { addressesIn, fieldsOf, labelsOf, listOf, meets } from '../../connect/object-fields.ts';
import { frozen } from './frozen.ts';
import type { Intern } from './interner.ts';
import type { OwnerRef } from './owner-chain.ts';
import { controllerOf } from './owner-chain.ts';
import { type Resource, resourceOf } from './resource.ts';

export interface PodRecord {
  readonly pod: Omit<Pod, 'workload'>;
  readonly owner?: OwnerRef;
  /** Only for pods of network plugins. */
  readonly plugin?: PluginPod;
}

export function pods(intern: Intern): Resource<PodRecord> {
  return resourceOf<PodRecord>(watchedKind('pods'), {
    parted: true,
    project: (object, metadata) => projectPod(object, metadata, intern),
  });
}

export function projectPod(object: Fields, metadata: Fields, intern: Intern): PodRecord {
  const spec = fieldsOf(object.spec);
  const status = fieldsOf(object.status);
  const host = text(spec.nodeName);
  const controller = controllerOf(metadata);
  const owner = controller && intern(controller);
  const pod: PodRecord['pod'] = {
    namespace: text(metadata.namespace) ?? '',
    name: text(metadata.name) ?? '',
    labels: intern(labelsOf(metadata.labels)),
    ips: addressesIn([status.podIP, ...listOf(status.podIPs).map((item) => item.ip)]),
    hostIps: intern(addressesIn([status.hostIP, ...listOf(status.hostIPs).map((item) => item.ip)])),
    ...(host === undefined ? {} : { host }),
    hostNetwork: spec.hostNetwork === true,
    phase: phaseOf(status.phase),
    ready: meets(status.conditions, 'Ready'),
    ports: intern(portsOf(spec)),
  };
  const plugin = pluginOf(pod, spec, owner);
  return frozen({ pod, ...(owner ? { owner } : {}), ...(plugin ? { plugin } : {}) });
}

const PHASES: ReadonlySet<unknown> = new Set<PodPhase>(['Pending', 'Running', 'Succeeded', 'Failed']);

function phaseOf(value: unknown): PodPhase {
  return PHASES.has(value) ? (value as PodPhase) : 'Unknown';
}

/** Of containers, and of init containers that restart always: they live as long as the pod. */
export function portsOf(spec: Fields): ContainerPort[] {
  const sidecars = listOf(spec.initContainers).filter((container) => container.restartPolicy === 'Always');
  return [...listOf(spec.containers), ...sidecars].flatMap((container, at, { length }) =>
    listOf(container.ports).flatMap((port) => {
      const name = text(port.name);
      const protocol = port.protocol ?? 'TCP';
      if (!Number.isInteger(port.containerPort) || !isProtocol(protocol)) return [];
      const sidecar = at >= length - sidecars.length ? { ofSidecar: true as const } : {};
      return [{ ...(name === undefined ? {} : { name }), port: port.containerPort as number, protocol, ...sidecar }];
    }),
  );
}

function isProtocol(value: unknown): value is Protocol {
  return value === 'TCP' || value === 'UDP' || value === 'SCTP';
}

/** DaemonSets by which network plugins are known. */
const PLUGINS: ReadonlySet<string> = new Set([
  'antrea-agent',
  'aws-node',
  'calico-node',
  'cilium',
  'kube-router',
  'ovnkube-node',
  'weave-net',
]);

function pluginOf(pod: PodRecord['pod'], spec: Fields, owner: OwnerRef | undefined): PluginPod | undefined {
  if (owner?.kind !== 'DaemonSet' || !PLUGINS.has(owner.name)) return undefined;
  return {
    daemonSet: owner.name,
    namespace: pod.namespace,
    ...(pod.host === undefined ? {} : { host: pod.host }),
    ready: pod.ready,
    containers: listOf(spec.containers).map(pluginContainer),
  };
}

function pluginContainer(container: Fields): PluginContainer {
  const mode = listOf(container.env).find((item) => item.name === 'NETWORK_POLICY_ENFORCING_MODE');
  const enforcingMode = text(mode?.value);
  return {
    name: text(container.name) ?? '',
    image: text(container.image) ?? '',
    args: Array.isArray(container.args) ? container.args.map(String) : [],
    ...(enforcingMode === undefined ? {} : { enforcingMode }),
  };
}
