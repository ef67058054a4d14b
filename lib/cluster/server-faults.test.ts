/** What the link does when the server is gone, another one, or silent. */

import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from './connect/connection.ts';
import { acceleratedClock } from './testing/accelerated-clock.ts';
import { FakeApiServer, type Hook, type Seen, sendStatus } from './testing/fake-api-server.ts';
import {
  openLiveLink,
  openTestLink,
  pod,
  podNames,
  policy,
  seedShop,
  sleep,
  stateOf,
  type TestLink,
  type TestLinkOptions,
  writeKubeconfig,
} from './testing/open-test-link.ts';
import { mostInAMinute } from './testing/requests-a-minute.ts';
import { systemClock } from './time/clock.ts';

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

async function openLive(options: TestLinkOptions = {}): Promise<TestLink> {
  opened = await openLiveLink(server, options);
  return opened;
}

describe('a server that is gone', () => {
  it('shows at once, is asked ever more seldom, and everything is right when it is back', async () => {
    const test = await openLive();
    await server.stop();
    await test.until(() => stateOf(test) === 'reconnecting', 'reconnecting', 2000);
    await test.until(() => stateOf(test, 'nodes') === 'reconnecting', 'all reconnecting', 2000);
    const { health } = test.link.current();
    expect(health.kinds.pods).toMatchObject({ count: 1 });
    expect(health.kinds.pods.error).toMatch(/cut the connection|refuses connections/);
    await sleep(500);
    expect(test.link.current().health.retryInMs).toBeGreaterThan(0);
    const lists = server.requests('pods', false).length;
    server.put('pods', pod('meanwhile'));
    await server.start();
    test.link.retryNow();
    await test.until(() => stateOf(test) === 'live', 'live again');
    await test.until(() => podNames(test)?.includes('meanwhile') === true, 'what happened in between');
    expect(server.requests('pods', false)).toHaveLength(lists);
    expect(test.held()?.epoch).toBe(test.link.current().snapshot?.epoch);
    expect(test.log.some((line) => /^kind-state: pods live -> reconnecting: .*\.$/.test(line))).toBe(true);
    expect(test.log.join()).not.toContain('secret-token');
  });

  it('is asked by one request for all kinds, at most eight times a minute', async () => {
    const test = await openLive();
    let down = true;
    const during: Seen[] = [];
    server.hook = (seen, response) => {
      if (!down) return false;
      during.push(seen);
      response.writeHead(503, { 'content-type': 'text/html' });
      response.end('<h1>no backend</h1>');
      return true;
    };
    for (const kind of ['pods', 'nodes', 'services', 'namespaces', 'networkpolicies', 'replicasets', 'jobs']) {
      server.endWatches(kind, 'cut');
    }
    await test.until(() => stateOf(test) === 'reconnecting', 'reconnecting');
    await sleep(4000);
    const paths = new Map<string, number>();
    for (const { path } of during) paths.set(path, (paths.get(path) ?? 0) + 1);
    // After 0, 1 and 3 s with jitter, and not again before 7 s.
    for (const times of paths.values()) expect(times).toBeLessThanOrEqual(3);
    down = false;
    test.link.retryNow();
    await test.until(() => stateOf(test) === 'live', 'live again');
  });

  it('for one kind only is asked for it no more often, however well the others do', async () => {
    const SPEED_UP = 10;
    const clock = acceleratedClock(SPEED_UP);
    const test = await openLive({ clock, silenceMs: 1500 });
    let asked = 0;
    server.hook = ({ path }, response) => {
      if (!path.endsWith('/pods')) return false;
      asked++;
      response.socket?.resetAndDestroy();
      return true;
    };
    server.endWatches('pods', 'cut');
    await sleep(60_000 / SPEED_UP);
    expect(stateOf(test, 'nodes')).toBe('live');
    expect(stateOf(test)).not.toBe('live');
    expect(asked).toBeLessThanOrEqual(8);
  });

  it('and comes back as another cluster makes everything before void', async () => {
    const test = await openLive();
    const before = test.held();
    await server.stop();
    server.wipe();
    server.put('namespaces', { metadata: { name: 'kube-system', uid: 'cluster-2' } });
    server.put('namespaces', { metadata: { name: 'other' } });
    await server.start();
    test.link.retryNow();
    await test.until(() => test.held()?.cluster.uid === 'cluster-2', 'the other cluster');
    expect(test.held()?.epoch).not.toBe(before?.epoch);
    expect(test.held()?.pods).toEqual([]);
    expect(test.held()?.policies).toEqual([]);
    expect(test.messages.filter(({ type }) => type === 'snapshot')).toHaveLength(2);
  });

  it('that is another cluster with higher versions is noticed as well', async () => {
    const test = await openLive();
    await server.stop();
    server.wipe(90_000);
    server.put('namespaces', { metadata: { name: 'kube-system', uid: 'cluster-3' } });
    await server.start();
    test.link.retryNow();
    await test.until(() => test.held()?.cluster.uid === 'cluster-3' && test.held()?.pods.length === 0, 'the other');
  });

  it('that was set back, where nothing names the cluster, is noticed by its versions', async () => {
    const nameless: Hook = ({ path }, response) => {
      if (!path.endsWith('/namespaces/kube-system')) return false;
      sendStatus(response, 403, 'Forbidden', 'namespaces "kube-system" is forbidden');
      return true;
    };
    server.hook = nameless;
    const test = await openLive();
    const before = test.held()?.epoch;
    await server.stop();
    server.wipe(10);
    server.put('namespaces', { metadata: { name: 'other' } });
    server.hook = (seen, response) => {
      if (Number(seen.query.get('resourceVersion')) <= server.version) return nameless(seen, response);
      sendStatus(response, 504, 'Timeout', 'Timeout: Too large resource version: 100, current: 11');
      return true;
    };
    await server.start();
    test.link.retryNow();
    const names = () => test.held()?.namespaces.map(({ name }) => name);
    await test.until(() => names()?.join() === 'other', 'the other cluster', 10_000);
    expect(test.held()?.epoch).not.toBe(before);
    expect(test.held()?.pods).toEqual([]);
  });

  it('never reached at all is said, and the link lives on', async () => {
    await server.stop();
    opened = await openTestLink(server);
    const test = opened;
    await test.until(() => test.link.current().health.kinds.pods.error !== undefined, 'an error');
    expect(test.link.current().snapshot).toBeUndefined();
    expect(test.link.current().health.kinds.pods).toMatchObject({ state: 'connecting', ageMs: null, count: 0 });
    expect(test.link.current().health.kinds.pods.error).toContain('refuses connections');
    await server.start();
    test.link.retryNow();
    await test.until(() => test.held() !== undefined, 'a snapshot');
  });
});

it('connections that died long ago say nothing good of a server in trouble now', async () => {
  const SPEED_UP = 10;
  const seen: Seen[] = [];
  const test = await openLive({ clock: acceleratedClock(SPEED_UP), silenceMs: 3500 });
  // Nothing more comes by the old connections; new ones are answered, with trouble.
  server.hook = (request, response) => {
    seen.push(request);
    sendStatus(response, 503, 'ServiceUnavailable', 'not now');
    return true;
  };
  await sleep(90_000 / SPEED_UP);
  expect(stateOf(test)).not.toBe('live');
  expect(mostInAMinute(seen, SPEED_UP)).toBeLessThanOrEqual(8);
});

describe('a kubeconfig rewritten while the old server still answers', () => {
  let other: FakeApiServer;
  let kubeconfig: string;

  beforeEach(async () => {
    other = await new FakeApiServer().start();
    kubeconfig = writeKubeconfig(server.kubeconfig());
    opened = await openLive({ connection: await connect({ kubeconfig }) });
  });

  afterEach(() => other.stop());

  it('is followed within seconds, and nothing of the other cluster is kept', async () => {
    const test = opened as TestLink;
    const before = test.held()?.epoch;
    other.put('namespaces', { metadata: { name: 'kube-system', uid: 'cluster-2' } });
    other.put('namespaces', { metadata: { name: 'elsewhere' } });
    writeFileSync(kubeconfig, other.kubeconfig());
    await test.until(() => test.held()?.cluster.uid === 'cluster-2' && stateOf(test) === 'live', 'the other', 6000);
    expect(test.held()?.epoch).not.toBe(before);
    expect(test.held()?.pods).toEqual([]);
    expect(test.held()?.cluster.server).toBe(other.url);
    await test.until(() => server.watches === 0, 'the old one is left alone');
  });

  it('with another login of the same cluster lists nothing again', async () => {
    const test = opened as TestLink;
    const before = test.held()?.epoch;
    const lists = server.requests('pods', false).length;
    writeFileSync(kubeconfig, server.kubeconfig({ token: 'another' }));
    const asAnother = () =>
      server.requests('pods', true).some(({ headers }) => headers.authorization === 'Bearer another');
    await test.until(asAnother, 'a watch by the other login', 6000);
    await test.until(() => stateOf(test) === 'live', 'live');
    expect(server.requests('pods', false)).toHaveLength(lists);
    expect(test.held()?.epoch).toBe(before);
  });
});

describe('a machine that slept', () => {
  it('counts its sleep into every age, and takes up every watch anew', async () => {
    let slept = 0;
    const clock = { ...systemClock, date: () => new Date(Date.now() + slept) };
    const test = await openLive({ clock });
    const watches = server.requests('pods', true).length;
    const states: string[] = [];
    test.link.subscribe((message) => {
      const { state, ageMs } = message.type === 'health' ? message.health.kinds.pods : { state: '', ageMs: 0 };
      if ((ageMs ?? 0) > 3_600_000) states.push(state);
    });
    slept = 8 * 3_600_000;
    await test.until(() => test.log.some((line) => line.startsWith('woke')), 'woken', 7000);
    await test.until(() => server.requests('pods', true).length > watches, 'a new watch');
    await test.until(() => stateOf(test) === 'live', 'live');
    expect(states.filter((state) => state === 'live')).toEqual([]);
  });
});

describe('a connection that is dead without saying so', () => {
  it('is cut by silence, and what happened meanwhile is there', { timeout: 40_000 }, async () => {
    // A relay that stops passing bytes without closing anything.
    const sockets = new Set<Socket>();
    let frozen = false;
    const target = new URL(server.url);
    const relay: Server = createServer((client) => {
      if (frozen) return void sockets.add(client);
      const upstream = dial(Number(target.port), '127.0.0.1');
      for (const socket of [client, upstream]) {
        sockets.add(socket);
        socket.on('error', () => undefined);
      }
      client.on('data', (bytes) => frozen || upstream.write(bytes));
      upstream.on('data', (bytes) => frozen || client.write(bytes));
      client.on('close', () => frozen || upstream.destroy());
      upstream.on('close', () => frozen || client.destroy());
    });
    relay.listen(0, '127.0.0.1');
    await once(relay, 'listening');
    const { port } = relay.address() as { port: number };
    const direct = server.url;
    Object.defineProperty(server, 'url', { value: `http://127.0.0.1:${port}`, configurable: true });
    try {
      const test = await openLive({ silenceMs: 1000 });
      frozen = true;
      const start = performance.now();
      await test.until(() => stateOf(test) !== 'live', 'not live any more', 20_000);
      expect(performance.now() - start).toBeLessThan(15_000);
      server.put('networkpolicies', policy('meanwhile'));
      frozen = false;
      for (const socket of sockets) socket.destroy();
      test.link.retryNow();
      await test.until(() => test.held()?.policies.length === 2, 'the policy', 15_000);
    } finally {
      Object.defineProperty(server, 'url', { value: direct, configurable: true });
      for (const socket of sockets) socket.destroy();
      relay.close();
    }
  });
});
