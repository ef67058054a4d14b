/** Values the API server fills in where a manifest leaves them out, for the fields this product and kubectl read. */

import { defaultPolicy } from '../../../../lib/manifest/index.ts';
import type { Kind } from '../kinds.ts';
import { isObject, type JsonObject, type KubeObject, listAt, objectAt } from '../kube-object.ts';

export function withDefaults(kind: Kind, object: KubeObject): KubeObject {
  switch (kind.kind) {
    case 'NetworkPolicy':
      return { ...object, spec: objectAt(defaultPolicy(object), 'spec') };
    case 'Namespace':
      return namespace(object);
    case 'Pod':
      return { ...object, spec: podSpec(objectAt(object, 'spec')) };
    case 'Service':
      return { ...object, spec: serviceSpec(objectAt(object, 'spec')) };
    case 'Deployment':
      return workload(object, {
        replicas: 1,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } },
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
      });
    case 'ReplicaSet':
      return workload(object, { replicas: 1 });
    case 'StatefulSet':
      return workload(object, {
        replicas: 1,
        podManagementPolicy: 'OrderedReady',
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
        revisionHistoryLimit: 10,
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      });
    case 'DaemonSet':
      return workload(object, {
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
        revisionHistoryLimit: 10,
      });
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return { ...object, subjects: listAt(object, 'subjects').map(subject) };
    default:
      return object;
  }
}

function namespace(object: KubeObject): KubeObject {
  const labels = { ...object.metadata.labels, 'kubernetes.io/metadata.name': object.metadata.name ?? '' };
  return {
    ...object,
    metadata: { ...object.metadata, labels },
    spec: { finalizers: ['kubernetes'], ...objectAt(object, 'spec') },
    status: { phase: 'Active', ...objectAt(object, 'status') },
  };
}

function workload(object: KubeObject, defaults: JsonObject): KubeObject {
  const spec = objectAt(object, 'spec');
  const template = objectAt(spec, 'template');
  return {
    ...object,
    spec: {
      ...defaults,
      ...spec,
      template: { ...template, metadata: objectAt(template, 'metadata'), spec: podSpec(objectAt(template, 'spec')) },
    },
    status: objectAt(object, 'status'),
  };
}

function podSpec(spec: JsonObject): JsonObject {
  const account = spec.serviceAccountName ?? spec.serviceAccount;
  return {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
    ...spec,
    ...(account === undefined ? {} : { serviceAccountName: account, serviceAccount: account }),
    ...(Array.isArray(spec.initContainers) ? { initContainers: spec.initContainers.map(container) } : {}),
    containers: listAt(spec, 'containers').map(container),
  };
}

function container(value: unknown): unknown {
  if (!isObject(value)) return value;
  const image = typeof value.image === 'string' ? value.image : '';
  const isLatest = !/[:@][^/]*$/.test(image) || image.endsWith(':latest');
  return {
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: isLatest ? 'Always' : 'IfNotPresent',
    ...value,
    ...(Array.isArray(value.ports) ? { ports: value.ports.map(withProtocol) } : {}),
  };
}

function withProtocol(port: unknown): unknown {
  return isObject(port) ? { protocol: 'TCP', ...port } : port;
}

function serviceSpec(spec: JsonObject): JsonObject {
  return {
    type: 'ClusterIP',
    sessionAffinity: 'None',
    internalTrafficPolicy: 'Cluster',
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    ...spec,
    ports: listAt(spec, 'ports').map((port) =>
      isObject(port) ? { protocol: 'TCP', targetPort: port.port, ...port } : port,
    ),
  };
}

function subject(value: unknown): unknown {
  if (!isObject(value) || value.apiGroup !== undefined || value.kind === 'ServiceAccount') return value;
  return { apiGroup: 'rbac.authorization.k8s.io', ...value };
}
