/** The addresses behind a Service, as one EndpointSlice. */

import { served } from '../kinds.ts';
import { type JsonObject, type KubeObject, listAt, numberAt, objectAt, sameJson, textAt } from '../kube-object.ts';
import { type Cluster, CONTROLLER_MANAGER } from './cluster.ts';
import { isActive, isReady, ownerReference } from './pod-template.ts';

const pods = served('pods');
const slices = served('endpointslices');

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
  const content = {
    addressType: 'IPv4',
    endpoints: behind.map(endpoint),
    ports: listAt(service, 'spec', 'ports').map((port) => portOf(port, behind[0])),
  };
  const sliceName = `${name}-demo`;
  const before = cluster.store.get(slices, namespace, sliceName);
  if (before === undefined) {
    const labels = { 'kubernetes.io/service-name': name, 'endpointslice.kubernetes.io/managed-by': 'demo' };
    const metadata = { name: sliceName, labels, ownerReferences: [ownerReference(service)] };
    cluster.writer.create(slices, namespace, { metadata, ...content }, CONTROLLER_MANAGER);
  } else if (!sameJson({ ...before, ...content }, before)) {
    cluster.writer.update(slices, namespace, sliceName, (live) => ({ ...live, ...content }), CONTROLLER_MANAGER);
  }
}

function endpoint(pod: KubeObject): JsonObject {
  const ready = isReady(pod);
  return {
    addresses: [textAt(pod, 'status', 'podIP')],
    conditions: { ready, serving: ready, terminating: false },
    nodeName: textAt(pod, 'spec', 'nodeName'),
    targetRef: { kind: 'Pod', namespace: pod.metadata.namespace, name: pod.metadata.name, uid: pod.metadata.uid },
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
