/** What the link does with less than all rights. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceleratedClock } from './testing/accelerated-clock.ts';
import { FakeApiServer, type Seen, sendStatus } from './testing/fake-api-server.ts';
import {
  openLiveLink,
  openTestLink,
  pod,
  podNames,
  seedShop,
  sleep,
  stateOf,
  type TestLink,
} from './testing/open-test-link.ts';

let server: FakeApiServer;
let opened: TestLink | undefined;

beforeEach(async () => {
  server = await new FakeApiServer().start();
  seedShop(server);
});

afterEach(async () => {
  await opened?.link.stop();
  opened = undefined;
  await server.stop();
});

describe('rights', () => {
  const forbid = (matches: (seen: Seen) => boolean) => {
    server.hook = (seen, response) => {
      if (!matches(seen)) return false;
      sendStatus(response, 403, 'Forbidden', `${seen.path} is forbidden: User "jane" cannot do that`);
      return true;
    };
  };

  it('to list but not to watch: the kind is polled, and says so', async () => {
    forbid(({ path, query }) => path.endsWith('/pods') && query.has('watch'));
    opened = await openTestLink(server);
    const test = opened;
    await test.until(() => stateOf(test) === 'polling', 'polling');
    expect(test.link.current().health.kinds.pods.error).toContain('not watch');
    await test.until(() => test.held()?.pods.length === 1, 'the pods all the same');
  });

  it('in one namespace only: that namespace is read', async () => {
    server.put('pods', { ...pod('elsewhere'), metadata: { name: 'elsewhere', namespace: 'other' } });
    forbid(({ path }) => !path.includes('/namespaces/shop') && !path.startsWith('/apis/auth'));
    opened = await openTestLink(server);
    const test = opened;
    await test.until(() => test.held() !== undefined, 'a snapshot');
    await test.until(() => stateOf(test) === 'live', 'live');
    expect(podNames(test)).toEqual(['web-1-a']);
    expect(test.held()?.namespaces.map(({ name, labels }) => [name, labels.team])).toEqual([['shop', 'a']]);
    expect(stateOf(test, 'nodes')).toBe('forbidden');
    expect(test.link.current().health.kinds.nodes.error).toContain('forbidden');
  });

  it('in a namespace that the kubeconfig does not name: says that one can be named, and reads it once it is', async () => {
    server.put('namespaces', { metadata: { name: 'other' } });
    server.put('pods', { ...pod('elsewhere'), metadata: { name: 'elsewhere', namespace: 'other' } });
    forbid(({ path }) => !path.includes('/namespaces/other') && !path.startsWith('/apis/auth'));
    opened = await openTestLink(server);
    const lost = opened;
    await lost.until(
      () => stateOf(lost) === 'forbidden' && stateOf(lost, 'networkpolicies') === 'forbidden',
      'forbidden',
    );
    await lost.until(
      () => lost.link.current().health.kinds.pods.error?.endsWith('with --namespace.') === true,
      'the way on',
    );
    expect(lost.link.current().snapshot).toBeUndefined();
    await lost.link.stop();
    opened = await openTestLink(server, { namespace: 'other' });
    const test = opened;
    await test.until(() => stateOf(test) === 'live' && podNames(test)?.join() === 'elsewhere', 'the other namespace');
    expect(test.link.current().health.kinds.pods.namespaces).toEqual(['other']);
    expect(test.link.current().health.kinds.nodes.error).not.toContain('--namespace');
  });

  const SPEED_UP = 100;
  const accelerated = acceleratedClock(SPEED_UP);

  it('taken away in the middle: within a minute and a bit what may not be read is gone, and it says so', async () => {
    opened = await openLiveLink(server, { clock: accelerated });
    const test = opened;
    forbid(({ path, query }) => /\/(pods|nodes)$/.test(path) && !query.has('watch'));
    await test.until(() => stateOf(test) === 'forbidden' && test.held()?.pods.length === 0, 'no pods');
    expect(test.link.current().health.kinds.pods).toMatchObject({
      count: 0,
      error: expect.stringContaining('forbidden'),
    });
    expect(stateOf(test, 'networkpolicies')).toBe('live');
    server.hook = undefined;
    await test.until(() => stateOf(test) === 'live' && test.held()?.pods.length === 1, 'all of it again');
  });

  it('refused by a server that has just started: nothing is thrown away', async () => {
    opened = await openLiveLink(server, { clock: accelerated });
    const test = opened;
    forbid(({ path }) => path.endsWith('/pods'));
    server.endWatches('pods', 'cut');
    await test.until(() => stateOf(test) === 'forbidden', 'forbidden');
    server.hook = undefined;
    expect(test.held()?.pods).toHaveLength(1);
    await test.until(() => stateOf(test) === 'live', 'live');
    expect(test.held()?.pods).toHaveLength(1);
    expect(server.requests('pods').every(({ path }) => path === '/api/v1/pods')).toBe(true);
  });

  it('given later: all of the cluster is read', async () => {
    server.put('pods', { ...pod('elsewhere'), metadata: { name: 'elsewhere', namespace: 'other' } });
    forbid(({ path }) => !path.includes('/namespaces/shop') && !path.startsWith('/apis/auth'));
    opened = await openTestLink(server, { clock: accelerated });
    const test = opened;
    await test.until(() => test.held()?.pods.length === 1 && stateOf(test) === 'live', 'one namespace');
    expect(test.link.current().health.kinds.pods.namespaces).toEqual(['shop']);
    server.hook = undefined;
    await test.until(() => test.held()?.pods.length === 2 && stateOf(test, 'namespaces') === 'live', 'all');
  });

  it('given back after all of them were taken: all of the cluster is read, not the one namespace', async () => {
    opened = await openLiveLink(server, { clock: accelerated });
    const test = opened;
    server.put('pods', { ...pod('elsewhere'), metadata: { name: 'elsewhere', namespace: 'other' } });
    forbid(({ path }) => path.endsWith('/pods'));
    await test.until(() => stateOf(test) === 'forbidden' && test.held()?.pods.length === 0, 'no pods');
    await sleep(20_000 / SPEED_UP);
    server.hook = undefined;
    const start = performance.now();
    await test.until(() => stateOf(test) === 'live' && test.held()?.pods.length === 2, 'all of it again');
    expect((performance.now() - start) * SPEED_UP).toBeLessThan(60_000);
    expect(test.link.current().health.kinds.pods).not.toHaveProperty('namespaces');
  });

  it('to nothing: every kind says so, and nothing is asked again soon', async () => {
    forbid(({ path }) => !path.startsWith('/apis/auth'));
    opened = await openTestLink(server);
    const test = opened;
    await test.until(() => stateOf(test) === 'forbidden' && stateOf(test, 'namespaces') === 'forbidden', 'forbidden');
    const asked = server.requests('pods').length;
    await sleep(1500);
    expect(server.requests('pods')).toHaveLength(asked);
  });

  it('to a kind that a custom resource may bring: it is there when it is there', async () => {
    opened = await openTestLink(server);
    const test = opened;
    await test.until(() => test.held() !== undefined, 'a snapshot without it');
    expect(stateOf(test, 'policyendpoints')).toBe('absent');
    await sleep(300);
    server.customKinds.add('policyendpoints');
    server.put('policyendpoints', { metadata: { name: 'deny-x', namespace: 'shop' } });
    test.link.retryNow();
    const endpoints = () => test.link.current().health.kinds.policyendpoints;
    await test.until(() => endpoints().state === 'live' && endpoints().count === 1, 'live');
    server.customKinds.clear();
    await sleep(1100);
    server.endWatches('policyendpoints', 'clean');
    await test.until(() => endpoints().state === 'absent' && endpoints().count === 0, 'absent again');
  });

  it('to a kind the cluster does not have: it is absent', async () => {
    server.hook = ({ path }, response) => {
      if (!path.endsWith('/services')) return false;
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('404 page not found\n');
      return true;
    };
    opened = await openTestLink(server);
    const test = opened;
    await test.until(() => test.link.current().health.kinds.services.state === 'absent', 'absent');
    await test.until(() => test.held() !== undefined, 'a snapshot without it');
  });
});
