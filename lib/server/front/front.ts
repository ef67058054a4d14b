/**
 * The HTTP front: the only thing that listens, on loopback alone. Every request passes the same gate in the same order:
 * host and origin, session, rate, body; then a route of the table or a built file answers.
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ClusterLink, Identity } from '#cluster';
import { WriteProblem } from '#cluster';
import { type HttpRefusal, sendRefusal } from '../http/answer.ts';
import type { Assets } from '../http/assets.ts';
import { firstScreen } from '../http/first-screen.ts';
import { dataHeaders } from '../http/headers.ts';
import { createRateLimit } from '../http/rate-limit.ts';
import { readJsonBody } from '../http/request-body.ts';
import { allowedHosts, guardRequest, isInterface } from '../http/request-guard.ts';
import { sendAsset, sendPage } from '../http/send-asset.ts';
import { watchEventLoop } from '../process/event-loop-watch.ts';
import type { Log } from '../process/log.ts';
import { type WritesInFlight, writesInFlight } from '../process/writes-in-flight.ts';
import type { Exchange, HttpRoute } from '../routes/route.ts';
import { createRoutes } from '../routes/routes.ts';
import { notLetIn, sessionRoutes } from '../routes/session-routes.ts';
import type { Random } from '../session/secret.ts';
import { createSessions, type Session, type Sessions } from '../session/sessions.ts';
import { signInTokens } from '../session/sign-in-tokens.ts';
import { createStreamHub, type StreamHub } from '../stream/stream-hub.ts';
import { listenOnLoopback } from './listen.ts';
import { refuseUnread } from './refuse-unread.ts';

const MOST_READERS = 256;
const MOST_CONNECTIONS = 1024;
const GOODBYE_MS = 100;
const SWEEP_MS = 60_000;

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
  readonly random: Random;
  /** `np-….localhost`: see session/host-name.ts. */
  readonly hostName: string;
  /** Milliseconds that only grow. */
  readonly now: () => number;
}

/** What is printed: where to go, and with what. */
export interface Addresses {
  /** For a browser; its fragment carries a token to sign in with. */
  readonly url: string;
  /** The same for a browser that does not know its own name for this machine. */
  readonly plainUrl: string;
  /** For scripts, which send `authorization: Bearer TOKEN`. */
  readonly api: string;
  readonly token: string;
}

export interface Front {
  readonly port: number;
  readonly addresses: Addresses;
  /** Ends every session and gives new addresses; those before sign nobody in any more. */
  renew(): Addresses;
  /** An address to hand to another program: good once, and for a minute. */
  ticketUrl(): string;
  /** Takes no new writes, waits so long at most for those that run, and then ends everything, the streams last. */
  close(longestMs?: number): Promise<void>;
}

/** Resolves when it listens. Rejects with the system's error (`EADDRINUSE`, `EACCES`) when it cannot. */
export async function openFront(options: FrontOptions): Promise<Front> {
  const server = createServer(LIMITS);
  server.maxConnections = MOST_CONNECTIONS;
  const listening = await listenOnLoopback(server, options.port);
  const { port, onBoth } = listening;
  const hub = createStreamHub(options.link);
  const writes = writesInFlight((count) => {
    const message = `waiting for ${count === 1 ? 'a write' : `${count} writes`} to end`;
    options.log.line({ level: 'warn', event: 'ending', message });
  });
  const eventLoop = watchEventLoop(options.now, (ms) => {
    const message = `this program did nothing else for ${Math.round(ms)} ms`;
    options.log.line({ level: 'warn', event: 'blocked', message });
  });
  const tokens = signInTokens(options.random, options.now);
  const sessions = createSessions(options.random, options.now);
  const sweeping = setInterval(() => sessions.sweep(), SWEEP_MS).unref();
  const routes = createRoutes(options.link, hub, options.identity, eventLoop, sessionRoutes(sessions, tokens));
  const gate: Gate = {
    ...options,
    hub,
    sessions,
    writes,
    hosts: allowedHosts(port, options.hostName, onBoth),
    ...routing(options, routes),
  };
  server.on('request', (request, response) => {
    answer(gate, request, response).catch((error: unknown) => fail(gate, response, error));
  });
  const addressWith = (token: string, host = options.hostName) => `http://${host}:${port}/#token=${token}`;
  const addresses = (): Addresses => {
    const token = tokens.newToken();
    return {
      url: addressWith(token),
      plainUrl: addressWith(token, '127.0.0.1'),
      api: `http://127.0.0.1:${port}`,
      token: sessions.begin('script'),
    };
  };
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    sendRefusal(response, guardRequest(request, gate.hosts) ?? ODD_EXPECTATION);
  });
  server.on('clientError', refuseUnread);
  return {
    port,
    addresses: addresses(),
    renew() {
      tokens.endAll();
      sessions.endAll();
      return addresses();
    },
    ticketUrl: () => addressWith(tokens.newTicket()),
    async close(longestMs = 0) {
      const closed = listening.close();
      await writes.end(longestMs);
      clearInterval(sweeping);
      eventLoop.stop();
      hub.close();
      // What was said last is to arrive; whoever does not take it is cut off.
      const cut = setTimeout(() => server.closeAllConnections(), GOODBYE_MS);
      await closed;
      clearTimeout(cut);
    },
  };
}

interface Gate extends FrontOptions {
  readonly hub: StreamHub;
  readonly sessions: Sessions;
  readonly writes: WritesInFlight;
  readonly hosts: ReadonlySet<string>;
  readonly routes: ReadonlyMap<string, HttpRoute>;
  readonly take: (rate: HttpRoute['rate']) => number;
}

function routing(options: FrontOptions, routes: readonly HttpRoute[]): Pick<Gate, 'routes' | 'take'> {
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

async function answer(gate: Gate, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const started = gate.now();
  const [path = '/', query = ''] = splitTarget(request.url ?? '/');
  response.once('finish', () => {
    gate.log.request({ method: request.method, path, status: response.statusCode, ms: gate.now() - started });
  });
  const refusal = guardRequest(request, gate.hosts);
  if (refusal) return sendRefusal(response, refusal);
  const parameters = new URLSearchParams(query);
  const route = gate.routes.get(`${request.method === 'HEAD' ? 'GET' : request.method} ${path}`);
  const session = gate.sessions.find(request.headers.authorization);
  // The pages are the same for everyone and hold nothing of the cluster: they come before anybody is let in.
  if (!session && isInterface(path) && !route?.open) return sendRefusal(response, notLetIn());
  if (session && route?.path === STREAM) endWith(session, response);
  // A session stands for one identity; today there is one for all.
  if (route) return runRoute(gate, route, request, { response, asker: gate.identity, query: parameters });
  if (isInterface(path)) return sendRefusal(response, notHere(gate, request, path));
  if (path === '/') return sendTo(response, firstScreen(gate.assets, parameters));
  return sendFile(gate, path, response);
}

const STREAM = '/api/v1/stream';

/** What goes on for hours must not outlive who may read it. */
function endWith(session: Session, response: ServerResponse): void {
  response.once(
    'close',
    session.whenEnded(() => response.destroy()),
  );
}

function splitTarget(target: string): string[] {
  const at = target.indexOf('?');
  return at < 0 ? [target] : [target.slice(0, at), target.slice(at + 1)];
}

function sendTo(response: ServerResponse, location: string): void {
  response.writeHead(303, { ...dataHeaders, location, 'content-length': 0 });
  response.end();
}

function notHere(gate: Gate, request: IncomingMessage, path: string): HttpRefusal {
  const other = gate.routes.get(`${request.method === 'POST' ? 'GET' : 'POST'} ${path}`);
  if (!other) return { status: 404, code: 'not-found', message: 'There is nothing at this path.' };
  return { status: 405, code: 'wrong-method', message: `Use ${other.method}.`, headers: { allow: other.method } };
}

async function runRoute(
  gate: Gate,
  route: HttpRoute,
  request: IncomingMessage,
  asked: Pick<Exchange, 'response' | 'asker' | 'query'>,
): Promise<void> {
  const { response, query } = asked;
  const odd = route.open ? undefined : oddParameter(route, query);
  if (odd) return sendRefusal(response, odd);
  const waitSeconds = gate.take(route.rate);
  if (waitSeconds > 0) return sendRefusal(response, tooOften(waitSeconds));
  if (route.path === STREAM && gate.hub.readers >= MOST_READERS) return sendRefusal(response, tooOften(5));
  if (route.method === 'GET') return route.handle({ ...asked, request, body: undefined });
  const read = await readJsonBody(request, route.bodyLimit);
  if ('refusal' in read) return sendRefusal(response, read.refusal);
  const handle = () => route.handle({ ...asked, request, body: read.value });
  if (route.rate !== 'write' && route.rate !== 'keep') return handle();
  if (!(await gate.writes.run(response, handle))) sendRefusal(response, ENDING);
}

const ODD_EXPECTATION: HttpRefusal = {
  status: 417,
  code: 'wrong-expectation',
  message: 'Only 100-continue may be expected here.',
};

const ENDING: HttpRefusal = {
  status: 503,
  code: 'ending',
  message: 'This program is ending and writes nothing any more.',
};

/** A parameter that means nothing here was meant to mean something, and so was the second of one name. */
function oddParameter({ parameters = [] }: HttpRoute, query: URLSearchParams): HttpRefusal | undefined {
  const names = [...query.keys()];
  const odd = names.find((name, index) => !parameters.includes(name) || names.indexOf(name) < index);
  if (odd === undefined) return undefined;
  const known = parameters.length > 0 ? `known is, once, ${parameters.join(', ')}` : 'there are no parameters';
  return { status: 400, code: 'bad-request', message: `"${odd.slice(0, 100)}" means nothing here: ${known}.` };
}

function tooOften(seconds: number): HttpRefusal {
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
