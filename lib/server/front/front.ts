/**
 * The HTTP front: the only thing that listens, on loopback alone. Every request passes the same gate in the same order:
 * host and origin, session, rate, body; then a route of the table or a built file answers.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ClusterLink, Identity } from '#cluster';
import { WriteProblem } from '#cluster';
import { type Refusal, sendRefusal, sendText } from '../http/answer.ts';
import type { Assets } from '../http/assets.ts';
import { firstScreen } from '../http/first-screen.ts';
import { dataHeaders } from '../http/headers.ts';
import { createRateLimit } from '../http/rate-limit.ts';
import { readJsonBody } from '../http/request-body.ts';
import { allowedHosts, guardRequest } from '../http/request-guard.ts';
import { sendAsset, sendPage } from '../http/send-asset.ts';
import { type EventLoopWatch, watchEventLoop } from '../process/event-loop-watch.ts';
import type { Log } from '../process/log.ts';
import { type WritesInFlight, writesInFlight } from '../process/writes-in-flight.ts';
import type { Exchange, Route } from '../routes/route.ts';
import { createRoutes } from '../routes/routes.ts';
import { createSession, type Session } from '../session/session.ts';
import { SIGN_IN_PAGE, SIGN_IN_POLICY } from '../session/sign-in-page.ts';
import { createStreamHub, type StreamHub } from '../stream/stream-hub.ts';

const MOST_READERS = 256;
const MOST_CONNECTIONS = 1024;
const GOODBYE_MS = 100;

/** Whoever sends slower than this is cut off; Node looks every half minute unless told. */
const LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2000,
};

export interface FrontOptions {
  readonly link: ClusterLink;
  /** For whom this program asks: whoever opened the address that was printed. */
  readonly identity: Identity;
  readonly assets: Assets;
  /** 0 takes any free one. */
  readonly port: number;
  readonly log: Log;
  readonly random: (bytes: number) => Buffer;
  /** Milliseconds that only grow. */
  readonly now: () => number;
}

export interface Front {
  readonly port: number;
  /** The address to print; it carries the token. */
  readonly url: string;
  /** Another address to print; the one before signs nobody in any more. */
  freshUrl(): string;
  /** An address to hand to another program: good once, and for a minute. */
  ticketUrl(): string;
  /** Takes no new writes, waits so long at most for those that run, and then ends everything, the streams last. */
  close(longestMs?: number): Promise<void>;
}

/** Resolves when it listens. Rejects with the system's error (`EADDRINUSE`, `EACCES`) when it cannot. */
export async function openFront(options: FrontOptions): Promise<Front> {
  const server = createServer(LIMITS);
  server.maxConnections = MOST_CONNECTIONS;
  const port = await listen(server, options.port);
  const hub = createStreamHub(options.link);
  const writes = writesInFlight((count) => {
    const message = `waiting for ${count === 1 ? 'a write' : `${count} writes`} to end`;
    options.log.line({ level: 'warn', event: 'ending', message });
  });
  const eventLoop = watchEventLoop(options.now, (ms) => {
    const message = `this program did nothing else for ${Math.round(ms)} ms`;
    options.log.line({ level: 'warn', event: 'blocked', message });
  });
  const session = createSession(port, options.random, options.now);
  const gate: Gate = {
    ...options,
    hub,
    session,
    writes,
    hosts: allowedHosts(port),
    ...routing(options, hub, eventLoop),
  };
  server.on('request', (request, response) => {
    answer(gate, request, response).catch((error: unknown) => fail(gate, response, error));
  });
  const addressWith = (token: string) => `http://127.0.0.1:${port}/?token=${token}`;
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    sendRefusal(response, guardRequest(request, gate.hosts) ?? ODD_EXPECTATION);
  });
  server.on('clientError', refuseUnread);
  return {
    port,
    url: addressWith(session.newToken()),
    freshUrl: () => addressWith(session.newToken()),
    ticketUrl: () => addressWith(session.newTicket()),
    async close(longestMs = 0) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await writes.end(longestMs);
      eventLoop.stop();
      hub.close();
      // What was said last is to arrive; whoever does not take it is cut off.
      const cut = setTimeout(() => server.closeAllConnections(), GOODBYE_MS);
      await closed;
      clearTimeout(cut);
    },
  };
}

/** What could not be read as a request at all is told so by hand, fenced in like every other answer. */
function refuseUnread(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }[error.code ?? ''] ?? 400;
  const headers = Object.entries({ ...dataHeaders, connection: 'close', 'content-length': 0 });
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines}\r\n`);
  // Whoever never closes its own half would keep the connection, and there are not many, for good. To destroy it at
  // once would reset it where something more was sent meanwhile, and the answer could be lost.
  socket.resume();
  const cut = setTimeout(() => socket.destroy(), GOODBYE_MS);
  socket.once('close', () => clearTimeout(cut));
}

interface Gate extends FrontOptions {
  readonly hub: StreamHub;
  readonly session: Session;
  readonly writes: WritesInFlight;
  readonly hosts: ReadonlySet<string>;
  readonly routes: ReadonlyMap<string, Route>;
  readonly take: (rate: Route['rate']) => number;
}

function routing(options: FrontOptions, hub: StreamHub, eventLoop: EventLoopWatch): Pick<Gate, 'routes' | 'take'> {
  const routes = createRoutes(options.link, hub, options.identity, eventLoop);
  const limits = {
    read: createRateLimit(50, 100, options.now),
    preview: createRateLimit(5, 10, options.now),
    write: createRateLimit(1, 10, options.now),
    // What stops a countdown in time must not wait for the writes before it.
    keep: createRateLimit(5, 20, options.now),
  };
  return {
    routes: new Map(routes.map((route) => [`${route.method} ${route.path}`, route])),
    take: (rate) => (rate === 'none' ? 0 : limits[rate].take().waitSeconds),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

async function answer(gate: Gate, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const started = gate.now();
  const [path = '/', query = ''] = splitTarget(request.url ?? '/');
  response.once('finish', () => {
    gate.log.request({ method: request.method, path, status: response.statusCode, ms: gate.now() - started });
  });
  const refusal = guardRequest(request, gate.hosts);
  if (refusal) return sendRefusal(response, refusal);
  const parameters = new URLSearchParams(query);
  if (path === '/' && parameters.has('token')) return signIn(gate, request, response, parameters);
  const route = gate.routes.get(`${request.method === 'HEAD' ? 'GET' : request.method} ${path}`);
  const asker = route?.open ? gate.identity : askerOf(gate, request);
  if (!asker) return askToSignIn(path, response);
  if (route) return runRoute(gate, route, request, { response, asker, query: parameters });
  if (isInterface(path)) return sendRefusal(response, notHere(gate, request, path));
  if (path === '/') return sendTo(response, firstScreen(gate.assets, parameters));
  return sendFile(gate, path, response);
}

/** Undefined for whoever is not signed in. A session stands for one identity; today there is one of both. */
function askerOf({ session, identity }: Gate, request: IncomingMessage): Identity | undefined {
  return session.isSignedIn(request.headers.cookie) ? identity : undefined;
}

function splitTarget(target: string): string[] {
  const at = target.indexOf('?');
  return at < 0 ? [target] : [target.slice(0, at), target.slice(at + 1)];
}

/** The token leaves the address at once; what was to be looked at stays in it. Who is signed in needs no good one. */
function signIn(gate: Gate, request: IncomingMessage, response: ServerResponse, parameters: URLSearchParams): void {
  const isGood = request.method === 'GET' && gate.session.redeem(parameters.get('token'));
  if (!isGood && !gate.session.isSignedIn(request.headers.cookie)) {
    askToSignIn('/', response);
    return;
  }
  parameters.delete('token');
  sendTo(response, firstScreen(gate.assets, parameters), { 'set-cookie': gate.session.cookie() });
}

function sendTo(response: ServerResponse, location: string, more: Record<string, string> = {}): void {
  response.writeHead(303, { ...dataHeaders, ...more, location, 'content-length': 0 });
  response.end();
}

function isInterface(path: string): boolean {
  return path.startsWith('/api/') || path === '/api' || path === '/metrics';
}

function askToSignIn(path: string, response: ServerResponse): void {
  const wantsPage = (response.req.headers.accept ?? '').includes('text/html');
  if (isInterface(path) || !wantsPage) {
    const message = 'Open the address printed at the start: it carries the token of this launch.';
    sendRefusal(response, { status: 401, code: 'signed-out', message });
    return;
  }
  sendText(response, 401, 'text/html; charset=utf-8', SIGN_IN_PAGE, { 'content-security-policy': SIGN_IN_POLICY });
}

function notHere(gate: Gate, request: IncomingMessage, path: string): Refusal {
  const other = gate.routes.get(`${request.method === 'POST' ? 'GET' : 'POST'} ${path}`);
  if (!other) return { status: 404, code: 'not-found', message: 'There is nothing at this path.' };
  return { status: 405, code: 'wrong-method', message: `Use ${other.method}.`, headers: { allow: other.method } };
}

async function runRoute(
  gate: Gate,
  route: Route,
  request: IncomingMessage,
  asked: Pick<Exchange, 'response' | 'asker' | 'query'>,
): Promise<void> {
  const { response, query } = asked;
  const odd = route.open ? undefined : oddParameter(route, query);
  if (odd) return sendRefusal(response, odd);
  const waitSeconds = gate.take(route.rate);
  if (waitSeconds > 0) return sendRefusal(response, tooOften(waitSeconds));
  if (route.path === '/api/v1/stream' && gate.hub.readers >= MOST_READERS) return sendRefusal(response, tooOften(5));
  if (route.method === 'GET') return route.handle({ ...asked, request, body: undefined });
  const read = await readJsonBody(request, route.bodyLimit);
  if ('refusal' in read) return sendRefusal(response, read.refusal);
  const handle = () => route.handle({ ...asked, request, body: read.value });
  if (route.rate !== 'write' && route.rate !== 'keep') return handle();
  if (!(await gate.writes.run(response, handle))) sendRefusal(response, ENDING);
}

const ODD_EXPECTATION: Refusal = {
  status: 417,
  code: 'wrong-expectation',
  message: 'Only 100-continue may be expected here.',
};

const ENDING: Refusal = { status: 503, code: 'ending', message: 'This program is ending and writes nothing any more.' };

/** A parameter that means nothing here was meant to mean something, and so was the second of one name. */
function oddParameter({ parameters = [] }: Route, query: URLSearchParams): Refusal | undefined {
  const names = [...query.keys()];
  const odd = names.find((name, index) => !parameters.includes(name) || names.indexOf(name) < index);
  if (odd === undefined) return undefined;
  const known = parameters.length > 0 ? `known is, once, ${parameters.join(', ')}` : 'there are no parameters';
  return { status: 400, code: 'bad-request', message: `"${odd.slice(0, 100)}" means nothing here: ${known}.` };
}

function tooOften(seconds: number): Refusal {
  const message = `Too many requests; try again in ${seconds} s.`;
  return { status: 429, code: 'too-often', message, headers: { 'retry-after': String(seconds) } };
}

async function sendFile(gate: Gate, path: string, response: ServerResponse): Promise<void> {
  if (response.req.method === 'POST') {
    return sendRefusal(response, { status: 405, code: 'wrong-method', message: 'Use GET.', headers: { allow: 'GET' } });
  }
  const asset = gate.assets.find(path);
  const nonce = () => gate.random(16).toString('base64');
  if (asset) return asset.isPage ? sendPage(response, asset, nonce()) : sendAsset(response, asset);
  const page = gate.assets.notFoundPage;
  if (page) return sendPage(response, page, nonce(), 404);
  return sendRefusal(response, { status: 404, code: 'not-found', message: 'There is nothing at this path.' });
}

/** What the writer rejects has a sentence for the person; anything else is ours and goes to the log alone. */
function fail(gate: Gate, response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  if (error instanceof WriteProblem) {
    sendRefusal(response, { status: error.status, code: error.code, message: error.message });
    return;
  }
  gate.log.failure('request-failed', error);
  sendRefusal(response, { status: 500, code: 'internal', message: 'The server failed here; its log says how.' });
}
