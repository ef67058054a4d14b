/** Opens a front on a free port for a test, and speaks raw HTTP to it: fetch would not send what an attacker sends. */

import { randomBytes } from 'node:crypto';
import { type IncomingHttpHeaders, request } from 'node:http';
import type { ClusterLink, Identity } from '#cluster';
import { type Front, openFront } from '../front/front.ts';
import { assetsOf } from '../http/assets.ts';
import type { Log } from '../process/log.ts';
import { newHostName } from '../session/host-name.ts';

const silentLog: Log = { request: () => {}, line: () => {}, failure: () => {} };

const FILES = new Map([
  [
    '/map.html',
    '<!doctype html><head><link rel="preload" as="script" href="/a.js"><script src="/a.js"></script><script>1</script>',
  ],
  ['/policies.html', '<!doctype html><title>Policies</title>'],
  ['/404.html', '<!doctype html><title>Not here</title>'],
  ['/_next/static/a.js', 'console.log(1)'],
  ['/_next/static/a.js.br', 'brotli'],
  ['/_next/static/a.js.gz', 'gzip'],
  ['/icon.svg', '<svg/>'],
]);

/** Of a link that asks no cluster: nothing is sent by its connection. */
export function identityFor(readOnly: boolean): Identity {
  const refuse = () => Promise.reject(new Error('nothing is asked of a cluster here'));
  const transport = { request: refuse, stream: refuse, close: async () => undefined };
  const named = { name: 'test', context: 'test', server: 'https://127.0.0.1:1', namespace: 'default' };
  const safety = { tls: 'verified', warnings: [] } as const;
  const connection = { ...named, ...safety, transport, pin: refuse, watch: () => () => undefined };
  return { id: 'test', readOnly, connection };
}

export interface OpenFrontForTest extends Front {
  /** The header by which a browser that signed in is known. */
  readonly authorization: string;
}

export async function openForTest(
  link: ClusterLink,
  { readOnly = false, ...more }: { readOnly?: boolean; identity?: Identity; log?: Log; now?: () => number } = {},
): Promise<OpenFrontForTest> {
  const assets = assetsOf(new Map([...FILES].map(([path, text]) => [path, Buffer.from(text)])));
  const front = await openFront({
    link,
    identity: identityFor(readOnly),
    assets,
    port: 0,
    log: silentLog,
    random: randomBytes,
    hostName: newHostName(randomBytes),
    now: () => performance.now(),
    ...more,
  });
  return { ...front, authorization: `Bearer ${(await signIn(front, front.addresses.url)).key}` };
}

/** As the page does that was opened at this address; without a key where it lets nobody in. */
export async function signIn(
  front: Pick<Front, 'port'>,
  url: string,
  authorization = '',
): Promise<{ readonly status: number; readonly key?: string }> {
  const body = JSON.stringify({ token: new URLSearchParams(new URL(url).hash.slice(1)).get('token') });
  const headers = { 'content-type': 'application/json', 'x-netpol-studio': '1', authorization };
  const { status, text } = await ask(front, { method: 'POST', path: '/api/v1/sign-in', headers, body });
  return { status, ...(status === 200 ? JSON.parse(text) : {}) };
}

export interface Ask {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
}

export interface Heard {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export function ask(
  front: Pick<Front, 'port'>,
  { method = 'GET', path = '/map', headers = {}, body }: Ask,
): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const host = `127.0.0.1:${front.port}`;
    const sent = request(
      { port: front.port, host: '127.0.0.1', method, path, headers: { host, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

/** Headers of a write as our own page sends it. */
export function writeHeaders(front: OpenFrontForTest): Record<string, string> {
  return {
    authorization: front.authorization,
    'content-type': 'application/json',
    'x-netpol-studio': '1',
    origin: `http://127.0.0.1:${front.port}`,
    'sec-fetch-site': 'same-origin',
  };
}
