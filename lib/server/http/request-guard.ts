/**
 * What every request must satisfy before anything else looks at it: it names this server as its host, and when a web
 * page made it, that page is ours. Trust is never derived from Origin being equal to Host: a rebound name has both.
 */

import type { IncomingMessage } from 'node:http';
import type { HttpRefusal } from './answer.ts';

const LONGEST_QUERY = 2048;

/** The name of our own always; those that lead to either kind of loopback address only where both are ours. */
export function allowedHosts(port: number, hostName: string, onBoth: boolean): ReadonlySet<string> {
  const names = ['127.0.0.1', hostName, ...(onBoth ? ['localhost', '[::1]'] : [])];
  return new Set(names.map((name) => `${name}:${port}`));
}

/** Data, as opposed to pages. */
export function isInterface(path: string): boolean {
  return path.startsWith('/api/') || path === '/api' || path === '/metrics';
}

/** Undefined when the request may go on. */
export function guardRequest(request: IncomingMessage, hosts: ReadonlySet<string>): HttpRefusal | undefined {
  return guardHost(request, hosts) ?? guardTarget(request) ?? guardSite(request, hosts) ?? guardWrite(request, hosts);
}

function guardHost(request: IncomingMessage, hosts: ReadonlySet<string>): HttpRefusal | undefined {
  const named = valuesOf(request, 'host');
  if (named.length === 1 && hosts.has(named[0] ?? '')) return undefined;
  return { status: 421, code: 'wrong-host', message: 'This server answers only to its own loopback address.' };
}

function guardTarget(request: IncomingMessage): HttpRefusal | undefined {
  const target = request.url ?? '';
  if (!target.startsWith('/') || target.startsWith('//') || target.includes('\\')) {
    return { status: 400, code: 'wrong-target', message: 'The request target must be a path.' };
  }
  const query = target.indexOf('?');
  if (query >= 0 && target.length - query > LONGEST_QUERY) {
    return { status: 414, code: 'too-long', message: 'The query is too long.' };
  }
  return undefined;
}

/** Browsers say where a request comes from; scripts say nothing and are held by their token alone. */
function guardSite(request: IncomingMessage, hosts: ReadonlySet<string>): HttpRefusal | undefined {
  const site = request.headers['sec-fetch-site'];
  const isOurs = site === undefined || site === 'same-origin' || site === 'none';
  if (request.headers['sec-fetch-mode'] === 'navigate' && isInterface(pathOf(request))) return NO_PAGE;
  if (!isOurs && !isOpenedPage(request)) return foreign();
  const origin = request.headers.origin;
  if (origin !== undefined && !isOwnOrigin(origin, hosts)) return foreign();
  return undefined;
}

/** A link followed from elsewhere: harmless, for pages have no side effects and cannot be framed. */
function isOpenedPage(request: IncomingMessage): boolean {
  return (
    request.method === 'GET' &&
    request.headers['sec-fetch-mode'] === 'navigate' &&
    request.headers['sec-fetch-dest'] === 'document'
  );
}

function isOwnOrigin(origin: string, hosts: ReadonlySet<string>): boolean {
  return origin.startsWith('http://') && hosts.has(origin.slice('http://'.length));
}

const NO_PAGE: HttpRefusal = {
  status: 403,
  code: 'not-a-page',
  message: 'This is data for programs and no page to open.',
};

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}

function foreign(): HttpRefusal {
  return { status: 403, code: 'foreign-site', message: 'Another site may not use this server.' };
}

/** Neither a form nor an image can set a content type of JSON or a header of its own. */
function guardWrite(request: IncomingMessage, hosts: ReadonlySet<string>): HttpRefusal | undefined {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  if (request.method !== 'POST') {
    return { status: 405, code: 'wrong-method', message: 'Only GET, HEAD and POST are answered here.' };
  }
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    return { status: 415, code: 'not-json', message: 'The body must be application/json.' };
  }
  if (request.headers['x-netpol-studio'] !== '1') {
    return { status: 403, code: 'header-missing', message: 'The header x-netpol-studio: 1 is missing.' };
  }
  const origin = request.headers.origin;
  return origin !== undefined && !isOwnOrigin(origin, hosts) ? foreign() : undefined;
}

/** Node keeps only the first of several Host headers; the raw list has them all. */
function valuesOf(request: IncomingMessage, name: string): string[] {
  return request.rawHeaders.filter(
    (_, index) => index % 2 === 1 && request.rawHeaders[index - 1]?.toLowerCase() === name,
  );
}
