/** The parts of the kinds read that verdicts rest on, with the server's names of their types: what decoding checks. */

import { METADATA, type Shape } from '#manifest';

const TEXT: Shape = { is: 'text', type: 'string' };
const INT32: Shape = { is: 'integer', type: 'int32' };
const ANYTHING: Shape = { is: 'anything', type: '' };

function open(name: string, fields: Readonly<Record<string, Shape>>): Shape {
  return { is: 'struct', type: `v1.${name}`, fields, open: true };
}

function listOf(of: Shape): Shape {
  return { is: 'list', type: `[]${of.type}`, of };
}

const CONTAINERS = listOf(
  open('Container', {
    name: TEXT,
    restartPolicy: { is: 'text', type: 'v1.ContainerRestartPolicy' },
    ports: listOf(
      open('ContainerPort', { name: TEXT, containerPort: INT32, protocol: { is: 'text', type: 'v1.Protocol' } }),
    ),
  }),
);
const POD_SPEC = open('PodSpec', { containers: CONTAINERS, initContainers: CONTAINERS, nodeName: TEXT });
const POD_STATUS = open('PodStatus', { phase: { is: 'text', type: 'v1.PodPhase' }, podIP: TEXT, hostIP: TEXT });
const TEMPLATE = open('PodTemplateSpec', { metadata: METADATA, spec: POD_SPEC });

function object(kind: string, fields: Readonly<Record<string, Shape>>): Shape {
  return open(kind, { apiVersion: TEXT, kind: TEXT, metadata: METADATA, ...fields });
}

function workload(kind: string): Shape {
  return object(kind, { spec: open(`${kind}Spec`, { template: TEMPLATE }) });
}

const JOB_TEMPLATE = open('JobTemplateSpec', { metadata: METADATA, spec: open('JobSpec', { template: TEMPLATE }) });

/** A kind without a shape of its own is looked at no further than its metadata. */
export function shapeOf(kind: string): Shape {
  switch (kind) {
    case 'Pod':
      return object(kind, { spec: POD_SPEC, status: POD_STATUS });
    case 'CronJob':
      return object(kind, { spec: open('CronJobSpec', { jobTemplate: JOB_TEMPLATE }) });
    case 'Namespace':
      return object(kind, { spec: ANYTHING });
    default:
      return workload(kind);
  }
}
