/** A cluster that was away: how soon it shows, how often it is asked, how soon all is right again. Ten times as fast. */

import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from './clock.ts';
import { FakeApiServer, type Seen, sendStatus } from './testing/fake-api-server.ts';
import { openLiveLink, pod, podNames, seedShop, sleep, stateOf, type TestLink } from './testing/open-test-link.ts';
import { seededRandom } from './testing/seeded-random.ts';

vi.setConfig({ testTimeout: 30_000 });

const HASTE = 10;
function gone(response: ServerResponse): void {
  sendStatus(response, 410, 'Expired', 'too old resource version');
}

const KINDS = ['namespaces', 'pods', 'networkpolicies', 'services', 'nodes'] as const;
const WATCHED = [...KINDS, 'replicasets', 'jobs', 'configmaps'];

let server: FakeApiServer;
let test: TestLink;

beforeEach(async () => {
  server = await new FakeApiServer().start();
  seedShop(server);
  const clock = {
    now: () => performance.now() * HASTE,
    date: () => new Date(Date.now() + performance.now() * (HASTE - 1)),
    after: (ms: number, call: () => void) => systemClock.after(ms / HASTE, call),
  };
  test = await openLiveLink(server, { clock, random: seededRandom(7), silenceMs: 35_000 / HASTE });
});

afterEach(async () => {
  await test.link.stop();
  await server.stop();
});

/** Requests for each path, within any minute. */
function mostInAMinute(seen: readonly Seen[]): number {
  let most = 0;
  for (const { path, at } of seen) {
    const minute = seen.filter((other) => other.path === path && other.at >= at && other.at < at + 60_000 / HASTE);
    most = Math.max(most, minute.length);
  }
  return most;
}

const allLive = () => KINDS.every((kind) => stateOf(test, kind) === 'live');

describe.each([
  ['refuses connections', undefined],
  ['answers 503', 503],
  ['answers 429', 429],
])('a cluster that %s for a minute and a half', (_, status) => {
  it('is not live within 15 s, is asked at most eight times a minute, and is live and right 30 s after', async () => {
    const seen: Seen[] = [];
    if (status === undefined) await server.stop();
    else {
      server.hook = (request, response) => {
        seen.push(request);
        sendStatus(response, status, 'Trouble', 'not now', { headers: { 'retry-after': '2' } });
        return true;
      };
      for (const kind of WATCHED) server.endWatches(kind, 'cut');
    }
    await test.until(() => KINDS.every((kind) => stateOf(test, kind) !== 'live'), 'none live', 15_000 / HASTE);
    await sleep(90_000 / HASTE);
    expect(KINDS.map((kind) => stateOf(test, kind))).toEqual(
      KINDS.map(() => expect.stringMatching(/stale|reconnecting/)),
    );
    expect(test.link.current().health.kinds.pods).toMatchObject({ count: 1, error: expect.stringMatching(/\w/) });
    expect(mostInAMinute(seen)).toBeLessThanOrEqual(8);
    server.put('pods', pod('web-1-b'));
    server.remove('pods', 'shop/web-1-a');
    server.hook = undefined;
    if (status === undefined) await server.start();
    const lists = server.requests('pods', false).length;
    await test.until(() => allLive() && podNames(test)?.join() === 'web-1-b', 'live and right', 30_000 / HASTE);
    expect(server.requests('pods', false).length).toBe(lists);
  });
});

describe.each([
  ['calls every version expired', gone],
  ['sends garbage instead of events', (response: ServerResponse) => response.end('{"type":"ADDED","obj\n')],
  [
    'fails at every watch',
    (response: ServerResponse) => sendStatus(response, 500, 'InternalError', 'etcdserver: request timed out'),
  ],
])('a cluster that lists, but %s', (_, answer) => {
  it('is asked at most eight times a minute, lists included, and is live and right 30 s after', async () => {
    const seen: Seen[] = [];
    server.hook = (request, response) => {
      seen.push(request);
      if (!request.query.has('watch')) return false;
      answer(response);
      return true;
    };
    for (const kind of WATCHED) server.endWatches(kind, 'cut');
    await sleep(75_000 / HASTE);
    expect(KINDS.map((kind) => stateOf(test, kind)).filter((state) => state === 'live')).toEqual([]);
    expect(mostInAMinute(seen.filter(({ path }) => !path.includes('kube-system')))).toBeLessThanOrEqual(8);
    server.put('pods', pod('web-1-b'));
    server.hook = undefined;
    await test.until(() => allLive() && podNames(test)?.length === 2, 'live and right', 30_000 / HASTE);
  });
});

it('what only fails makes no knowledge younger', async () => {
  server.hook = ({ path }, response) => {
    if (!path.endsWith('/pods')) return false;
    sendStatus(response, 500, 'InternalError', 'etcdserver: request timed out');
    return true;
  };
  server.endWatches('pods', 'cut');
  await sleep(66_000 / HASTE);
  expect(stateOf(test)).toBe('stale');
  expect(test.link.current().health.kinds.pods.ageMs).toBeGreaterThan(60_000);
  expect(stateOf(test, 'nodes')).toBe('live');
});
