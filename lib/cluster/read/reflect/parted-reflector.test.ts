/** Rights that end at namespaces: what may be read is read, and what may not is said to be unknown. */

import { afterEach, beforeEach, expect, it } from 'vitest';
import { acceleratedClock } from '../../testing/accelerated-clock.ts';
import { FakeApiServer, type Json, send, sendStatus } from '../../testing/fake-api-server.ts';
import {
  openTestLink,
  pod,
  podNames,
  policy,
  seedShop,
  sleep,
  stateOf,
  type TestLink,
} from '../../testing/open-test-link.ts';

const SPEED_UP = 20;
const accelerated = acceleratedClock(SPEED_UP);
const READ = ['get', 'list', 'watch'];

let server: FakeApiServer;
let opened: TestLink | undefined;
/** In which namespaces all may be read. */
let granted: string[];

beforeEach(async () => {
  server = await new FakeApiServer().start();
  seedShop(server);
  granted = ['shop', 'bank'];
  for (const name of ['bank', 'vault']) {
    server.put('namespaces', { metadata: { name } });
    server.put('pods', { ...pod(`${name}-1`), metadata: { name: `${name}-1`, namespace: name } });
    server.put('networkpolicies', { ...policy('p'), metadata: { name: 'p', namespace: name } });
  }
  server.hook = ({ path, body }, response) => {
    if (path.endsWith('/selfsubjectrulesreviews')) {
      send(response, 201, { status: { resourceRules: rulesIn(body.spec.namespace) } });
      return true;
    }
    const [, namespace] = /\/namespaces\/([^/]+)\//.exec(path) ?? [];
    if (/\/(namespaces|nodes)$|^\/apis\/auth|kube-system|^\/version/.test(path)) return false;
    if (namespace !== undefined ? granted.includes(namespace) : granted.includes('*')) return false;
    sendStatus(response, 403, 'Forbidden', `${path} is forbidden`);
    return true;
  };
});

afterEach(async () => {
  await opened?.link.stop();
  opened = undefined;
  await server.stop();
});

function rulesIn(namespace: string): Json[] {
  const rule = (apiGroup: string, resources: string[]) => ({ verbs: READ, apiGroups: [apiGroup], resources });
  if (!granted.includes(namespace)) return [];
  return [
    rule('', ['pods', 'services']),
    rule('networking.k8s.io', ['networkpolicies']),
    rule('apps', ['replicasets']),
  ];
}

async function openIn(...namespaces: string[]): Promise<TestLink> {
  granted = namespaces;
  opened = await openTestLink(server, { clock: accelerated });
  return opened;
}

const pods = (test: TestLink) => podNames(test)?.toSorted().join();
const unreadable = (test: TestLink) =>
  test
    .held()
    ?.cluster.unreadable?.map(({ name }) => name)
    .join();

it('every namespace that may be read is, and the others are unknown, not empty', async () => {
  const test = await openIn('shop', 'bank');
  await test.until(() => pods(test) === 'bank-1,web-1-a', 'the pods of both');
  await test.until(() => test.held()?.policies.length === 2 && stateOf(test) === 'live', 'policies too');
  expect(test.held()?.cluster.unreadable).toEqual([
    { name: 'kube-system', kinds: ['pods', 'networkpolicies', 'services'] },
    { name: 'vault', kinds: ['pods', 'networkpolicies', 'services'] },
  ]);
  expect(test.link.current().health.kinds.pods.namespaces).toEqual(['shop', 'bank']);
  server.put('pods', { ...pod('bank-2'), metadata: { name: 'bank-2', namespace: 'bank' } });
  server.remove('pods', 'shop/web-1-a');
  await test.until(() => pods(test) === 'bank-1,bank-2', 'changes of both');
});

it('without rights in the namespace of the kubeconfig, but in another', async () => {
  const test = await openIn('bank');
  await test.until(() => pods(test) === 'bank-1' && stateOf(test) === 'live', 'the pods of the other');
  expect(unreadable(test)).toBe('kube-system,shop,vault');
});

it('an answer about rights that fails changes nothing', async () => {
  const test = await openIn('shop', 'bank');
  await test.until(() => pods(test) === 'bank-1,web-1-a' && stateOf(test) === 'live', 'the pods of both');
  const { hook } = server;
  let asked = 0;
  server.hook = (seen, response) => {
    if (!seen.path.endsWith('/selfsubjectrulesreviews')) return hook?.(seen, response);
    asked++;
    sendStatus(response, 500, 'InternalError', 'not now');
    return true;
  };
  await test.until(() => asked > 4, 'asked again', 10_000);
  await sleep(100);
  expect(pods(test)).toBe('bank-1,web-1-a');
});

it('a list of one namespace takes nothing of another away', async () => {
  const test = await openIn('shop', 'bank');
  await test.until(() => pods(test) === 'bank-1,web-1-a' && stateOf(test) === 'live', 'the pods of both');
  const lists = server.requests('pods', false).length;
  server.forgetHistory();
  server.endWatches('pods', 'clean');
  await test.until(() => server.requests('pods', false).length >= lists + 2, 'lists of both');
  await test.until(() => stateOf(test) === 'live', 'live');
  expect(pods(test)).toBe('bank-1,web-1-a');
});

it('rights that come, go and become those of the whole cluster show within a minute', async () => {
  const test = await openIn('shop');
  await test.until(() => pods(test) === 'web-1-a' && unreadable(test) === 'kube-system,bank,vault', 'one namespace');
  granted = ['shop', 'vault'];
  await test.until(() => pods(test) === 'vault-1,web-1-a' && unreadable(test) === 'kube-system,bank', 'another');
  granted = ['shop'];
  await test.until(() => pods(test) === 'web-1-a' && unreadable(test) === 'kube-system,bank,vault', 'taken away');
  granted = ['shop', 'bank'];
  await test.until(() => pods(test) === 'bank-1,web-1-a', 'another again');
  const counts: number[] = [];
  test.link.subscribe(() => counts.push(test.link.current().health.kinds.pods.count));
  granted = ['*'];
  await test.until(() => pods(test) === 'bank-1,vault-1,web-1-a' && unreadable(test) === undefined, 'all of it');
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(2);
  await sleep(200);
  expect(server.requests('pods', true).at(-1)?.path).toBe('/api/v1/pods');
  await test.until(() => stateOf(test) === 'live', 'live');
});

it('another cluster at the address begins anew', async () => {
  const test = await openIn('shop', 'bank');
  await test.until(() => pods(test) === 'bank-1,web-1-a' && stateOf(test) === 'live', 'the pods of both');
  await server.stop();
  server.wipe();
  server.put('namespaces', { metadata: { name: 'kube-system', uid: 'cluster-2' } });
  server.put('namespaces', { metadata: { name: 'bank' } });
  server.put('pods', { ...pod('new'), metadata: { name: 'new', namespace: 'bank' } });
  await server.start();
  test.link.retryNow();
  await test.until(() => pods(test) === 'new' && test.held()?.cluster.uid === 'cluster-2', 'the other cluster');
});
