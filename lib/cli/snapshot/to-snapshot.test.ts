import { describe, expect, test } from 'vitest';
import { KUBERNETES, type Snapshot, workloadId } from '#engine';
import { collectObjects } from '../objects/collect-objects.ts';
import { toSnapshot } from './to-snapshot.ts';

type Json = Readonly<Record<string, unknown>>;

function snapshotOf(...values: readonly Json[]): Snapshot {
  const documents = values.map((value) => ({ file: 'f', value, lineOf: () => 1 }));
  const { objects, problems } = collectObjects(documents);
  // Small objects lack what a server would want of them.
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return toSnapshot(objects, KUBERNETES);
}

const workloadsOf = (snapshot: Snapshot) =>
  snapshot.pods.map(({ namespace, workload }) => workloadId(namespace, workload));

const owner = (apiVersion: string, kind: string, name: string, uid = '') => [
  { apiVersion, kind, name, uid, controller: true },
];

function pod(name: string, metadata: Json = {}, more: Json = {}): Json {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'a', name, ...metadata }, ...more };
}

function workload(apiVersion: string, kind: string, name: string, metadata: Json = {}, spec: Json = {}): Json {
  const template = { metadata: { labels: { of: name } } };
  const inner = kind === 'CronJob' ? { jobTemplate: { spec: { template } } } : { template };
  return { apiVersion, kind, metadata: { namespace: 'a', name, ...metadata }, spec: { ...inner, ...spec } };
}

describe('a chain of owners', () => {
  const set = workload('apps/v1', 'ReplicaSet', 'web', {
    uid: '1',
    ownerReferences: owner('apps/v1', 'Deployment', 'web'),
  });
  const owned = (apiVersion: string, uid: string) =>
    pod('p', { ownerReferences: owner(apiVersion, 'ReplicaSet', 'web', uid) });

  test('goes on through an object of the same group, kind, name and uid', () => {
    expect(workloadsOf(snapshotOf(set, owned('apps/v1', '1')))).toEqual(['a/web[Deployment]']);
    expect(workloadsOf(snapshotOf(set, owned('apps/v1', '')))).toEqual(['a/web[Deployment]']);
  });

  test.each([
    ['another group', owned('example.com/v1', '1')],
    ['another uid', owned('apps/v1', '2')],
    ['another namespace', pod('p', { namespace: 'b', ownerReferences: owner('apps/v1', 'ReplicaSet', 'web', '1') })],
  ])('ends at an object that is not there: %s', (_, one) => {
    expect(workloadsOf(snapshotOf(set, one))[0]).toMatch(/^[ab]\/web\[ReplicaSet\]$/);
  });

  test('that leads in a circle ends', () => {
    const [one, two] = ['one', 'two'].map((name, at) =>
      workload('apps/v1', 'ReplicaSet', name, {
        ownerReferences: owner('apps/v1', 'ReplicaSet', ['two', 'one'][at] ?? ''),
      }),
    ) as [Json, Json];
    const self = pod('p', { ownerReferences: owner('v1', 'Pod', 'p') });
    expect(workloadsOf(snapshotOf(one, two, self)).length).toBeGreaterThan(0);
  });
});

describe('what stands for a workload without live pods', () => {
  const nightly = owner('batch/v1', 'CronJob', 'nightly');
  const job = (name: string) => workload('batch/v1', 'Job', name, { ownerReferences: nightly });
  const done = (name: string) =>
    pod(`${name}-x`, { ownerReferences: owner('batch/v1', 'Job', name) }, { status: { phase: 'Succeeded' } });

  test('is the template of the object the chain ends at', () => {
    const { pods } = snapshotOf(workload('batch/v1', 'CronJob', 'nightly'), job('nightly-1'), done('nightly-1'));
    expect(pods.filter(({ phase }) => phase !== 'Succeeded').map(({ labels }) => labels)).toEqual([{ of: 'nightly' }]);
  });

  test('of an owner that is not there, is a member that is not over', () => {
    const { pods } = snapshotOf(job('nightly-1'), done('nightly-1'), job('nightly-2'));
    const waiting = pods.filter(({ phase }) => phase !== 'Succeeded');
    expect(waiting.map(({ labels, workload: { kind } }) => [labels.of, kind])).toEqual([['nightly-2', 'CronJob']]);
  });

  test('of an owner that is not there, is what it runs rather than what it keeps for a way back', () => {
    const rollout = { ownerReferences: owner('argoproj.io/v1alpha1', 'Rollout', 'web') };
    const old = workload('apps/v1', 'ReplicaSet', 'web-1', rollout, { replicas: 0 });
    const { pods } = snapshotOf(old, workload('apps/v1', 'ReplicaSet', 'web-2', rollout, { replicas: 2 }));
    expect(pods.map(({ labels, workload: { kind } }) => [labels.of, kind])).toEqual([['web-2', 'Rollout']]);
  });

  test('is nothing for a Job whose pods have completed, and for a Rollout of which nothing is known', () => {
    expect(workloadsOf(snapshotOf(workload('batch/v1', 'Job', 'once'), done('once')))).toEqual(['a/once[Job]']);
    expect(snapshotOf(workload('batch/v1', 'Job', 'once'), done('once')).pods.map(({ phase }) => phase)).toEqual([
      'Succeeded',
    ]);
  });
});

describe('a pod', () => {
  test('declares the ports of its containers and of init containers that restart always', () => {
    const ports = (name: string, containerPort: number) => ({ ports: [{ name, containerPort }] });
    const spec = {
      containers: [{ name: 'main', ...ports('http', 80) }],
      initContainers: [
        { name: 'first', ...ports('setup', 1) },
        { name: 'proxy', restartPolicy: 'Always', ...ports('proxy', 15001) },
      ],
    };
    expect(snapshotOf(pod('p', {}, { spec })).pods[0]?.ports).toEqual([
      { name: 'http', port: 80, protocol: 'TCP' },
      { name: 'proxy', port: 15001, protocol: 'TCP', ofSidecar: true },
    ]);
  });

  test('has every address of its status once, and those of its machine', () => {
    const status = {
      phase: 'Running',
      podIP: '10.0.0.1',
      podIPs: [{ ip: '10.0.0.1' }, { ip: 'fd00::1' }],
      hostIPs: [{ ip: '192.168.0.1' }, { ip: 'fd10::1' }],
    };
    expect(snapshotOf(pod('p', {}, { status })).pods[0]).toMatchObject({
      ips: ['10.0.0.1', 'fd00::1'],
      hostIps: ['192.168.0.1', 'fd10::1'],
    });
  });
});

test('a namespace that is only named has its name for a label, and no other', () => {
  expect(snapshotOf(pod('p')).namespaces).toEqual([{ name: 'a', labels: { 'kubernetes.io/metadata.name': 'a' } }]);
});
