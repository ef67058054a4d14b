/** What an end of this program does to what is under way. */

import { request } from 'node:http';
import { expect, test } from 'vitest';
import { createFakeLink, type FakeLink } from '../testing/fake-link.ts';
import { ask, openForTest, writeHeaders } from '../testing/front-harness.ts';

interface SlowWrite {
  readonly link: FakeLink;
  finish(): void;
  readonly begun: Promise<void>;
}

function moment(): [Promise<void>, () => void] {
  let come = () => {};
  const comes = new Promise<void>((resolve) => {
    come = resolve;
  });
  return [comes, come];
}

function linkThatWritesSlowly(): SlowWrite {
  const link = createFakeLink();
  const [begun, begin] = moment();
  const [finished, finish] = moment();
  const apply = async () => {
    begin();
    await finished;
    return { applyId: 'a1', writes: [] };
  };
  return { link: { ...link, writer: { ...link.writer, apply } }, begun, finish };
}

test('a write that runs is answered, new ones are refused, and the streams end last', async () => {
  const { link, begun, finish } = linkThatWritesSlowly();
  const lines: string[] = [];
  const log = { request: () => {}, failure: () => {}, line: ({ message }: { message: string }) => lines.push(message) };
  const front = await openForTest(link, { log });
  let streamIsOpen = true;
  const stream = request({ port: front.port, path: '/api/v1/stream', headers: { authorization: front.authorization } });
  const streamEnded = new Promise<void>((resolve) => {
    stream.once('response', (response) => response.resume().once('end', resolve));
  }).then(() => {
    streamIsOpen = false;
  });
  stream.end();
  await new Promise((resolve) => stream.once('response', resolve));
  const write = { method: 'POST', path: '/api/v1/apply', headers: writeHeaders(front), body: '{}' };
  const applied = ask(front, write);
  await begun;
  const closed = front.close(10_000);
  await expect(ask(front, write)).rejects.toThrow();
  expect(streamIsOpen).toBe(true);
  finish();
  expect(await applied).toMatchObject({ status: 200, text: expect.stringContaining('a1') });
  await streamEnded;
  await closed;
  expect(lines).toEqual(['waiting for a write to end']);
});

test('a write over a connection that was kept is refused with a sentence once the end has begun', async () => {
  const { link, begun, finish } = linkThatWritesSlowly();
  const front = await openForTest(link);
  const headers = { ...writeHeaders(front), 'content-length': '2' };
  const late = request({ port: front.port, method: 'POST', path: '/api/v1/undo', headers });
  const answered = new Promise<number | undefined>((resolve) => {
    late.once('response', (response) => resolve(response.statusCode));
  });
  late.write('{');
  await new Promise((resolve) => late.once('socket', (socket) => socket.once('connect', resolve)));
  const applied = ask(front, { method: 'POST', path: '/api/v1/apply', headers: writeHeaders(front), body: '{}' });
  await begun;
  const closed = front.close(10_000);
  late.end('}');
  expect(await answered).toBe(503);
  finish();
  expect((await applied).status).toBe(200);
  await closed;
});

test('a write that does not end is not waited for for ever', async () => {
  const { link, begun } = linkThatWritesSlowly();
  const front = await openForTest(link);
  const write = { method: 'POST', path: '/api/v1/apply', headers: writeHeaders(front), body: '{}' };
  const applied = ask(front, write).catch((error: NodeJS.ErrnoException) => error.code);
  await begun;
  const start = performance.now();
  await front.close(200);
  expect(performance.now() - start).toBeLessThan(3000);
  expect(await applied).toBe('ECONNRESET');
});
