import { describe, expect, test } from 'vitest';
import type { NoPods, Pod, PodPhase } from '#engine';
import type { OwnerRecord, OwnerRef } from '../kinds/owner-chain.ts';
import type { WorkloadRecord } from '../kinds/workloads.ts';
import { standIns } from './stand-ins.ts';

const known = () => true;

interface Made {
  readonly owner?: OwnerRef;
  readonly standsIn?: NoPods;
  readonly label?: string;
}

function workload(kind: string, name: string, { owner, standsIn = 'none-now', label = name }: Made = {}) {
  const template: WorkloadRecord['template'] = {
    namespace: 'shop',
    labels: { app: label },
    ips: [],
    hostIps: [],
    hostNetwork: false,
    phase: standsIn === 'finished' ? 'Succeeded' : 'Pending',
    ready: false,
    ports: [],
    standsIn,
  };
  const record: WorkloadRecord = { ...refTo(kind, name), ...(owner && { owner }), namespace: 'shop', template };
  return record;
}

function refTo(kind: string, name: string): OwnerRef {
  return { kind, name, uid: `uid of ${kind} ${name}` };
}

function pod(name: string, kind: string, of: string, phase: PodPhase = 'Running'): Pod {
  const { template } = workload(kind, of);
  const { standsIn, ...shared } = template;
  return { ...shared, name, phase, workload: { kind, name: of } };
}

function world(...records: readonly WorkloadRecord[]) {
  const owners = new Map<string, OwnerRecord>();
  const missing = standIns((uid) => owners.get(uid));
  const put = (record: WorkloadRecord) => {
    owners.set(record.uid, record);
    missing.put(`${record.kind} ${record.name}`, record);
    missing.ownersChanged();
  };
  for (const record of records) put(record);
  return { missing, put, owners };
}

const names = (pods: readonly Pod[]) => pods.map(({ name }) => name);

const CRON = refTo('CronJob', 'nightly');
const ROLLOUT = refTo('Rollout', 'web');

describe('of what there is in a namespace', () => {
  test.each<
    readonly [rule: string, workloads: readonly WorkloadRecord[], pods: readonly Pod[], told: readonly string[]]
  >([
    ['a workload without pods has one stand-in', [workload('Deployment', 'web')], [], ['web[Deployment]']],
    ['one with a running pod has none', [workload('Deployment', 'web')], [pod('web-1', 'Deployment', 'web')], []],
    [
      'a pod that waits counts as there',
      [workload('Deployment', 'web')],
      [pod('web-1', 'Deployment', 'web', 'Pending')],
      [],
    ],
    [
      'a pod of unknown phase counts as there',
      [workload('Deployment', 'web')],
      [pod('web-1', 'Deployment', 'web', 'Unknown')],
      [],
    ],
    [
      'pods that failed are none: the controller makes others',
      [workload('Deployment', 'web')],
      [pod('web-1', 'Deployment', 'web', 'Failed')],
      ['web[Deployment]'],
    ],
    [
      'completed pods of a Job say themselves that it is over',
      [workload('Job', 'once', { standsIn: 'finished' })],
      [pod('once-1', 'Job', 'once', 'Succeeded')],
      [],
    ],
    [
      'a Job whose pods were cleaned up is still shown as over',
      [workload('Job', 'once', { standsIn: 'finished' })],
      [],
      ['once[Job]'],
    ],
    [
      'a CronJob between two runs has one, beside the completed pods of the last',
      [workload('CronJob', 'nightly', { standsIn: 'between-runs' }), workload('Job', 'nightly-1', { owner: CRON })],
      [pod('nightly-1-x', 'CronJob', 'nightly', 'Succeeded')],
      ['nightly[CronJob]'],
    ],
    [
      'a pod of one workload is none of its namesake of another kind',
      [workload('Deployment', 'web'), workload('StatefulSet', 'web')],
      [pod('web-0', 'StatefulSet', 'web')],
      ['web[Deployment]'],
    ],
    [
      'several that one owner keeps are one workload, by the name of the owner',
      [workload('Deployment', 'web-a', { owner: ROLLOUT }), workload('Deployment', 'web-b', { owner: ROLLOUT })],
      [],
      ['web[Rollout]'],
    ],
  ])('%s', (_, workloads, pods, told) => {
    expect(names(world(...workloads).missing.all(pods, known))).toEqual(told);
  });
});

describe('the template', () => {
  test('is the owner’s own, where it has one', () => {
    const cron = workload('CronJob', 'nightly', { label: 'own', standsIn: 'between-runs' });
    const job = workload('Job', 'nightly-1', { owner: CRON, label: 'of a run' });
    const [found] = world(job, cron).missing.all([], known);
    expect(found).toMatchObject({ labels: { app: 'own' }, standsIn: 'between-runs' });
  });

  test.each<readonly [better: NoPods, worse: NoPods]>([
    ['none-now', 'scaled-to-zero'],
    ['suspended', 'scaled-to-zero'],
    ['scaled-to-zero', 'finished'],
    ['none-now', 'finished'],
  ])('of what an owner keeps is of one that is %s before one that is %s', (better, worse) => {
    const one = workload('Deployment', 'web-a', { owner: ROLLOUT, standsIn: better, label: 'better' });
    const other = workload('Deployment', 'web-b', { owner: ROLLOUT, standsIn: worse, label: 'worse' });
    for (const order of [
      [one, other],
      [other, one],
    ]) {
      expect(world(...order).missing.all([], known)).toMatchObject([{ labels: { app: 'better' }, standsIn: better }]);
    }
  });

  test('is no pod that runs: it is marked, not ready, and has no address', () => {
    const [found] = world(workload('Deployment', 'web', { standsIn: 'scaled-to-zero' })).missing.all([], known);
    expect(found).toEqual({
      ...workload('Deployment', 'web', { standsIn: 'scaled-to-zero' }).template,
      name: 'web[Deployment]',
      workload: { kind: 'Deployment', name: 'web' },
    });
    expect(found).toMatchObject({ ready: false, ips: [], hostIps: [], phase: 'Pending' });
  });
});

describe('what is announced', () => {
  const NOTHING = { set: [], gone: [] };

  test('is each stand-in once, and its end when a pod comes', () => {
    const { missing } = world(workload('Deployment', 'web'));
    expect(names(missing.take(known).set)).toEqual(['web[Deployment]']);
    expect(missing.take(known)).toEqual(NOTHING);
    missing.follow({ set: [pod('web-1', 'Deployment', 'web')], gone: [] });
    expect(missing.take(known)).toEqual({ set: [], gone: ['shop/web[Deployment]'] });
    expect(missing.take(known)).toEqual(NOTHING);
    missing.follow({ set: [], gone: ['shop/web-1'] });
    expect(names(missing.take(known).set)).toEqual(['web[Deployment]']);
  });

  test('a pod that is told of again, or was never known, is not counted twice', () => {
    const { missing } = world(workload('Deployment', 'web'));
    const running = pod('web-1', 'Deployment', 'web');
    missing.follow({ set: [running], gone: ['shop/other'] });
    missing.follow({ set: [running], gone: [] });
    missing.follow({ set: [], gone: ['shop/web-1'] });
    expect(names(missing.take(known).set)).toEqual(['web[Deployment]']);
  });

  test('a pod that completes gives its place back, and one that turns out to be another’s too', () => {
    const { missing } = world(workload('Deployment', 'web'), workload('StatefulSet', 'db'));
    missing.follow({ set: [pod('a', 'Deployment', 'web'), pod('b', 'StatefulSet', 'db')], gone: [] });
    expect(missing.take(known)).toEqual(NOTHING);
    missing.follow({ set: [pod('a', 'Deployment', 'web', 'Succeeded')], gone: [] });
    missing.follow({ set: [pod('b', 'ReplicaSet', 'db-1')], gone: [] });
    expect(names(missing.take(known).set).toSorted()).toEqual(['db[StatefulSet]', 'web[Deployment]']);
  });

  test('is what changed of its workload, and its end with it', () => {
    const { missing, put } = world(workload('Deployment', 'web'));
    missing.take(known);
    put(workload('Deployment', 'web', { standsIn: 'scaled-to-zero' }));
    expect(missing.take(known)).toMatchObject({ set: [{ standsIn: 'scaled-to-zero' }], gone: [] });
    missing.put('Deployment web', undefined);
    expect(missing.take(known)).toEqual({ set: [], gone: ['shop/web[Deployment]'] });
  });

  test('moves to the owner when the owner is seen', () => {
    const { missing, put } = world(workload('Job', 'nightly-1', { owner: refTo('Workflow', 'nightly') }));
    expect(names(missing.take(known).set)).toEqual(['nightly[Workflow]']);
    put(workload('Workflow', 'nightly', { owner: CRON }));
    expect(missing.take(known)).toMatchObject({
      set: [{ name: 'nightly[CronJob]' }],
      gone: ['shop/nightly[Workflow]'],
    });
  });

  test('is none while not all pods of the namespace are known: there may well be one', () => {
    const { missing } = world(workload('Deployment', 'web'));
    expect(missing.take((namespace) => namespace !== 'shop')).toEqual(NOTHING);
    expect(names(missing.take(known).set)).toEqual(['web[Deployment]']);
    expect(missing.take(() => false)).toEqual({ set: [], gone: ['shop/web[Deployment]'] });
  });

  test('is all anew when everything is, whatever was told before', () => {
    const { missing } = world(workload('Deployment', 'web'), workload('Deployment', 'db'));
    missing.follow({ set: [pod('db-1', 'Deployment', 'db')], gone: [] });
    missing.take(known);
    expect(names(missing.all([pod('web-1', 'Deployment', 'web')], known))).toEqual(['db[Deployment]']);
  });
});
