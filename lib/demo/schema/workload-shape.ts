/** Pods and what makes them. Only fields that are merged by key are spelled out; the rest is kept as it comes. */

import { labelSelector, objectMeta } from './metadata-shape.ts';
import { any, integer, keyedList, map, openStruct, type Shape, says, setList, struct, text } from './shape.ts';

const containerPort = openStruct('ContainerPort', { containerPort: integer, name: text });

const container = openStruct('Container', {
  name: text,
  image: text,
  ports: keyedList(containerPort, ['containerPort', 'protocol'], { protocol: 'TCP' }),
  env: keyedList(any, ['name']),
  volumeMounts: keyedList(any, ['mountPath']),
  volumeDevices: keyedList(any, ['devicePath']),
});

export const podSpec = openStruct('PodSpec', {
  containers: keyedList(container, ['name']),
  initContainers: keyedList(container, ['name']),
  volumes: keyedList(any, ['name']),
  imagePullSecrets: keyedList(any, ['name']),
  hostAliases: keyedList(any, ['ip']),
  nodeSelector: map(text, { atomic: true }),
  topologySpreadConstraints: keyedList(any, ['topologyKey', 'whenUnsatisfiable']),
});

const conditions = keyedList(any, ['type']);

const podStatus = openStruct('PodStatus', {
  conditions,
  podIPs: keyedList(any, ['ip']),
});

const template = struct('PodTemplateSpec', { metadata: objectMeta, spec: podSpec });
const status = openStruct('Status', { conditions });

function workload(go: string): Shape {
  const spec = openStruct(`${go}Spec`, { replicas: integer, selector: labelSelector, template });
  return says(
    `A ${go} keeps pods made from its template running.`,
    struct(go, { apiVersion: text, kind: text, metadata: objectMeta, spec, status }),
  );
}

export const pod: Shape = says(
  'Containers that share an address.',
  struct('Pod', { apiVersion: text, kind: text, metadata: objectMeta, spec: podSpec, status: podStatus }),
);

export const deployment = workload('Deployment');
export const replicaSet = workload('ReplicaSet');
export const statefulSet = workload('StatefulSet');
export const daemonSet = workload('DaemonSet');

const servicePort = openStruct('ServicePort', { name: text, port: integer });

export const service: Shape = says(
  'One address and name for a set of pods.',
  struct('Service', {
    apiVersion: text,
    kind: text,
    metadata: objectMeta,
    spec: openStruct('ServiceSpec', {
      ports: keyedList(servicePort, ['port', 'protocol'], { protocol: 'TCP' }),
      selector: map(text, { atomic: true }),
    }),
    status: openStruct('ServiceStatus', { conditions }),
  }),
);

export const namespace: Shape = says(
  'A scope for names.',
  struct('Namespace', {
    apiVersion: text,
    kind: text,
    metadata: objectMeta,
    spec: struct('NamespaceSpec', { finalizers: says('What must finish before it goes.', setList(text)) }),
    status: struct('NamespaceStatus', { phase: text, conditions }),
  }),
);

export const node: Shape = says(
  'A machine that pods run on.',
  struct('Node', {
    apiVersion: text,
    kind: text,
    metadata: objectMeta,
    spec: openStruct('NodeSpec'),
    status: openStruct('NodeStatus', { conditions, addresses: keyedList(any, ['type']) }),
  }),
);
