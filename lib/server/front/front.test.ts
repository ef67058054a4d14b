import { randomBytes } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { newHostName } from '../session/host-name.ts';
import { createFakeLink, type FakeLink } from '../testing/fake-link.ts';
import { ask, type OpenFrontForTest, openForTest, writeHeaders } from '../testing/front-harness.ts';

let open: OpenFrontForTest | undefined;
afterEach(() => open?.close());

async function start(link: FakeLink = createFakeLink(), more: Parameters<typeof openForTest>[1] = {}) {
  open = await openForTest(link, more);
  return open;
}

const READS = [
  '/',
  '/map',
  '/policies',
  '/icon.svg',
  '/_next/static/a.js',
  '/api/v1/state',
  '/api/v1/stream',
  '/metrics',
  '/healthz',
];
const WRITES = ['/api/v1/preview', '/api/v1/apply', '/api/v1/undo', '/api/v1/keep', '/api/v1/retry'];

describe('host', () => {
  test.each([
    ['evil.example'],
    ['localhost.evil.example:PORT'],
    ['127.0.0.1.nip.io:PORT'],
    ['LOCALHOST:PORT'],
    ['127.0.0.1'],
    ['127.0.0.1:1'],
  ])('a request for %s is refused on every path', async (template) => {
    const front = await start();
    const host = template.replace('PORT', String(front.port));
    for (const path of [...READS, ...WRITES]) {
      const { status } = await ask(front, { path, headers: { host, authorization: front.authorization } });
      expect([path, status]).toEqual([path, 421]);
    }
  });

  test.each(['127.0.0.1:PORT', 'localhost:PORT', '[::1]:PORT'])('%s is ours', async (template) => {
    const front = await start();
    const host = template.replace('PORT', String(front.port));
    expect((await ask(front, { headers: { host } })).status).toBe(200);
  });

  test('of the names below localhost only the one that was printed is ours', async () => {
    const front = await start();
    const { host } = new URL(front.addresses.url);
    expect(host).toMatch(/^np-[a-z2-7]{32}\.localhost:\d+$/);
    expect((await ask(front, { headers: { host } })).status).toBe(200);
    expect((await ask(front, { headers: { host: host.toUpperCase() } })).status).toBe(421);
    const other = `${newHostName(randomBytes)}:${front.port}`;
    expect((await ask(front, { headers: { host: other } })).status).toBe(421);
  });

  test('two Host headers, and a whole address as target, are refused', async () => {
    const front = await start();
    const host = `Host: 127.0.0.1:${front.port}`;
    expect(await raw(front.port, `GET / HTTP/1.1\r\n${host}\r\nHost: evil.example\r\n\r\n`)).toMatch(/^HTTP\/1.1 4/);
    expect(await raw(front.port, `GET http://evil.example/ HTTP/1.1\r\n${host}\r\n\r\n`)).toMatch(/^HTTP\/1.1 400/);
    expect(await raw(front.port, `GET //evil.example/ HTTP/1.1\r\n${host}\r\n\r\n`)).toMatch(/^HTTP\/1.1 400/);
    expect(await raw(front.port, 'GET / HTTP/1.1\r\nHost:\r\n\r\n')).toMatch(/^HTTP\/1.1 421/);
    expect(await raw(front.port, 'GET / HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1.1 400/);
  });
});

describe('other sites', () => {
  test.each([
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'text/plain' },
    { 'x-netpol-studio': '' },
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('a write with %o is refused and reaches nobody', async (change) => {
    const link = createFakeLink();
    const front = await start(link);
    for (const path of WRITES) {
      const headers = Object.assign(writeHeaders(front), change);
      const { status } = await ask(front, { method: 'POST', path, headers, body: '{}' });
      expect([path, [403, 415].includes(status)]).toEqual([path, true]);
    }
    expect(link.asked).toEqual([]);
  });

  test('data cannot be fetched from another site, yet a link to a page may be followed', async () => {
    const front = await start();
    const headers = { authorization: front.authorization, 'sec-fetch-site': 'cross-site' };
    expect((await ask(front, { path: '/api/v1/state', headers })).status).toBe(403);
    const followed = { ...headers, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect((await ask(front, { path: '/map', headers: followed })).status).toBe(200);
    const link = { ...followed, authorization: front.authorization };
    expect((await ask(front, { path: '/api/v1/connections', headers: link })).status).toBe(403);
    const typed = { ...link, 'sec-fetch-site': 'none' };
    expect((await ask(front, { path: '/api/v1/connections', headers: typed })).status).toBe(403);
  });
});

describe('what no browser would send', () => {
  test.each(['OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'])(
    '%s is refused on every path',
    async (method) => {
      const link = createFakeLink();
      const front = await start(link);
      for (const path of [...READS, ...WRITES]) {
        const { status, headers } = await ask(front, { method, path, headers: writeHeaders(front) });
        expect([path, status, headers['access-control-allow-methods']]).toEqual([path, 405, undefined]);
      }
      expect(link.asked).toEqual([]);
    },
  );

  test('HEAD is GET without a body; a write by GET, or by another method that is only named, is none', async () => {
    const link = createFakeLink();
    const front = await start(link);
    const head = await ask(front, {
      method: 'HEAD',
      path: '/api/v1/state',
      headers: { authorization: front.authorization },
    });
    expect([head.status, head.text]).toEqual([200, '']);
    const stream = await ask(front, {
      method: 'HEAD',
      path: '/api/v1/stream',
      headers: { authorization: front.authorization },
    });
    expect([stream.status, stream.headers['content-type'], link.listeners]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
      0,
    ]);
    for (const path of WRITES) {
      const headers = { ...writeHeaders(front), 'x-http-method-override': 'POST' };
      expect((await ask(front, { path, headers })).status).toBe(405);
    }
    expect(link.asked).toEqual([]);
  });

  test('an upgrade is not made, and a foreign one is refused', async () => {
    const front = await start();
    const upgrade =
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n\r\n';
    const from = (host: string, more = '') => `GET /api/v1/state HTTP/1.1\r\nHost: ${host}\r\n${more}${upgrade}`;
    const ours = `127.0.0.1:${front.port}`;
    expect(await raw(front.port, from(ours, `Authorization: ${front.authorization}\r\n`))).toMatch(/^HTTP\/1.1 200/);
    expect(
      await raw(front.port, from(ours, `Authorization: ${front.authorization}\r\nOrigin: http://evil.example\r\n`)),
    ).toMatch(/^HTTP\/1.1 403/);
    expect(await raw(front.port, from('evil.example'))).toMatch(/^HTTP\/1.1 421/);
  });

  test('what cannot be read as a request is refused with the headers that fence every answer in', async () => {
    const front = await start();
    const ours = `Host: 127.0.0.1:${front.port}\r\n`;
    const two = 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n';
    for (const [bytes, status] of [
      [`POST /api/v1/apply HTTP/1.1\r\n${ours}${two}`, 400],
      [`GET / HTTP/1.1\r\n${ours}X: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
      ['\u0016\u0003\u0001', 400],
      [`POST /api/v1/apply HTTP/1.1\r\n${ours}Expect: something\r\nContent-Length: 2\r\n\r\n`, 403],
      [`GET / HTTP/1.1\r\n${ours}Expect: something\r\n\r\n`, 417],
    ] as const) {
      const answer = await raw(front.port, bytes);
      expect(answer).toMatch(
        new RegExp(`^HTTP/1.1 ${bytes.includes('Expect') && status === 403 ? '4\\d\\d' : status}`),
      );
      expect(answer).toContain("frame-ancestors 'none'");
    }
  });

  test('a parameter of the query that means nothing is said to', async () => {
    const front = await start();
    const { status, text } = await ask(front, {
      path: '/api/v1/state?x=1',
      headers: { authorization: front.authorization },
    });
    expect([status, JSON.parse(text).error.message]).toEqual([400, '"x" means nothing here: there are no parameters.']);
  });

  test('whoever sends a request in drops is cut off', { timeout: 20_000 }, async () => {
    const front = await start();
    const began = Date.now();
    const answer = await raw(front.port, 'GET / HTTP/1.1\r\nHost: 127');
    expect(answer).toMatch(/^HTTP\/1.1 408/);
    expect(Date.now() - began).toBeLessThan(15_000);
  });

  test('whoever was refused and never closes is cut off', async () => {
    const front = await start();
    const sockets: Socket[] = [];
    const note = (message: unknown) => sockets.push((message as { socket: Socket }).socket);
    subscribe('net.server.socket', note);
    const client = connect({ port: front.port, host: '127.0.0.1', allowHalfOpen: true });
    client.write('NONSENSE\r\n\r\n');
    const [answer] = await once(client, 'data');
    unsubscribe('net.server.socket', note);
    expect(String(answer)).toMatch(/^HTTP\/1.1 400/);
    expect(sockets).toHaveLength(1);
    await vi.waitUntil(() => sockets.every(({ destroyed }) => destroyed), { timeout: 10_000 });
    expect(client.writable).toBe(true);
    client.destroy();
  });
});

describe('answers', () => {
  test('every answer carries the headers that fence it in', async () => {
    const front = await start();
    for (const path of READS.filter((path) => path !== '/api/v1/stream').concat('/nowhere', '/api/nowhere')) {
      const { headers } = await ask(front, { path, headers: { authorization: front.authorization } });
      expect([path, headers['content-security-policy']]).toEqual([
        path,
        expect.stringContaining("frame-ancestors 'none'"),
      ]);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  test('each page has a nonce of its own, on its scripts and in its policy', async () => {
    const front = await start();
    const nonces = new Set<string>();
    for (let time = 0; time < 2; time++) {
      const { text, headers } = await ask(front, { headers: { authorization: front.authorization } });
      const nonce = /nonce="([^"]+)"/.exec(text)?.[1] ?? '';
      expect(text.split(`nonce="${nonce}"`)).toHaveLength(5);
      expect(headers['content-security-policy']).toContain(`'nonce-${nonce}' 'strict-dynamic'`);
      expect(headers['content-security-policy']).toContain("require-trusted-types-for 'script'");
      expect(text.indexOf('trustedTypes')).toBeLessThan(text.indexOf('/a.js'));
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(2);
  });

  test('built files come in the smallest form the client reads and are kept for ever', async () => {
    const front = await start();
    const get = (encoding: string) =>
      ask(front, {
        path: '/_next/static/a.js',
        headers: { authorization: front.authorization, 'accept-encoding': encoding },
      });
    expect((await get('gzip, deflate, br')).text).toBe('brotli');
    expect((await get('gzip, br;q=0')).text).toBe('gzip');
    const plain = await get('identity');
    expect(plain.text).toBe('console.log(1)');
    expect(plain.headers['cache-control']).toContain('immutable');
    const again = { authorization: front.authorization, 'if-none-match': plain.headers.etag ?? '' };
    expect((await ask(front, { path: '/_next/static/a.js', headers: again })).status).toBe(304);
  });

  test('an unknown page answers 404 with the page for it; no path leads out of the build', async () => {
    const front = await start();
    const headers = { authorization: front.authorization };
    expect((await ask(front, { path: '/nowhere', headers })).text).toContain('Not here');
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/_next/static/../../package.json']) {
      expect((await ask(front, { path, headers })).status).toBe(404);
    }
  });

  test('the state of each kind is told before any cluster was reached', async () => {
    const front = await start();
    const { status, text } = await ask(front, {
      path: '/api/v1/state',
      headers: { authorization: front.authorization },
    });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      revision: 0,
      kinds: { pods: { state: 'connecting', ageMs: null, count: 0 } },
    });
  });
});

/** What comes back to bytes written by hand. */
function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.once('data', (data) => {
      resolve(data.toString());
      socket.destroy();
    });
    socket.once('error', reject);
  });
}
