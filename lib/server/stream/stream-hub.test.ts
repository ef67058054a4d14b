import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGunzip } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import type { StreamMessage } from '#stream';
import { connectingHealth, createFakeLink, emptySnapshot } from '../testing/fake-link.ts';
import { identityFor, type OpenFrontForTest, openForTest } from '../testing/front-harness.ts';
import { createStreamHub } from './stream-hub.ts';

let front: OpenFrontForTest | undefined;
const responses: IncomingMessage[] = [];
afterEach(async () => {
  for (const response of responses.splice(0)) response.destroy();
  await front?.close();
});

/** Opens the stream; `read` says whether what comes is taken. */
async function listen(read: boolean, more: Record<string, string> = {}) {
  const messages: StreamMessage[] = [];
  const response = await new Promise<IncomingMessage>((resolve) => {
    const headers = { authorization: front?.authorization ?? '', ...more };
    get({ port: front?.port, host: '127.0.0.1', path: '/api/v1/stream', headers }, resolve);
  });
  response.on('error', () => {});
  responses.push(response);
  let pending = '';
  const isZipped = response.headers['content-encoding'] === 'gzip';
  const text = isZipped ? response.pipe(createGunzip()) : response;
  const ended = new Promise<string>((resolve) => {
    text.once('end', () => resolve('whole'));
    text.once('error', ({ message }) => resolve(message));
  });
  const take = () =>
    text.on('data', (chunk: Buffer) => {
      const events = (pending + chunk).split('\n\n');
      pending = events.pop() ?? '';
      for (const event of events) if (event.startsWith('data: ')) messages.push(JSON.parse(event.slice(6)));
    });
  if (read) take();
  return { messages, take, ended, headers: response.headers };
}

/** What every reader is told first. */
const who = { type: 'session', session: { readOnly: false } };

test('health comes first while there is no snapshot, then what the link says', async () => {
  const link = createFakeLink();
  front = await openForTest(link);
  const { messages, headers } = await listen(true);
  expect(headers['content-type']).toContain('text/event-stream');
  expect(headers['cache-control']).toContain('no-transform');
  await vi.waitFor(() => expect(messages).toEqual([who, { type: 'health', health: connectingHealth }]));
  link.say({ type: 'snapshot', snapshot: emptySnapshot(1), health: connectingHealth });
  await vi.waitFor(() => expect(messages[2]).toMatchObject({ type: 'snapshot', snapshot: { revision: 1 } }));
});

test('the snapshot comes first when there is one', async () => {
  const link = createFakeLink();
  link.know({ health: connectingHealth, snapshot: emptySnapshot(7) });
  front = await openForTest(link);
  const { messages } = await listen(true);
  await vi.waitFor(() => expect(messages[1]).toMatchObject({ type: 'snapshot', snapshot: { revision: 7 } }));
});

test('a slow reader is left out, then starts again from a snapshot, and others do not notice', async () => {
  const link = createFakeLink();
  link.know({ health: connectingHealth, snapshot: emptySnapshot(1) });
  front = await openForTest(link);
  const slow = await listen(false);
  const quick = await listen(true);
  const bulk = { type: 'change', epoch: 'e1', pods: { set: [], gone: ['x'.repeat(100_000)] } } as const;
  for (let revision = 2; revision <= 200; revision++) {
    link.say({ ...bulk, revision });
    if (revision % 4 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  link.know({ health: connectingHealth, snapshot: emptySnapshot(200) });
  await vi.waitFor(() => expect(quick.messages.at(-1)).toMatchObject({ type: 'change', revision: 200 }), 5000);
  slow.take();
  await vi.waitFor(() => expect(slow.messages.at(-1)).toMatchObject({ snapshot: { revision: 200 } }), 5000);
  expect(slow.messages.length).toBeLessThan(150);
});

test('a reader that takes gzip gets each event at once, compressed, and an end that is whole', async () => {
  const link = createFakeLink();
  front = await openForTest(link);
  const { messages, headers, ended } = await listen(true, { 'accept-encoding': 'br, gzip;q=0.5' });
  expect(headers['content-encoding']).toBe('gzip');
  await vi.waitFor(() => expect(messages).toHaveLength(2));
  for (const revision of [1, 2, 3]) {
    link.say({ type: 'snapshot', snapshot: emptySnapshot(revision), health: connectingHealth });
    await vi.waitFor(() => expect(messages).toHaveLength(revision + 2));
  }
  await front.close();
  await expect(ended).resolves.toBe('whole');
});

test('compression is left out where it is not wanted', async () => {
  front = await openForTest(createFakeLink());
  for (const encoding of ['', 'br', 'gzip;q=0', 'gzip; q=0.0, br']) {
    expect((await listen(true, { 'accept-encoding': encoding })).headers['content-encoding']).toBeUndefined();
  }
});

test('a reader on a slow line gets a large snapshot once and what changed meanwhile, not one snapshot after another', async () => {
  const link = createFakeLink();
  const policies = Array.from({ length: 40_000 }, (_, at) => ({
    metadata: { namespace: 'n', name: `${at}-${'x'.repeat(200)}` },
  }));
  link.know({ health: connectingHealth, snapshot: { ...emptySnapshot(1), policies } });
  front = await openForTest(link);
  const slow = await listen(false);
  await new Promise((resolve) => setTimeout(resolve, 50));
  link.say({ type: 'change', epoch: 'e1', revision: 2 });
  slow.take();
  await vi.waitFor(() => expect(slow.messages.at(-1)).toMatchObject({ revision: 2 }), 20_000);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(slow.messages.map(({ type }) => type)).toEqual(['session', 'snapshot', 'change']);
}, 30_000);

test('a reader that leaves is forgotten, and closing ends the subscription', async () => {
  const link = createFakeLink();
  front = await openForTest(link);
  await listen(true);
  expect(link.listeners).toBe(1);
  responses.splice(0).forEach((response) => {
    response.destroy();
  });
  await front.close();
  expect(link.listeners).toBe(0);
});

test('what concerns one identity goes to the pages of that identity alone', async () => {
  const link = createFakeLink();
  const hub = createStreamHub(link);
  const askers = { '/jane': { ...identityFor(false), id: 'jane' }, '/bob': { ...identityFor(false), id: 'bob' } };
  const server = createServer((request, response) =>
    hub.join(response, askers[request.url as keyof typeof askers]),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = (server.address() as AddressInfo).port;
  const heardBy = async (path: string) => {
    let text = '';
    const response = await new Promise<IncomingMessage>((resolve) => get({ port, host: '127.0.0.1', path }, resolve));
    response.on('data', (chunk: Buffer) => {
      text += chunk;
    });
    responses.push(response);
    return () => text;
  };
  const [jane, other, bob] = [await heardBy('/jane'), await heardBy('/jane'), await heardBy('/bob')];
  link.sayTo(askers['/jane'], { type: 'session', session: { user: 'jane', readOnly: false } });
  link.say({ type: 'change', epoch: 'e1', revision: 2 });
  for (const text of [jane, other, bob]) await vi.waitFor(() => expect(text()).toContain('"revision":2'));
  expect([jane(), other(), bob()].map((text) => text.includes('"user":"jane"'))).toEqual([true, true, false]);
  hub.close();
  server.close();
});
