/** The front of the API server: host, identity, rights, then the handler that fits the path. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { authenticate, type Identity, readImpersonation, type TokenUser } from '../access/identity.ts';
import { type AccessRequest, reviewAccess } from '../access/rules.ts';
import { discover } from '../discovery/discovery.ts';
import { openApiDocument, openApiIndex } from '../discovery/openapi.ts';
import { OPENAPI_V2_ASKED, OPENAPI_V2_TYPE, openApiV2 } from '../discovery/openapi-v2.ts';
import { type Flavour, versionInfo } from '../discovery/version.ts';
import { type Kind, SERVED } from '../kinds.ts';
import { qualified, Refusal, resourceDetails, unknownPath } from '../status.ts';
import { type Answer, faultAnswer, jsonAnswer, send, textAnswer } from './answer.ts';
import type { Fault, FaultHook } from './fault.ts';
import { readListOptions } from './list-options.ts';
import { negotiate } from './negotiation.ts';
import { parseResourcePath, type ResourcePath } from './request-path.ts';
import { answerResource, type ResourceContext, readInclude } from './resource-handler.ts';
import { serveWatch } from './watch.ts';

export interface FrontOptions extends ResourceContext {
  readonly users: readonly TokenUser[];
  readonly bookmarkMs: number;
  readonly flavour: Flavour;
  readonly faults: FaultHook | undefined;
  /** Host headers that are answered; asked on every request, as the port is known only after listening. */
  readonly hosts: () => ReadonlySet<string>;
  readonly signal: AbortSignal;
}

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly path: ResourcePath | undefined;
}

export function createFront(options: FrontOptions): RequestListener {
  return (request, response) => {
    handle(options, request, response).catch((error: unknown) => {
      // The answer itself failed: there is nobody left to tell but the other end of the wire.
      response.destroy(error instanceof Error ? error : undefined);
    });
  };
}

async function handle(options: FrontOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    if (!options.hosts().has(String(request.headers.host ?? ''))) {
      throw new Refusal(403, 'Forbidden', 'forbidden: this server answers on its own loopback address only', {});
    }
    const url = readUrl(request);
    const exchange = { request, response, url, path: parseResourcePath(url.pathname) };
    const identity = authenticate(request.headers, options.users);
    const fault = options.faults?.(describe(exchange, identity));
    if (fault !== undefined && (await isFaultFinal(fault, exchange))) return;
    const answer = await answerFor(options, exchange, identity);
    if (fault?.kind === 'lost-reply') response.destroy();
    else if (answer !== undefined) await send(request, response, answer);
  } catch (error) {
    await send(request, response, faultAnswer(error));
    if (!request.complete) request.destroy();
  }
}

function readUrl(request: IncomingMessage): URL {
  const target = request.url ?? '/';
  if (!target.startsWith('/')) throw new Refusal(400, 'BadRequest', 'the request target must be a path');
  try {
    return new URL(`https://demo${target}`);
  } catch {
    throw new Refusal(400, 'BadRequest', 'the request target cannot be read');
  }
}

async function answerFor(options: FrontOptions, exchange: Exchange, caller: Identity): Promise<Answer | undefined> {
  const { request, response, url, path } = exchange;
  const identity = impersonated(options, caller, request.rawHeaders);
  if (path === undefined) {
    authorize(options, identity, { verb: (request.method ?? 'GET').toLowerCase(), path: url.pathname }, undefined);
    return request.method === 'GET' || request.method === 'HEAD'
      ? answerPath(options, exchange)
      : unknown(url.pathname);
  }
  const isWatch = isWatchRequest(exchange);
  authorize(options, identity, accessOf(path, request.method ?? 'GET', isWatch), path);
  const { kind } = path;
  if (kind === undefined || (kind.namespaced === false && path.namespace !== undefined)) return unknownResource(path);
  if (request.method === 'GET' && !isPresent(options, kind)) return unknownResource(path);
  if (path.subresource !== undefined && !kind.subresources.includes(path.subresource)) {
    throw subresourceNotServed(path);
  }
  if (isWatch) {
    const list = readListOptions(kind, url.searchParams, path.name);
    const representation = negotiate(request.headers.accept);
    const includeObject = readInclude(url.searchParams);
    const { namespace } = path;
    serveWatch({ ...options, kind, namespace, options: list, representation, includeObject }, response);
    return undefined;
  }
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
  return answerResource(options, { raw: request, method, path, kind, query: url.searchParams, identity });
}

/** A kind of custom resources comes with its first object, and goes with its last. */
function isPresent({ store }: FrontOptions, kind: Kind): boolean {
  return !kind.isCustom || store.list(kind).length > 0;
}

/** Paths that name no resource. */
function answerPath(options: FrontOptions, { request, url }: Exchange): Answer {
  const { pathname } = url;
  if (/^\/(healthz|livez|readyz)$/.test(pathname)) return textAnswer(200, 'ok');
  if (pathname === '/version' || pathname === '/version/') return jsonAnswer(200, versionInfo(options.flavour));
  if (pathname === '/openapi/v3')
    return { status: 200, body: JSON.stringify(openApiIndex()), type: 'text/plain; charset=utf-8' };
  if (pathname === '/openapi/v2' && String(request.headers.accept).includes(OPENAPI_V2_ASKED)) {
    return { status: 200, body: openApiV2().toString('latin1'), type: OPENAPI_V2_TYPE };
  }
  if (pathname.startsWith('/openapi/v3/')) {
    const document = openApiDocument(pathname.slice('/openapi/v3/'.length));
    return document === undefined ? textAnswer(404, '404 page not found\n') : jsonAnswer(200, document);
  }
  const present = SERVED.filter((kind) => isPresent(options, kind));
  const found = discover(present, pathname, String(request.headers.accept ?? ''));
  if (found === undefined) return unknown(pathname);
  const headers = { Vary: 'Accept', ...(found.etag === undefined ? {} : { Etag: found.etag }) };
  if (found.etag !== undefined && request.headers['if-none-match'] === found.etag) {
    return { status: 304, body: '', headers };
  }
  return { status: 200, body: JSON.stringify(found.body), type: found.type, headers };
}

/** A group that is not installed is a page that is not there; within one that is, a Status says so. */
function unknown(pathname: string): Answer {
  const group = /^\/apis\/([^/]+)/.exec(pathname)?.[1];
  const isKnown =
    pathname.startsWith('/api/') || SERVED.some((kind) => kind.group === group && group !== '' && !kind.isCustom);
  if (isKnown) throw unknownPath();
  return textAnswer(404, '404 page not found\n');
}

function unknownResource(path: ResourcePath): Answer {
  const isKnown = path.group === '' || SERVED.some((kind) => kind.group === path.group && !kind.isCustom);
  if (isKnown) throw unknownPath();
  return textAnswer(404, '404 page not found\n');
}

const CONTAINER_SUBRESOURCES = new Set(['log', 'exec', 'attach', 'portforward', 'proxy', 'ephemeralcontainers']);

function subresourceNotServed(path: ResourcePath): Refusal {
  if (path.resource !== 'pods' || !CONTAINER_SUBRESOURCES.has(path.subresource ?? '')) return unknownPath();
  return new Refusal(
    501,
    'NotImplemented',
    `the demo cluster runs no containers: ${path.resource}/${path.subresource} is not served`,
    resourceDetails(path, path.name),
  );
}

function isWatchRequest({ request, url }: Exchange): boolean {
  const watch = url.searchParams.get('watch');
  return request.method === 'GET' && (watch === '1' || watch?.toLowerCase() === 'true');
}

function describe(exchange: Exchange, identity: Identity) {
  const { request, url } = exchange;
  const { pathname: path, searchParams: query } = url;
  return { method: request.method ?? 'GET', path, query, isWatch: isWatchRequest(exchange), user: identity.name };
}

/** Acts out a fault; true when nothing more is to be answered. */
async function isFaultFinal(fault: Fault, { request, response }: Exchange): Promise<boolean> {
  switch (fault.kind) {
    case 'answer': {
      const isText = typeof fault.body === 'string';
      const body = isText ? (fault.body as string) : fault.body === undefined ? '' : JSON.stringify(fault.body);
      const type = isText ? 'text/plain; charset=utf-8' : 'application/json';
      await send(request, response, { status: fault.status, body, type, headers: fault.headers ?? {} });
      return true;
    }
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, fault.ms).unref());
      return false;
    case 'reset':
      request.socket.destroy();
      return true;
    case 'hang':
      return true;
    case 'lines':
      response.writeHead(200, { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' });
      for (const line of fault.lines) response.write(line);
      if (fault.end) response.end();
      return true;
    case 'lost-reply':
      return false;
  }
}

const VERBS: Readonly<Record<string, readonly [onItem: string, onCollection: string]>> = {
  GET: ['get', 'list'],
  HEAD: ['get', 'list'],
  POST: ['create', 'create'],
  PUT: ['update', 'update'],
  PATCH: ['patch', 'patch'],
  DELETE: ['delete', 'deletecollection'],
};

function accessOf(path: ResourcePath, method: string, isWatch: boolean): AccessRequest {
  const [onItem, onCollection] = VERBS[method] ?? [method.toLowerCase(), method.toLowerCase()];
  const verb = isWatch ? 'watch' : path.name === undefined ? onCollection : onItem;
  const { group, resource, subresource, name } = path;
  // A namespace counts as lying in itself, so that a role in it may give the right to read it.
  const namespace = resource === 'namespaces' && group === '' ? name : path.namespace;
  return { verb, group, resource, subresource, name, namespace };
}

function authorize(
  options: FrontOptions,
  identity: Identity,
  access: AccessRequest,
  path: ResourcePath | undefined,
): void {
  if (reviewAccess(options.store, identity, access).allowed) return;
  const user = `User ${JSON.stringify(identity.name)} cannot ${access.verb}`;
  if (path === undefined) {
    throw new Refusal(403, 'Forbidden', `forbidden: ${user} path ${JSON.stringify(access.path)}`, {});
  }
  throw forbidden(access, user);
}

function forbidden(access: AccessRequest, user: string): Refusal {
  const { group = '', resource = '', subresource, name, namespace } = access;
  const whole = subresource === undefined ? resource : `${resource}/${subresource}`;
  const where =
    namespace === undefined || namespace === ''
      ? 'at the cluster scope'
      : `in the namespace ${JSON.stringify(namespace)}`;
  const subject = `${qualified({ group, resource })}${name === undefined ? '' : ` ${JSON.stringify(name)}`}`;
  const message = `${subject} is forbidden: ${user} resource "${whole}" in API group "${group}" ${where}`;
  return new Refusal(403, 'Forbidden', message, resourceDetails({ group, resource }, name));
}

function impersonated(options: FrontOptions, caller: Identity, rawHeaders: readonly string[]): Identity {
  const wanted = readImpersonation(rawHeaders);
  if (wanted === undefined) return caller;
  for (const { resource, name, group } of wanted.needed) {
    const access: AccessRequest = { verb: 'impersonate', group, resource, name };
    if (reviewAccess(options.store, caller, access).allowed) continue;
    throw forbidden(access, `User ${JSON.stringify(caller.name)} cannot impersonate`);
  }
  return wanted.identity;
}
