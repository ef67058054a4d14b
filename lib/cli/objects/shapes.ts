/**
 * The parts of the kinds read that verdicts rest on, with the server's names of their types: what decoding checks. Of
 * fields beside them the names are known, so that a misspelt one is noticed.
 */

import { METADATA, type Shape } from '#manifest';

const TEXT: Shape = { is: 'text', type: 'string' };
const INT32: Shape = { is: 'integer', type: 'int32' };
const BOOL: Shape = { is: 'boolean', type: 'bool' };
const ANYTHING: Shape = { is: 'anything', type: '' };

type Members = Readonly<Record<string, Shape>>;

/** `others`: names of fields that may hold anything. */
function struct(name: string, others: string, fields: Members): Shape {
  const unseen = others === '' ? [] : others.split(' ').map((other) => [other, ANYTHING]);
  return { is: 'struct', type: `v1.${name}`, fields: { ...Object.fromEntries(unseen), ...fields } };
}

function listOf(of: Shape): Shape {
  return { is: 'list', type: `[]${of.type}`, of };
}

function addresses(name: string): Shape {
  return listOf({ is: 'struct', type: `v1.${name}`, fields: { ip: TEXT } });
}

const PORTS = listOf(
  struct('ContainerPort', 'hostPort hostIP', {
    name: TEXT,
    containerPort: INT32,
    protocol: { is: 'text', type: 'v1.Protocol' },
  }),
);
const CONTAINERS = listOf(
  struct(
    'Container',
    'args command env envFrom image imagePullPolicy lifecycle livenessProbe readinessProbe resizePolicy resources restartPolicyRules securityContext startupProbe stdin stdinOnce terminationMessagePath terminationMessagePolicy tty volumeDevices volumeMounts workingDir',
    { name: TEXT, restartPolicy: { is: 'text', type: 'v1.ContainerRestartPolicy' }, ports: PORTS },
  ),
);
const POD_SPEC = struct(
  'PodSpec',
  'activeDeadlineSeconds affinity automountServiceAccountToken dnsConfig dnsPolicy enableServiceLinks ephemeralContainers hostAliases hostIPC hostPID hostUsers hostname hostnameOverride imagePullSecrets nodeSelector os overhead preemptionPolicy priority priorityClassName readinessGates resourceClaims resources restartPolicy runtimeClassName schedulerName schedulingGates schedulingGroup securityContext serviceAccount serviceAccountName setHostnameAsFQDN shareProcessNamespace subdomain terminationGracePeriodSeconds tolerations topologySpreadConstraints volumes workloadRef',
  { containers: CONTAINERS, initContainers: CONTAINERS, nodeName: TEXT, hostNetwork: BOOL },
);
const POD_STATUS: Shape = {
  is: 'struct',
  type: 'v1.PodStatus',
  open: true,
  fields: {
    phase: { is: 'text', type: 'v1.PodPhase' },
    podIP: TEXT,
    podIPs: addresses('PodIP'),
    hostIP: TEXT,
    hostIPs: addresses('HostIP'),
  },
};
const TEMPLATE = struct('PodTemplateSpec', '', { metadata: METADATA, spec: POD_SPEC });

function object(kind: string, fields: Members): Shape {
  return struct(kind, 'status', { apiVersion: TEXT, kind: TEXT, metadata: METADATA, ...fields });
}

/** By kind, what its spec holds beside `template`. */
const BESIDE_TEMPLATE: Readonly<Record<string, string>> = {
  Deployment: 'minReadySeconds paused progressDeadlineSeconds replicas revisionHistoryLimit selector strategy',
  ReplicaSet: 'minReadySeconds replicas selector',
  ReplicationController: 'minReadySeconds replicas selector',
  DaemonSet: 'minReadySeconds revisionHistoryLimit selector updateStrategy',
  StatefulSet:
    'minReadySeconds ordinals persistentVolumeClaimRetentionPolicy podManagementPolicy replicas revisionHistoryLimit selector serviceName updateStrategy volumeClaimTemplates',
  Job: 'activeDeadlineSeconds backoffLimit backoffLimitPerIndex completionMode completions managedBy manualSelector maxFailedIndexes parallelism podFailurePolicy podReplacementPolicy selector successPolicy suspend ttlSecondsAfterFinished',
};

function specOf(kind: string): Shape {
  return struct(`${kind}Spec`, BESIDE_TEMPLATE[kind] ?? '', { template: TEMPLATE });
}

const CRON_JOB_SPEC = struct(
  'CronJobSpec',
  'concurrencyPolicy failedJobsHistoryLimit schedule startingDeadlineSeconds successfulJobsHistoryLimit suspend timeZone',
  { jobTemplate: struct('JobTemplateSpec', '', { metadata: METADATA, spec: specOf('Job') }) },
);

const SHAPES = new Map<string, Shape>([
  ['Pod', object('Pod', { spec: POD_SPEC, status: POD_STATUS })],
  ['CronJob', object('CronJob', { spec: CRON_JOB_SPEC })],
  ['Namespace', object('Namespace', { spec: ANYTHING })],
  ...Object.keys(BESIDE_TEMPLATE).map((kind): [string, Shape] => [kind, object(kind, { spec: specOf(kind) })]),
]);

/** Of the kinds that are read, besides NetworkPolicy. */
export function shapeOf(kind: string): Shape {
  return SHAPES.get(kind) ?? ANYTHING;
}
