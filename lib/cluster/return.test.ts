/** A cluster that was away: how soon it shows, how often it is asked, how soon all is right again. Ten times as fast. */

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
    await test.until(() => KINDS.every((kind) => stateOf(test, kind) !== 'live'), 'none live', 15_000 / SPEED_UP);
    await sleep(90_000 / SPEED_UP);
    expect(KINDS.map((kind) => stateOf(test, kind))).toEqual(
      KINDS.map(() => expect.stringMatching(/stale|reconnecting/)),
    );
    expect(test.link.current().health.kinds.pods).toMatchObject({ count: 1, error: expect.stringMatching(/\w/) });
    expect(mostInAMinute(seen, SPEED_UP)).toBeLessThanOrEqual(8);
    server.put('pods', pod('web-1-b'));
    server.remove('pods', 'shop/web-1-a');
    server.hook = undefined;
    if (status === undefined) await server.start();
    const lists = server.requests('pods', false).length;
    await test.until(() => allLive(test) && podNames(test)?.join() === 'web-1-b', 'live and right', 30_000 / SPEED_UP);
    expect(server.requests('pods', false).length).toBe(lists);
  });
});
