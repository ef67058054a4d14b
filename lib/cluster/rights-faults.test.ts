/** What the link does with less than all rights. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { FakeApiServer, type Seen, sendStatus } from './testing/fake-api-server.ts';
import { openTestLink, pod, podNames, seedShop, sleep, stateOf, type TestLink } from './testing/open-test-link.ts';

vi.setConfig({ testTimeout: 20_000 });

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
    expect(test.link.current().health.kinds).not.toHaveProperty('policyendpoints');
    await sleep(300);
    server.customKinds.add('policyendpoints');
    server.put('policyendpoints', { metadata: { name: 'deny-x', namespace: 'shop' } });
    test.link.retryNow();
    const endpoints = () => test.link.current().health.kinds.policyendpoints;
    await test.until(() => endpoints()?.state === 'live' && endpoints()?.count === 1, 'live');
    server.customKinds.clear();
    await sleep(1100);
    server.endWatches('policyendpoints', 'clean');
    await test.until(() => endpoints() === undefined, 'absent again');
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
