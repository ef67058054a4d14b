/** Pods and what makes them: every field by its name; below that, only what is merged by key is spelled out. */

import { labelSelector, objectMeta } from './metadata-shape.ts';
import { any, anyOf, integer, keyedList, map, openStruct, type Shape, says, setList, struct, text } from './shape.ts';

const containerPort = struct('ContainerPort', {
  ...anyOf('hostIP hostPort protocol'),
  containerPort: integer,
  name: text,
});

const container = struct('Container', {
  ...anyOf(
    `args command envFrom imagePullPolicy lifecycle livenessProbe readinessProbe resizePolicy resources restartPolicy
    securityContext startupProbe stdin stdinOnce targetContainerName terminationMessagePath terminationMessagePolicy tty
    workingDir`,
  ),
  name: text,
  image: text,
  ports: keyedList(containerPort, ['containerPort', 'protocol'], { protocol: 'TCP' }),
  env: keyedList(any, ['name']),
  volumeMounts: keyedList(any, ['mountPath']),
  volumeDevices: keyedList(any, ['devicePath']),
});

const podSpec = struct('PodSpec', {
  ...anyOf(
    `activeDeadlineSeconds affinity automountServiceAccountToken dnsConfig dnsPolicy enableServiceLinks
    ephemeralContainers hostIPC hostNetwork hostPID hostUsers hostname nodeName os overhead preemptionPolicy priority
    priorityClassName readinessGates resourceClaims resources restartPolicy runtimeClassName schedulerName
    schedulingGates securityContext serviceAccount serviceAccountName setHostnameAsFQDN shareProcessNamespace subdomain
    terminationGracePeriodSeconds tolerations`,
  ),
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

function workload(go: string, names: string): Shape {
  const spec = struct(`${go}Spec`, { ...anyOf(names), selector: labelSelector, template });
  return says(
    `A ${go} keeps pods made from its template running.`,
    struct(go, { apiVersion: text, kind: text, metadata: objectMeta, spec, status }),
  );
}

export const pod: Shape = says(
  'Containers that share an address.',
  struct('Pod', { apiVersion: text, kind: text, metadata: objectMeta, spec: podSpec, status: podStatus }),
);

export const deployment = workload(
  'Deployment',
  'minReadySeconds paused progressDeadlineSeconds replicas revisionHistoryLimit strategy',
);
export const replicaSet = workload('ReplicaSet', 'minReadySeconds replicas');
export const statefulSet = workload(
  'StatefulSet',
  `minReadySeconds ordinals persistentVolumeClaimRetentionPolicy podManagementPolicy replicas revisionHistoryLimit
  serviceName updateStrategy volumeClaimTemplates`,
);
export const daemonSet = workload('DaemonSet', 'minReadySeconds revisionHistoryLimit updateStrategy');

const servicePort = struct('ServicePort', {
  ...anyOf('appProtocol nodePort protocol targetPort'),
  name: text,
  port: integer,
});

export const service: Shape = says(
  'One address and name for a set of pods.',
  struct('Service', {
    apiVersion: text,
    kind: text,
    metadata: objectMeta,
    spec: struct('ServiceSpec', {
      ...anyOf(
        `allocateLoadBalancerNodePorts clusterIP clusterIPs externalIPs externalName externalTrafficPolicy
        healthCheckNodePort internalTrafficPolicy ipFamilies ipFamilyPolicy loadBalancerClass loadBalancerIP
        loadBalancerSourceRanges publishNotReadyAddresses sessionAffinity sessionAffinityConfig trafficDistribution type`,
      ),
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
