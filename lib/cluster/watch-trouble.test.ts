/** A cluster that lists, but whose watches come to nothing: how often it is asked, how old what is known gets. */

import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KINDS } from '#stream';
import { type FakeApiServer, type Seen, sendStatus } from './testing/fake-api-server.ts';
import { pod, podNames, sleep, stateOf, type TestLink } from './testing/open-test-link.ts';
import { mostInAMinute } from './testing/requests-a-minute.ts';
import { allLive, openRetailFixture, SPEED_UP, WATCHED } from './testing/retail-fixture.ts';

let server: FakeApiServer;
let test: TestLink;

beforeEach(async () => {
  ({ server, test } = await openRetailFixture());
});

afterEach(async () => {
  await test.link.stop();
  await server.stop();
});

function gone(response: ServerResponse): void {
  sendStatus(response, 410, 'Expired', 'too old resource version');
}

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
    await sleep(75_000 / SPEED_UP);
    const watched = KINDS.filter((kind) => kind !== 'otherpolicies');
    expect(watched.map((kind) => stateOf(test, kind)).filter((state) => state === 'live')).toEqual([]);
    expect(mostInAMinute(seen, SPEED_UP)).toBeLessThanOrEqual(8);
    server.put('pods', pod('web-1-b'));
    server.hook = undefined;
    await test.until(() => allLive(test) && podNames(test)?.length === 2, 'live and right', 30_000 / SPEED_UP);
  });
});

it('what only fails makes no knowledge younger', async () => {
  server.hook = ({ path }, response) => {
    if (!path.endsWith('/pods')) return false;
    sendStatus(response, 500, 'InternalError', 'etcdserver: request timed out');
    return true;
  };
  server.endWatches('pods', 'cut');
  await sleep(66_000 / SPEED_UP);
  expect(stateOf(test)).toBe('stale');
  expect(test.link.current().health.kinds.pods.ageMs).toBeGreaterThan(60_000);
  expect(stateOf(test, 'nodes')).toBe('live');
});

it.each([
  [
    'a sign-in page, with the status of success',
    (response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html>Sign in to this network</html>');
    },
  ],
  ['a refusal', (response: ServerResponse) => sendStatus(response, 403, 'Forbidden', 'no')],
])('%s makes no knowledge younger, however often it comes', async (_, answer) => {
  const ageMs = () => test.link.current().health.kinds.namespaces.ageMs ?? 0;
  server.hook = (_, response) => {
    answer(response);
    return true;
  };
  for (const kind of WATCHED) server.endWatches(kind, 'cut');
  await test.until(() => stateOf(test, 'namespaces') !== 'live', 'not live');
  const [before, start] = [ageMs(), performance.now()];
  await sleep(20_000 / SPEED_UP);
  const passed = (performance.now() - start) * SPEED_UP;
  expect(ageMs() - before).toBeGreaterThan(passed - 500);
});
