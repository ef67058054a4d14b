import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStream, type StreamClient } from './stream-client.ts';

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
const tab = new EventTarget();
let client: StreamClient | undefined;
const links: string[] = [];
const messages: unknown[] = [];
let verdict: 'taken' | 'gap' = 'taken';
let asked: { readonly path: string; readonly init: RequestInit; readonly body: ReadableStreamDefaultController }[] = [];
const open = new Set<AbortSignal>();
let status = 200;
const stored = new Map<string, string>();

/** A server that lets a stream hang until it is written to or its reader leaves. */
async function fakeFetch(path: string, init: RequestInit = {}): Promise<Response> {
  let body: ReadableStreamDefaultController | undefined;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      body = controller;
    },
  });
  if (!body) throw new Error('no stream');
  asked.push({ path, init, body });
  const { signal } = init;
  if (status === 200 && signal) {
    open.add(signal);
    signal.addEventListener('abort', () => open.delete(signal));
  }
  return new Response(status === 200 ? stream : '{}', { status });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', fakeFetch);
  vi.stubGlobal('document', page);
  vi.stubGlobal('location', { hash: '', pathname: '/map', search: '' });
  vi.stubGlobal('addEventListener', tab.addEventListener.bind(tab));
  vi.stubGlobal('removeEventListener', tab.removeEventListener.bind(tab));
  vi.stubGlobal('localStorage', { getItem: (name: string) => stored.get(name) ?? null });
  page.visibilityState = 'visible';
  status = 200;
  verdict = 'taken';
  asked = [];
  links.length = 0;
  messages.length = 0;
  stored.clear();
});

afterEach(() => {
  client?.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  open.clear();
});

async function look(visibilityState: 'visible' | 'hidden'): Promise<void> {
  page.visibilityState = visibilityState;
  page.dispatchEvent(new Event('visibilitychange'));
  await pass(0);
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

async function start(): Promise<void> {
  client = openStream(
    (message) => {
      messages.push(message);
      return verdict;
    },
    (state) => links.push(state),
  );
  await pass(0);
}

async function send(text: string): Promise<void> {
  asked.at(-1)?.body.enqueue(new TextEncoder().encode(text));
  await pass(0);
}

test('a page out of sight gives its connection back after a while, and takes it up at once when it is seen', async () => {
  await start();
  await look('hidden');
  await pass(4_900);
  expect(open.size).toBe(1);
  await pass(200);
  expect([open.size, links]).toEqual([0, ['connecting']]);
  await pass(600_000);
  expect(open.size).toBe(0);
  await look('visible');
  expect(open.size).toBe(1);
});

test('a short look elsewhere costs nothing', async () => {
  await start();
  const [first] = open;
  await look('hidden');
  await pass(3_000);
  await look('visible');
  await pass(8_000);
  expect([...open]).toEqual([first]);
});

test('a page opened out of sight is read once and then rests', async () => {
  page.visibilityState = 'hidden';
  await start();
  expect(open.size).toBe(1);
  await pass(5_100);
  expect(open.size).toBe(0);
});

test('a stopped stream stays closed, whatever is seen', async () => {
  await start();
  client?.stop();
  await look('hidden');
  await look('visible');
  await pass(60_000);
  expect(open.size).toBe(0);
});

test('messages are heard as they come, however they are cut, and a gap begins anew', async () => {
  await start();
  await send('data: {"type":"hea');
  expect(messages).toEqual([]);
  await send('lth"}\n\n: \n\ndata: {"type":"health","n":2}\n\n');
  expect(messages).toEqual([{ type: 'health' }, { type: 'health', n: 2 }]);
  verdict = 'gap';
  await send('data: {"type":"change"}\n\n');
  expect([asked.length, open.size, links]).toEqual([2, 1, []]);
});

test('a line that ends, or is silent, is taken up again, later each time', async () => {
  await start();
  asked.at(-1)?.body.close();
  await pass(499);
  expect([asked.length, links]).toEqual([1, ['lost']]);
  await pass(1);
  expect(asked).toHaveLength(2);
  await pass(15_000);
  expect([open.size, links]).toEqual([0, ['lost', 'lost']]);
  await pass(1_000);
  expect(asked).toHaveLength(3);
});

test('every request carries the key that the browser keeps, as a header', async () => {
  stored.set('netpol-studio:session-key', 'k1');
  await start();
  expect(asked[0]).toMatchObject({ path: '/api/v1/stream', init: { headers: { authorization: 'Bearer k1' } } });
});

test('without a good key it is signed out and asks no more, until another tab has one', async () => {
  status = 401;
  await start();
  await pass(600_000);
  expect([asked.length, links]).toEqual([1, ['signed-out']]);
  status = 200;
  tab.dispatchEvent(Object.assign(new Event('storage'), { key: 'netpol-studio:session-key' }));
  await pass(0);
  expect([asked.length, open.size]).toEqual([2, 1]);
});
