/** The addresses behind a Service: one EndpointSlice, and the Endpoints that kubectl before 1.31 reads. */

import { type Kind, served } from '../kinds.ts';
import { type JsonObject, type KubeObject, listAt, numberAt, objectAt, sameJson, textAt } from '../kube-object.ts';
import { type Cluster, CONTROLLER_MANAGER } from './cluster.ts';
import { isActive, isReady, ownerReference } from './pod-template.ts';

const pods = served('pods');
const slices = served('endpointslices');
const endpoints = served('endpoints');

/** A Service without a selector has no pods of its own. */
export function selects(service: KubeObject, pod: KubeObject | undefined): boolean {
  const selector = Object.entries(objectAt(service, 'spec', 'selector'));
  const labels = pod?.metadata.labels ?? {};
  return selector.length > 0 && selector.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

export function reconcileEndpoints(cluster: Cluster, service: KubeObject): void {
  if (Object.keys(objectAt(service, 'spec', 'selector')).length === 0) return;
  const { namespace, name } = service.metadata;
  const behind = cluster.store
    .list(pods, namespace)
    .filter((pod) => selects(service, pod) && isActive(pod) && textAt(pod, 'status', 'podIP') !== undefined);
  const ports = listAt(service, 'spec', 'ports').map((port) => portOf(port, behind[0]));
  const labels = { 'kubernetes.io/service-name': name, 'endpointslice.kubernetes.io/managed-by': 'demo' };
  const metadata = { name: `${name}-demo`, labels, ownerReferences: [ownerReference(service)] };
  write(cluster, slices, namespace, metadata, { addressType: 'IPv4', endpoints: behind.map(endpoint), ports });
  write(cluster, endpoints, namespace, { name, ownerReferences: [ownerReference(service)] }, subsets(behind, ports));
}

/** Only ready pods: those that are not are of no account here. */
function subsets(behind: readonly KubeObject[], ports: readonly JsonObject[]): JsonObject {
  const addresses = behind.filter(isReady).map((pod) => ({
    ip: textAt(pod, 'status', 'podIP'),
    nodeName: textAt(pod, 'spec', 'nodeName'),
    targetRef: reference(pod),
  }));
  return addresses.length === 0 ? { subsets: undefined } : { subsets: [{ addresses, ports }] };
}

function write(
  cluster: Cluster,
  kind: Kind,
  namespace: string | undefined,
  metadata: JsonObject & { readonly name: string },
  content: JsonObject,
): void {
  const before = cluster.store.get(kind, namespace, metadata.name);
  const given = Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
  if (before === undefined) {
    cluster.writer.create(kind, namespace, { metadata, ...given }, CONTROLLER_MANAGER);
    return;
  }
  const { kind: name, apiVersion, metadata: own } = before;
  const next = { kind: name, apiVersion, metadata: own, ...given };
  if (!sameJson(next, before)) cluster.writer.update(kind, namespace, metadata.name, () => next, CONTROLLER_MANAGER);
}

function reference(pod: KubeObject): JsonObject {
  return { kind: 'Pod', namespace: pod.metadata.namespace, name: pod.metadata.name, uid: pod.metadata.uid };
}

function endpoint(pod: KubeObject): JsonObject {
  const ready = isReady(pod);
  return {
    addresses: [textAt(pod, 'status', 'podIP')],
    conditions: { ready, serving: ready, terminating: false },
    nodeName: textAt(pod, 'spec', 'nodeName'),
    targetRef: reference(pod),
  };
}

/** A named target is looked up in the first pod, as far as a slice can say it. */
function portOf(port: unknown, pod: KubeObject | undefined): JsonObject {
  const target = objectAt({ port }, 'port').targetPort;
  const containers = listAt(pod, 'spec', 'containers').flatMap((container) => listAt(container, 'ports'));
  const named = containers.find((one) => textAt(one, 'name') === target);
  const number = typeof target === 'number' ? target : numberAt(named, 'containerPort');
  return { name: textAt(port, 'name') ?? '', protocol: textAt(port, 'protocol') ?? 'TCP', port: number };
}
