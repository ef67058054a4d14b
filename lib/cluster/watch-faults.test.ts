/** What the link does when lists and watches misbehave. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KindState } from '#stream';
import type { LinkOptions } from './link-options.ts';
import { FakeApiServer, send, sendStatus } from './testing/fake-api-server.ts';
import { openLiveLink, pod, podNames, seedShop, sleep, stateOf, type TestLink } from './testing/open-test-link.ts';

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

async function openLive(options: Partial<LinkOptions> = {}): Promise<TestLink> {
  opened = await openLiveLink(server, options);
  return opened;
}

describe('a list', () => {
  it('is read page by page', async () => {
    for (let index = 0; index < 1100; index++) server.put('pods', pod(`p-${index}`));
    const { held } = await openLive();
    expect(held()?.pods).toHaveLength(1101);
    expect(server.requests('pods', false).map(({ query }) => query.get('continue'))).toEqual([null, '500', '1000']);
  });

  it('whose next page has expired is read once more, whole', async () => {
    for (let index = 0; index < 600; index++) server.put('pods', pod(`p-${index}`));
    server.hook = ({ query }, response) => {
      if (!query.has('continue')) return false;
      sendStatus(response, 410, 'Expired', 'the continue parameter is too old');
      return true;
    };
    const { held } = await openLive();
    expect(held()?.pods).toHaveLength(601);
    expect(server.requests('pods', false).map(({ query }) => query.get('limit'))).toEqual(['500', '500', null]);
  });

  it('with things in it that are no objects keeps the others', async () => {
    server.hook = ({ path, query }, response) => {
      if (!path.endsWith('/pods') || query.has('watch')) return false;
      const items = [null, { kind: 'Status' }, { metadata: { name: 'x' } }, 7, server.get('pods', 'shop/web-1-a')];
      send(response, 200, { kind: 'PodList', metadata: { resourceVersion: String(server.version) }, items });
      return true;
    };
    expect(podNames(await openLive())).toEqual(['web-1-a']);
  });
});

describe('a watch', () => {
  it('starts at the version of the list and asks for bookmarks and an end', async () => {
    await openLive();
    const [watch] = server.requests('pods', true);
    expect(watch?.query.get('resourceVersion')).toBe(String(server.version));
    expect(watch?.query.get('allowWatchBookmarks')).toBe('true');
    expect(Number(watch?.query.get('timeoutSeconds'))).toBeGreaterThanOrEqual(300);
    expect(Number(watch?.query.get('timeoutSeconds'))).toBeLessThan(600);
  });

  it('that ends is taken up where it was, without a list', async () => {
    const test = await openLive();
    const lists = server.requests('pods', false).length;
    await sleep(20);
    server.endWatches('pods', 'cut');
    server.put('pods', pod('meanwhile'));
    await test.until(() => podNames(test)?.includes('meanwhile') === true, 'the event in between');
    expect(server.requests('pods', false)).toHaveLength(lists);
    await test.until(() => stateOf(test) === 'live', 'live');
  });

  it('goes on from the version of a bookmark', async () => {
    const test = await openLive();
    const object = { kind: 'Pod', metadata: { resourceVersion: '5000' } };
    server.sendLine('pods', `${JSON.stringify({ type: 'BOOKMARK', object })}\n`);
    await sleep(20);
    server.endWatches('pods', 'cut');
    const resumed = () => server.requests('pods', true).at(-1)?.query.get('resourceVersion');
    await test.until(() => resumed() === '5000', 'resumed from the bookmark');
  });

  it('of a version no longer known is answered by one new list, without a flicker', async () => {
    const test = await openLive();
    const lists = server.requests('pods', false).length;
    const seen: KindState[] = [];
    test.link.subscribe((message) => {
      if (message.type === 'health') seen.push(message.health.kinds.pods.state);
    });
    await sleep(1100);
    server.endWatches('pods', 'clean');
    server.remove('pods', 'shop/web-1-a');
    server.put('pods', pod('new'));
    server.forgetHistory();
    await test.until(() => podNames(test)?.join() === 'new', 'the new list');
    expect(server.requests('pods', false)).toHaveLength(lists + 1);
    expect(seen.filter((each) => each !== 'live')).toEqual([]);
  });

  it('answered 410 by HTTP is the same', async () => {
    const test = await openLive();
    let gone = 1;
    server.hook = ({ path, query }, response) => {
      if (!path.endsWith('/pods') || !query.has('watch') || gone-- <= 0) return false;
      sendStatus(response, 410, 'Gone', 'too old');
      return true;
    };
    await sleep(1100);
    server.endWatches('pods', 'clean');
    server.put('pods', pod('new'));
    await test.until(() => podNames(test)?.includes('new') === true, 'the new list');
    await test.until(() => stateOf(test) === 'live', 'live');
  });

  it('from a version the server does not have yet is answered by a list', async () => {
    const test = await openLive();
    const lists = server.requests('pods', false).length;
    let times = 1;
    server.hook = ({ path, query }, response) => {
      if (!path.endsWith('/pods') || !query.has('watch') || times-- <= 0) return false;
      const details = { causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }] };
      sendStatus(response, 504, 'Timeout', 'Timeout: Too large resource version: 9, current: 8', { body: { details } });
      return true;
    };
    await sleep(1100);
    server.endWatches('pods', 'clean');
    await test.until(() => server.requests('pods', false).length === lists + 1, 'a list');
    await test.until(() => stateOf(test) === 'live', 'live');
  });

  it('told to slow down waits as long as asked, keeps its version and lists nothing', async () => {
    const test = await openLive();
    const lists = server.requests('pods', false).length;
    const asked: number[] = [];
    server.hook = ({ path, query, at }, response) => {
      if (!path.endsWith('/pods') || !query.has('watch')) return false;
      asked.push(at);
      if (asked.length > 1) return false;
      response.writeHead(429, { 'retry-after': '2', 'content-type': 'text/plain' });
      response.end('Too many requests, please try again later.');
      return true;
    };
    await sleep(1100);
    server.endWatches('pods', 'clean');
    await test.until(() => stateOf(test) === 'reconnecting', 'reconnecting');
    expect(test.link.current().health.kinds.pods.error).toBe('The API server asks us to slow down.');
    await test.until(() => stateOf(test) === 'live', 'live');
    expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThanOrEqual(2000);
    expect(server.requests('pods', false)).toHaveLength(lists);
  });

  it('takes an object made anew under the same name, though the deletion was missed', async () => {
    const test = await openLive();
    const { metadata, status, ...rest } = pod('web-1-a');
    const another = {
      ...rest,
      metadata: { ...metadata, uid: 'another' },
      status: { ...status, podIPs: [], podIP: '10.42.0.8' },
    };
    server.put('pods', another);
    await test.until(() => test.held()?.pods[0]?.ips[0] === '10.42.0.8', 'the other pod');
    expect(test.held()?.pods).toHaveLength(1);
  });

  it('is not set back by replayed, doubled or late events', async () => {
    const test = await openLive();
    const old = server.get('pods', 'shop/web-1-a');
    server.put('pods', { ...old, metadata: { ...old.metadata, labels: { app: 'new' } } });
    await test.until(() => test.held()?.pods[0]?.labels.app === 'new', 'the new label');
    const event = (type: string) => `${JSON.stringify({ type, object: old })}\n`;
    server.sendLine('pods', `${event('ADDED')}${event('MODIFIED')}${event('DELETED')}`);
    server.put('pods', pod('last'));
    await test.until(() => podNames(test)?.includes('last') === true, 'a later event');
    expect(test.held()?.pods[0]?.labels.app).toBe('new');
  });

  it('survives events without objects, of unknown types, and tables', async () => {
    const test = await openLive();
    const lines = [
      { type: 'ADDED' },
      { type: 'ODD', object: {} },
      { type: 'ADDED', object: { kind: 'Table', rows: [] } },
    ];
    server.sendLine('pods', lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    server.put('pods', pod('after'));
    await test.until(() => podNames(test)?.includes('after') === true, 'a later event');
    expect(test.log.filter((line) => line.startsWith('skipped'))).toHaveLength(1);
  });

  it('that sends a broken line is taken up before that line, and nothing is missed', async () => {
    const test = await openLive();
    await sleep(20);
    server.sendLine('pods', '{"type":"ADDED","obj\n');
    server.put('pods', pod('after'));
    await test.until(() => podNames(test)?.includes('after') === true, 'the event after it');
    await test.until(() => stateOf(test) === 'live', 'live');
  });

  it('cut within a character or at odd line ends loses nothing', async () => {
    const test = await openLive();
    const object = server.put('pods', pod('plain'));
    server.version++;
    const metadata = { ...object.metadata, labels: { app: 'é\u2028ü' }, resourceVersion: String(server.version) };
    const bytes = Buffer.from(`${JSON.stringify({ type: 'MODIFIED', object: { ...object, metadata } })}\n`);
    const middle = bytes.indexOf(0xc3) + 1;
    server.sendLine('pods', bytes.subarray(0, middle));
    await sleep(30);
    server.sendLine('pods', bytes.subarray(middle));
    await test.until(() => test.held()?.pods.some(({ labels }) => labels.app === 'é\u2028ü') === true, 'the label');
  });

  it('with an error of the server in it is taken up from its version', async () => {
    const test = await openLive();
    const lists = server.requests('pods', false).length;
    const object = { kind: 'Status', code: 500, reason: 'InternalError', message: 'an error on the server' };
    server.sendLine('pods', `${JSON.stringify({ type: 'ERROR', object })}\n`);
    await test.until(() => stateOf(test) === 'reconnecting', 'reconnecting');
    expect(test.link.current().health.kinds.pods.error).toBe('an error on the server');
    await test.until(() => stateOf(test) === 'live', 'live');
    expect(server.requests('pods', false)).toHaveLength(lists);
  });
});
