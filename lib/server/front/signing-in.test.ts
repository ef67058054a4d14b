import { request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import type { Log } from '../process/log.ts';
import { createFakeLink } from '../testing/fake-link.ts';
import { ask, type OpenFrontForTest, openForTest, signIn, writeHeaders } from '../testing/front-harness.ts';

let open: OpenFrontForTest | undefined;
afterEach(() => open?.close());

async function start(more: Parameters<typeof openForTest>[1] = {}) {
  open = await openForTest(createFakeLink(), more);
  return open;
}

const HOUR = 3_600_000;

async function stateFor(front: OpenFrontForTest, headers: Record<string, string>): Promise<number> {
  return (await ask(front, { path: '/api/v1/state', headers })).status;
}

const bearer = (key = '') => ({ authorization: `Bearer ${key}` });

test('without a key all data answers 401 and says how to come in; pages hold nothing and are for everyone', async () => {
  const front = await start();
  for (const path of ['/api/v1/state', '/api/v1/stream', '/api/v1/history', '/metrics', '/api/v1/openapi.json']) {
    const { status, text } = await ask(front, { path });
    expect([path, status]).toEqual([path, 401]);
    expect(text).toContain(`kill -USR2 ${process.pid}`);
  }
  for (const path of ['/map', '/_next/static/a.js', '/healthz']) expect((await ask(front, { path })).status).toBe(200);
});

test('no cookie is set, and none counts', async () => {
  const front = await start();
  const key = front.authorization.slice('Bearer '.length);
  for (const path of ['/', '/map', '/api/v1/state', `/?token=${key}`]) {
    const { headers } = await ask(front, { path, headers: { authorization: front.authorization } });
    expect([path, headers['set-cookie']]).toEqual([path, undefined]);
  }
  for (const cookie of [`netpol_${front.port}_sid=${key}`, `authorization=Bearer ${key}`, key]) {
    expect(await stateFor(front, { cookie })).toBe(401);
  }
});

test.each(['', 'Bearer ', 'Bearer x', 'Basic KEY', 'KEY', 'Bearer KEYx', 'Bearer KEY, Bearer KEY'])(
  'the header "%s" lets nobody in',
  async (template) => {
    const front = await start();
    const authorization = template.replaceAll('KEY', front.authorization.slice('Bearer '.length));
    expect(await stateFor(front, { authorization })).toBe(401);
  },
);

test('a key in the query is none, and neither is a token', async () => {
  const front = await start();
  const { token } = front.addresses;
  for (const path of [`/api/v1/state?key=${token}`, `/api/v1/state?token=${token}`]) {
    expect((await ask(front, { path })).status).toBe(401);
  }
});

test('every sign-in makes a key of its own; whoever comes again gets another and the one before ends', async () => {
  const front = await start();
  const { url } = front.addresses;
  const other = await signIn(front, url);
  const again = await signIn(front, url, `Bearer ${other.key}`);
  expect(new Set([front.authorization, bearer(other.key).authorization, bearer(again.key).authorization]).size).toBe(3);
  expect(await stateFor(front, { authorization: front.authorization })).toBe(200);
  expect([await stateFor(front, bearer(other.key)), await stateFor(front, bearer(again.key))]).toEqual([401, 200]);
});

test('the printed address ends half an hour after it was printed, two minutes after it let somebody in', async () => {
  let minutes = 0;
  const front = await start({ now: () => minutes * 60_000 });
  const status = async (url: string) => (await signIn(front, url)).status;
  minutes = 1.9;
  expect(await status(front.addresses.url)).toBe(200);
  minutes = 4;
  expect(await status(front.addresses.url)).toBe(401);
  const unused = front.renew().url;
  minutes += 29.9;
  expect(await status(unused)).toBe(200);
  minutes += 0.2;
  expect(await status(unused)).toBe(401);
});

test('an address handed to another program signs in once, within a minute, and ends the printed one', async () => {
  let seconds = 0;
  const front = await start({ now: () => seconds * 1000 });
  const status = async (url: string) => (await signIn(front, url)).status;
  const ticket = front.ticketUrl();
  expect([await status(ticket), await status(ticket), await status(front.addresses.url)]).toEqual([200, 401, 401]);
  const late = front.ticketUrl();
  seconds = 61;
  expect(await status(late)).toBe(401);
});

test('a session ends half a day after it was last used, and a week after it began', async () => {
  let at = 0;
  const front = await start({ now: () => at });
  const { authorization } = front;
  for (; at < 7 * 24 * HOUR; at += 11 * HOUR) expect([at, await stateFor(front, { authorization })]).toEqual([at, 200]);
  expect(await stateFor(front, { authorization })).toBe(401);
  const fresh = bearer((await signIn(front, front.renew().url)).key);
  at += 13 * HOUR;
  expect(await stateFor(front, fresh)).toBe(401);
});

test('the token of scripts has an age of its own', async () => {
  let at = 0;
  const front = await start({ now: () => at });
  const script = bearer(front.addresses.token);
  for (; at < 30 * 24 * HOUR; at += 23 * HOUR) expect([at, await stateFor(front, script)]).toEqual([at, 200]);
  expect(await stateFor(front, script)).toBe(401);
});

test('new addresses end every session, the token and the ticket before, open streams too', async () => {
  const front = await start();
  const { url, token } = front.addresses;
  const ticket = front.ticketUrl();
  const ended = streamEnds(front, front.authorization);
  const scriptEnded = streamEnds(front, `Bearer ${token}`);
  await Promise.all([ended.begun, scriptEnded.begun]);
  const fresh = front.renew();
  await Promise.all([ended.over, scriptEnded.over]);
  expect(await stateFor(front, { authorization: front.authorization })).toBe(401);
  expect(await stateFor(front, bearer(token))).toBe(401);
  expect([(await signIn(front, url)).status, (await signIn(front, ticket)).status]).toEqual([401, 401]);
  expect([(await signIn(front, fresh.url)).status, await stateFor(front, bearer(fresh.token))]).toEqual([200, 200]);
});

test('signing out ends one session and its streams, or every one and the addresses', async () => {
  const front = await start();
  const { url, token } = front.addresses;
  const other = bearer((await signIn(front, url)).key);
  const out = (everywhere: unknown, authorization: string) => {
    const headers = { ...writeHeaders(front), authorization };
    return ask(front, { method: 'POST', path: '/api/v1/sign-out', headers, body: JSON.stringify({ everywhere }) });
  };
  expect((await out('yes', other.authorization)).status).toBe(400);
  const stream = streamEnds(front, other.authorization);
  await stream.begun;
  expect((await out(false, other.authorization)).status).toBe(200);
  await stream.over;
  expect([await stateFor(front, other), await stateFor(front, { authorization: front.authorization })]).toEqual([
    401, 200,
  ]);
  expect((await out(true, front.authorization)).status).toBe(200);
  expect(await stateFor(front, { authorization: front.authorization })).toBe(401);
  expect([await stateFor(front, bearer(token)), (await signIn(front, url)).status]).toEqual([401, 401]);
});

test('nobody signs in by a wrong token, from another site, or by a form', async () => {
  const front = await start();
  expect((await signIn(front, 'http://x/#token=x')).status).toBe(401);
  expect((await signIn(front, 'http://x/')).status).toBe(400);
  const token = new URL(front.addresses.url).hash.slice('#token='.length);
  for (const change of [
    { 'sec-fetch-site': 'same-site' },
    { origin: 'http://127.0.0.1:1' },
    { 'content-type': 'text/plain' },
    { 'x-netpol-studio': '' },
  ]) {
    const headers = Object.assign(writeHeaders(front), change);
    const { status } = await ask(front, {
      method: 'POST',
      path: '/api/v1/sign-in',
      headers,
      body: `{"token":"${token}"}`,
    });
    expect([change, [403, 415].includes(status)]).toEqual([change, true]);
  }
});

test('neither token nor key is logged', async () => {
  const lines: unknown[] = [];
  const log: Log = { request: (line) => lines.push(line), line: () => {}, failure: () => {} };
  const front = await start({ log });
  await stateFor(front, { authorization: front.authorization });
  expect(lines).toContainEqual(expect.objectContaining({ path: '/api/v1/state', status: 200 }));
  for (const secret of [
    front.authorization.slice(7),
    front.addresses.token,
    new URL(front.addresses.url).hash.slice(7),
  ])
    expect(JSON.stringify(lines)).not.toContain(secret);
});

test('a shared view survives the way to the first screen', async () => {
  const front = await start();
  const { status, headers } = await ask(front, { path: '/?select=namespace%3Aui' });
  expect([status, headers.location]).toEqual([303, '/map?select=namespace%3Aui']);
});

function streamEnds(front: OpenFrontForTest, authorization: string) {
  const sent = request({ port: front.port, host: '127.0.0.1', path: '/api/v1/stream', headers: { authorization } });
  const begun = new Promise<void>((resolve) => sent.once('response', () => resolve()));
  const over = new Promise<void>((resolve) => {
    sent.once('response', (response) =>
      response
        .resume()
        .once('close', resolve)
        .once('error', () => undefined),
    );
  });
  sent.end();
  return { begun, over };
}
