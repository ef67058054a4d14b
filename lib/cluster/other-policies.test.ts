/** Policies of kinds that are not judged: found in the cluster, told as they come and go, and never passed over. */

import { afterEach, expect, test } from 'vitest';
import { acceleratedClock } from './testing/accelerated-clock.ts';
import { FakeApiServer, sendStatus } from './testing/fake-api-server.ts';
import { openLiveLink, seedShop, stateOf, type TestLink } from './testing/open-test-link.ts';
import { mostInAMinute } from './testing/requests-a-minute.ts';

const SPEED_UP = 10;
let server: FakeApiServer;
let link: TestLink | undefined;

afterEach(async () => {
  await link?.link.stop();
  await server.stop();
});

async function start(prepare: (server: FakeApiServer) => void = () => undefined): Promise<TestLink> {
  server = await new FakeApiServer().start();
  seedShop(server);
  prepare(server);
  link = await openLiveLink(server, { clock: acceleratedClock(SPEED_UP) });
  return link;
}

function serve(group: string, ...plurals: readonly string[]): void {
  server.customApis.set(group, plurals);
  for (const plural of plurals) server.customKinds.add(plural);
}

const found = ({ held }: TestLink) => held()?.otherPolicies.map(({ kind, namespace, name }) => [kind, namespace, name]);

test('those that are there at the start are in the first picture, with their names and nothing else', async () => {
  const { messages, held } = await start(() => {
    serve('cilium.io/v2', 'ciliumnetworkpolicies', 'ciliumendpoints');
    server.put('ciliumnetworkpolicies', { metadata: { name: 'l7', namespace: 'shop' }, spec: { secret: 'hunter2' } });
  });
  const l7 = { group: 'cilium.io', kind: 'CiliumNetworkPolicy', namespace: 'shop', name: 'l7' };
  const first = messages.find(({ type }) => type === 'snapshot');
  expect(first).toMatchObject({ snapshot: { otherPolicies: [l7] } });
  expect(held()?.otherPolicies).toEqual([l7]);
});

test('a kind that is installed, used, and taken away again while somebody looks', async () => {
  const one = await start();
  expect(found(one)).toEqual([]);
  serve('policy.networking.k8s.io/v1alpha2', 'clusternetworkpolicies');
  server.put('clusternetworkpolicies', { metadata: { name: 'deny-all' } });
  await one.until(() => found(one)?.length === 1, 'found after its kind was installed');
  expect(found(one)).toEqual([['ClusterNetworkPolicy', undefined, 'deny-all']]);
  server.put('clusternetworkpolicies', { metadata: { name: 'more' } });
  await one.until(() => found(one)?.length === 2, 'a second one by the watch');
  server.remove('clusternetworkpolicies', 'more');
  await one.until(() => found(one)?.length === 1, 'one gone by the watch');
  server.customApis.clear();
  server.customKinds.clear();
  await one.until(() => found(one)?.length === 0, 'gone with its kind');
});

test('two kinds of one name each keep their own', async () => {
  const one = await start(() => {
    serve('projectcalico.org/v3', 'networkpolicies');
    serve('crd.projectcalico.org/v1', 'globalnetworkpolicies');
    server.put('globalnetworkpolicies', { metadata: { name: 'deny' } });
  });
  await one.until(() => found(one)?.length === 2, 'both');
  expect(one.held()?.otherPolicies).toEqual(
    expect.arrayContaining([
      { group: 'projectcalico.org', kind: 'NetworkPolicy', namespace: 'shop', name: 'deny' },
      { group: 'crd.projectcalico.org', kind: 'GlobalNetworkPolicy', name: 'deny' },
    ]),
  );
});

test('a kind that may not be read stands for all there may be of it, until it may be read', async () => {
  let forbidden = true;
  const one = await start(() => {
    serve('networking.k8s.aws/v1alpha1', 'clusternetworkpolicies');
    server.hook = ({ path }, response) => {
      if (!forbidden || !path.endsWith('/clusternetworkpolicies')) return false;
      sendStatus(response, 403, 'Forbidden', 'clusternetworkpolicies is forbidden: User "jane" cannot list resource');
      return true;
    };
  });
  await one.until(() => found(one)?.length === 1, 'said');
  expect(found(one)).toEqual([['ClusterNetworkPolicy', undefined, '(all of them)']]);
  expect(one.messages.find(({ type }) => type === 'snapshot')).toBeDefined();
  forbidden = false;
  await one.until(() => found(one)?.length === 0, 'read, and none is there');
});

test('a cluster that does not say which kinds it has is not taken for one without any', async () => {
  const one = await start(() => undefined);
  server.hook = ({ path }, response) => {
    if (path !== '/apis') return false;
    sendStatus(response, 403, 'Forbidden', 'forbidden: User "jane" cannot get path "/apis"');
    return true;
  };
  await one.until(() => stateOf(one, 'otherpolicies') === 'forbidden', 'refused');
  expect(one.link.current().health.kinds.otherpolicies.error).toContain('may be there');
});

test('a quiet cluster is asked twice a minute, and about no group that it has not', async () => {
  const one = await start();
  await one.until(() => server.seen.filter(({ path }) => path === '/apis').length >= 3, 'asked again', 15_000);
  expect(
    mostInAMinute(
      server.seen.filter(({ path }) => path === '/apis'),
      SPEED_UP,
    ),
  ).toBeLessThanOrEqual(3);
  expect(server.seen.filter(({ path }) => /cilium|calico|antrea|policy\.networking/.test(path))).toEqual([]);
});
