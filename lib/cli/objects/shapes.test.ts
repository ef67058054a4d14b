/** The names of fields, against those of the client that is made from the server's own description. */

import * as client from '@kubernetes/client-node';
import { describe, expect, test } from 'vitest';
import { decodeAs } from '#manifest';
import { shapeOf } from './shapes.ts';

const namesOf = (model: { getAttributeTypeMap(): { baseName: string }[] }) =>
  model.getAttributeTypeMap().map(({ baseName }) => baseName);

/** An object with every field there is, holding nothing. */
const withAll = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, null]));

const POD_SPEC = {
  ...withAll(namesOf(client.V1PodSpec)),
  containers: [{ ...withAll(namesOf(client.V1Container)), ports: [withAll(namesOf(client.V1ContainerPort))] }],
};
const METADATA = {
  ...withAll(namesOf(client.V1ObjectMeta)),
  ownerReferences: [withAll(namesOf(client.V1OwnerReference))],
};
const TEMPLATE = { metadata: METADATA, spec: POD_SPEC };
const SPECS = {
  Deployment: client.V1DeploymentSpec,
  ReplicaSet: client.V1ReplicaSetSpec,
  StatefulSet: client.V1StatefulSetSpec,
  DaemonSet: client.V1DaemonSetSpec,
  ReplicationController: client.V1ReplicationControllerSpec,
  Job: client.V1JobSpec,
};

describe('no field that a server has is unknown', () => {
  test('of a Pod', () => {
    const pod = { ...withAll(namesOf(client.V1Pod)), metadata: METADATA, spec: POD_SPEC };
    expect(decodeAs(pod, shapeOf('Pod'))).toEqual([]);
  });

  test.each(Object.entries(SPECS))('of a %s', (kind, spec) => {
    expect(decodeAs({ spec: { ...withAll(namesOf(spec)), template: TEMPLATE } }, shapeOf(kind))).toEqual([]);
  });

  test('of a CronJob', () => {
    const job = { ...withAll(namesOf(client.V1JobSpec)), template: TEMPLATE };
    const spec = { ...withAll(namesOf(client.V1CronJobSpec)), jobTemplate: { metadata: METADATA, spec: job } };
    expect(decodeAs({ spec }, shapeOf('CronJob'))).toEqual([]);
  });
});
