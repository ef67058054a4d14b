/** The points on which readers of manifests differ, each settled by a small input. */

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { capturedRun } from './testing/captured-run.ts';

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name);

interface Row {
  readonly source: string;
  readonly destination: string;
  readonly ports: object;
  readonly partial?: true;
}

async function rowsOf(name: string, ...options: string[]): Promise<Row[]> {
  const { out, err, code } = await capturedRun('list', fixture(name), '--format', 'json', ...options);
  expect({ err, code }).toEqual({ err: '', code: 0 });
  return (JSON.parse(out) as { connections: Row[] }).connections;
}

/** Pairs inside, without their ports. */
async function pairsOf(name: string, ...options: string[]): Promise<string[]> {
  const rows = await rowsOf(name, ...options);
  const inside = rows.filter(({ source, destination }) => source.includes('/') && destination.includes('/'));
  return inside.map(({ source, destination }) => `${source} ${destination}`);
}

const bothWays = (one: string, other: string) => [`${one} ${other}`, `${other} ${one}`];
const CLIENT = 'a/client[Pod]';

describe('a pod counts under the last controller of its chain of owners', () => {
  test.each([
    [
      'owner-chain.yaml',
      'a/web[Deployment]',
      'all of the chain is there, and no owned workload stands beside its owner',
    ],
    ['owner-deployment-missing.yaml', 'a/web[Deployment]', 'the last is only named'],
    ['owner-missing.yaml', 'a/web-1[ReplicaSet]', 'a reference to what is not there ends the chain and names it'],
    ['owner-other-kind.yaml', 'a/web[Rollout]', 'kinds of others are named as they are'],
    ['owner-node.yaml', 'a/etcd[Pod]', 'a Node is no owner'],
    ['owner-not-controller.yaml', 'a/web-1-x[Pod]', 'an owner that does not control is none'],
  ])('%s: %s, for %s', async (name, workload) => {
    expect(await pairsOf(name)).toEqual(bothWays(CLIENT, workload));
  });
});

describe('a workload is its live pods, and else one pod of its template', () => {
  test('with live pods its template is not asked', async () => {
    expect(await pairsOf('template-ignored.yaml')).toEqual(bothWays(CLIENT, 'a/web-1[ReplicaSet]'));
  });

  test('without pods it is there whatever replicas says', async () => {
    expect(await pairsOf('scaled-to-zero.yaml')).toEqual(bothWays(CLIENT, 'a/web[Deployment]'));
  });

  test('between pods it keeps its name, for there is no pod to name', async () => {
    expect(await pairsOf('scaled-to-zero.yaml', '--level', 'pod')).toEqual(bothWays(CLIENT, 'a/web[Deployment]'));
  });

  test('a Job whose pods have completed is over', async () => {
    expect(await pairsOf('job-over.yaml')).toEqual([]);
  });

  test('a Job without pods is still to come', async () => {
    expect(await pairsOf('job-waiting.yaml')).toEqual(bothWays(CLIENT, 'a/once[Job]'));
  });

  test('a CronJob counts also when its last Job is over', async () => {
    expect(await pairsOf('cron-job.yaml')).toEqual(bothWays(CLIENT, 'a/nightly[CronJob]'));
  });

  test('completed pods have no rows; those without an address or a status do', async () => {
    expect(await pairsOf('completed-pods.yaml')).toEqual(bothWays('a/unseen[Pod]', 'a/waiting[Pod]'));
  });
});

test('a connection that not every pair of pods has is marked partial', async () => {
  const rows = await rowsOf('partial.yaml');
  const row = rows.find(({ source, destination }) => source === CLIENT && destination === 'a/web-1[ReplicaSet]');
  expect(row?.partial).toBe(true);
  expect(rows.filter(({ partial }) => partial).every(({ destination }) => destination === 'a/web-1[ReplicaSet]')).toBe(
    true,
  );
});

describe('lists and nulls', () => {
  test('items of a typed list need no kind', async () => {
    expect(await pairsOf('typed-list.json')).toEqual(bothWays('a/one[Pod]', 'a/two[Pod]'));
  });

  test('lists may stand in lists, and what names no namespace is in default', async () => {
    expect(await pairsOf('list-in-list.yaml')).toEqual(bothWays('default/one[Pod]', 'default/two[Pod]'));
  });

  test('a null field is an absent one: such a policy isolates all for ingress', async () => {
    expect(await pairsOf('null-fields.yaml')).toEqual([]);
  });

  test('kinds that say nothing of traffic are passed over without a word', async () => {
    expect(await pairsOf('irrelevant-kinds.yaml')).toEqual(bothWays('a/one[Pod]', 'a/two[Pod]'));
  });
});

describe('addresses', () => {
  test('between pods, own node decides; addresses of machines are not cut out of ranges', async () => {
    const rows = await rowsOf('own-node.yaml');
    const app = rows.filter(({ source, destination }) => `${source} ${destination}`.includes('a/app[Pod]'));
    expect(app.map(({ source, destination }) => `${source} ${destination}`)).toEqual(
      bothWays('a/agent[Pod]', 'a/app[Pod]'),
    );
  });

  test('an ipBlock against a pod without an address is unknown, and no row', async () => {
    expect(await pairsOf('no-address.yaml')).toEqual(['a/app[Pod] a/new[Pod]']);
    const ends = ['--from', 'a/new[Pod]', '--to', 'a/app[Pod]', '--port', '80', '--format', 'json'];
    const { out } = await capturedRun('explain', fixture('no-address.yaml'), ...ends);
    expect(JSON.parse(out)).toMatchObject({ verdict: 'unknown' });
  });

  test('an IPv4-mapped CIDR is its IPv4 form', async () => {
    const rows = await capturedRun('list', fixture('mapped-cidr.yaml'));
    expect(rows.out).toContain('10.0.0.0-10.255.255.255[External] => a/app[Pod] : All Connections');
    expect(rows.out).toContain('a/peer[Pod] => a/app[Pod] : All Connections');
  });
});

test('ranges of both families are told', async () => {
  const { out } = await capturedRun('list', fixture('scaled-to-zero.yaml'));
  expect(out).toContain('0.0.0.0-255.255.255.255[External] => a/web[Deployment] : All Connections\n');
  expect(out).toContain(
    '::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff[External] => a/web[Deployment] : All Connections\n',
  );
});
