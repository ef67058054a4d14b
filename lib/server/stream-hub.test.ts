import { get, type IncomingMessage } from 'node:http';
import { afterEach, expect, test, vi } from 'vitest';
import type { StreamMessage } from '#stream';
import { connectingHealth, createFakeLink, emptySnapshot } from './fake-link.ts';
import { type OpenFrontForTest, openForTest } from './front-harness.ts';

let front: OpenFrontForTest | undefined;
const responses: IncomingMessage[] = [];
afterEach(async () => {
  for (const response of responses.splice(0)) response.destroy();
  await front?.close();
});

/** Opens the stream; `read` says whether what comes is taken. */
async function listen(read: boolean) {
  const messages: StreamMessage[] = [];
  const response = await new Promise<IncomingMessage>((resolve) => {
    const headers = { cookie: front?.cookie ?? '' };
    get({ port: front?.port, host: '127.0.0.1', path: '/api/v1/stream', headers }, resolve);
  });
  response.on('error', () => {});
  responses.push(response);
  let pending = '';
  const take = () =>
    response.on('data', (chunk: Buffer) => {
      const events = (pending + chunk).split('\n\n');
      pending = events.pop() ?? '';
      for (const event of events) if (event.startsWith('data: ')) messages.push(JSON.parse(event.slice(6)));
    });
  if (read) take();
  return { messages, take, headers: response.headers };
}

test('health comes first while there is no snapshot, then what the link says', async () => {
  const link = createFakeLink();
  front = await openForTest(link);
  const { messages, headers } = await listen(true);
  expect(headers['content-type']).toContain('text/event-stream');
  expect(headers['cache-control']).toContain('no-transform');
  await vi.waitFor(() => expect(messages).toEqual([{ type: 'health', health: connectingHealth }]));
  link.say({ type: 'snapshot', snapshot: emptySnapshot(1), health: connectingHealth });
  await vi.waitFor(() => expect(messages[1]).toMatchObject({ type: 'snapshot', snapshot: { revision: 1 } }));
});

test('the snapshot comes first when there is one', async () => {
  const link = createFakeLink();
  link.know({ health: connectingHealth, snapshot: emptySnapshot(7) });
  front = await openForTest(link);
  const { messages } = await listen(true);
  await vi.waitFor(() => expect(messages[0]).toMatchObject({ type: 'snapshot', snapshot: { revision: 7 } }));
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
