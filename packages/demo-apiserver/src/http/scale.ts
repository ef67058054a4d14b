/** The scale subresource: one number of an object, as autoscaling/v1 Scale. */

import type { Kind } from '../kinds.ts';
import { type JsonObject, type KubeObject, numberAt, objectAt } from '../kube-object.ts';
import { badRequest } from '../status.ts';
import { formatSelector } from '../store/label-selector.ts';

export function scaleOf(_kind: Kind, object: KubeObject): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const selector = formatSelector(objectAt(object, 'spec').selector);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: numberAt(object, 'spec', 'replicas') ?? 0 },
    status: { replicas: numberAt(object, 'status', 'replicas') ?? 0, selector: selector === '<none>' ? '' : selector },
  };
}

/** The object with the replicas a scale asks for, and the preconditions it carries. */
export function scaleFrom(live: KubeObject, scale: JsonObject): JsonObject {
  const replicas = numberAt(scale, 'spec', 'replicas') ?? 0;
  if (replicas < 0) throw badRequest('spec.replicas must not be negative');
  const { uid, resourceVersion } = objectAt(scale, 'metadata');
  const given = {
    ...(typeof uid === 'string' && uid !== '' ? { uid } : {}),
    ...(typeof resourceVersion === 'string' && resourceVersion !== '' ? { resourceVersion } : {}),
  };
  return { ...live, metadata: { ...live.metadata, ...given }, spec: { ...live.spec, replicas } };
}
