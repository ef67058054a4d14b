/**
 * A scripted API server for tests: lists, watches and single objects of a few kinds, with a hook before every request
 * to make it misbehave. It knows no validation and no managers; tests that need those use the demo cluster.
 */

import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KINDS, WORKLOAD_KINDS, watchedKind } from '#stream';

/** What `JSON.parse` gives: tests write objects of every shape. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Json;
  readonly at: number;
}

/** Answers the request itself and returns true, or leaves it to the server. */
export type Hook = (seen: Seen, response: ServerResponse) => boolean | undefined | Promise<boolean | undefined>;

interface Watcher {
  readonly plural: string;
  readonly namespace: string | undefined;
  readonly response: ServerResponse;
}

/** apiVersion and kind by plural. */
const SERVED: Readonly<Record<string, readonly [string, string]>> = {
  ...Object.fromEntries(
    [...KINDS, ...WORKLOAD_KINDS]
      .map((kind) => watchedKind(kind).resource)
      .map(({ group, version, plural, object }) => [plural, [group === '' ? version : `${group}/${version}`, object]]),
  ),
  configmaps: ['v1', 'ConfigMap'],
  replicasets: ['apps/v1', 'ReplicaSet'],
};

export class FakeApiServer {
  readonly seen: Seen[] = [];
  hook: Hook | undefined;
  version = 100;
  /** Kinds that come and go, as those of custom resource definitions do. */
  readonly customKinds = new Set<string>();
  /** Of those, the ones that discovery names: plurals by `group/version`. */
  readonly customApis = new Map<string, readonly string[]>();
  #objects = new Map<string, Json>();
  #log: { plural: string; version: number; type: string; object: Json }[] = [];
  #forgotten = 0;
  #watchers = new Set<Watcher>();
  #server: Server | undefined;
  #port = 0;

  async start(): Promise<this> {
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  /** Cuts every connection and refuses new ones until it is started again. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.#watchers.clear();
    if (!server) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close').catch(() => undefined);
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Number of watches open now. */
  get watches(): number {
    return this.#watchers.size;
  }

  put(plural: string, object: Json): Json {
    const [apiVersion, kind] = SERVED[plural] ?? ['v1', 'Unknown'];
    const { name, namespace } = object.metadata;
    const key = `${plural}/${namespace ?? ''}/${name}`;
    const old = this.#objects.get(key);
    this.version++;
    const stored = {
      apiVersion,
      kind,
      ...object,
      metadata: {
        ...object.metadata,
        uid: object.metadata.uid ?? old?.metadata.uid ?? `uid-${this.version}`,
        resourceVersion: String(this.version),
      },
    };
    this.#objects.set(key, stored);
    this.#emit(plural, old && old.metadata.uid === stored.metadata.uid ? 'MODIFIED' : 'ADDED', stored);
    return stored;
  }

  remove(plural: string, key: string): void {
    const [namespace, name] = key.includes('/') ? key.split('/') : ['', key];
    const full = `${plural}/${namespace}/${name}`;
    const old = this.#objects.get(full);
    if (!old) return;
    this.#objects.delete(full);
    this.version++;
    this.#emit(plural, 'DELETED', { ...old, metadata: { ...old.metadata, resourceVersion: String(this.version) } });
  }

  get(plural: string, key: string): Json {
    const [namespace, name] = key.includes('/') ? key.split('/') : ['', key];
    return this.#objects.get(`${plural}/${namespace}/${name}`);
  }

  all(plural: string): Json[] {
    return this.#of(plural, undefined, null);
  }

  /** Everything is another cluster's from now on. */
  wipe(version = 10): void {
    this.#objects.clear();
    this.#log = [];
    this.version = version;
    this.#forgotten = 0;
  }

  /** Watches from before now are answered with 410. */
  forgetHistory(): void {
    this.#forgotten = this.version;
    this.#log = [];
  }

  /** Sends this line to the watches of a kind, as it is. */
  sendLine(plural: string, line: string | Uint8Array): void {
    for (const watcher of this.#watchers) if (watcher.plural === plural) watcher.response.write(line);
  }

  /** Ends the watches of a kind: cleanly, or by cutting the connection. */
  endWatches(plural: string, how: 'clean' | 'cut'): void {
    for (const watcher of this.#watchers) {
      if (watcher.plural !== plural) continue;
      this.#watchers.delete(watcher);
      if (how === 'clean') watcher.response.end();
      else watcher.response.socket?.resetAndDestroy();
    }
  }

  requests(plural: string, watch?: boolean): Seen[] {
    return this.seen.filter(
      ({ path, query }) => path.endsWith(`/${plural}`) && (watch === undefined || query.has('watch') === watch),
    );
  }

  kubeconfig(user: Json = { token: 'secret-token' }): string {
    return JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'fake',
      contexts: [{ name: 'fake', context: { cluster: 'fake-cluster', user: 'someone', namespace: 'shop' } }],
      clusters: [{ name: 'fake-cluster', cluster: { server: this.url } }],
      users: [{ name: 'someone', user }],
    });
  }

  #emit(plural: string, type: string, object: Json): void {
    this.#log.push({ plural, version: this.version, type, object });
    for (const watcher of this.#watchers) {
      if (watcher.plural !== plural) continue;
      if (watcher.namespace !== undefined && watcher.namespace !== object.metadata.namespace) continue;
      watcher.response.write(`${JSON.stringify({ type, object })}\n`);
    }
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const url = new URL(request.url ?? '/', 'http://fake');
    let text = '';
    for await (const chunk of request) text += chunk;
    const seen: Seen = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: text === '' ? undefined : JSON.parse(text),
      at: performance.now(),
    };
    this.seen.push(seen);
    if (await this.hook?.(seen, response)) return;
    if (seen.path === '/version') return send(response, 200, { major: '1', minor: '34+' });
    if (this.#discover(seen.path, response)) return;
    if (seen.path.endsWith('/selfsubjectreviews')) {
      return send(response, 201, { status: { userInfo: { username: 'jane' } } });
    }
    if (seen.path.endsWith('/selfsubjectaccessreviews')) return send(response, 201, { status: { allowed: true } });
    const match = /^\/apis?\/(?:[^/]+\/)?v\d+\w*(?:\/namespaces\/([^/]+)(?=\/))?\/([a-z]+)(?:\/([^/]+))?$/.exec(
      seen.path,
    );
    const [, namespace, plural = '', name] = match ?? [];
    if (!SERVED[plural] && !this.customKinds.has(plural))
      return sendStatus(response, 404, 'NotFound', 'the server could not find the requested resource');
    if (name !== undefined) return this.#single(seen, response, plural, namespace, name);
    if (seen.method === 'POST') return this.#create(seen, response, plural, namespace ?? '');
    if (seen.query.has('watch')) return this.#watch(seen, response, plural, namespace);
    this.#list(seen, response, plural, namespace);
  }

  #discover(path: string, response: ServerResponse): boolean {
    if (path === '/apis') {
      const groups = [...this.customApis.keys()].map((groupVersion) => {
        const [name, version] = groupVersion.split('/');
        return { name, versions: [{ groupVersion, version }], preferredVersion: { groupVersion, version } };
      });
      send(response, 200, { kind: 'APIGroupList', apiVersion: 'v1', groups });
      return true;
    }
    const plurals = this.customApis.get(path.replace('/apis/', ''));
    if (plurals === undefined) return false;
    send(response, 200, { kind: 'APIResourceList', resources: plurals.map((name) => ({ name })) });
    return true;
  }

  #of(plural: string, namespace: string | undefined, selector: string | null): Json[] {
    const name = selector?.startsWith('metadata.name=') ? selector.slice(14) : undefined;
    return [...this.#objects]
      .filter(([key]) => key.startsWith(`${plural}/${namespace === undefined ? '' : `${namespace}/`}`))
      .map(([, object]) => object)
      .filter((object) => name === undefined || object.metadata.name === name);
  }

  #list({ query }: Seen, response: ServerResponse, plural: string, namespace: string | undefined): void {
    const all = this.#of(plural, namespace, query.get('fieldSelector'));
    const start = Number(query.get('continue') ?? 0);
    const limit = Number(query.get('limit') ?? all.length) || all.length;
    const next = start + limit < all.length ? String(start + limit) : undefined;
    const remainingItemCount = next === undefined ? undefined : all.length - start - limit;
    const metadata = { resourceVersion: String(this.version), continue: next, remainingItemCount };
    send(response, 200, { kind: 'List', apiVersion: 'v1', metadata, items: all.slice(start, start + limit) });
  }

  #create({ body, query }: Seen, response: ServerResponse, plural: string, namespace: string): void {
    const { name } = body.metadata;
    if (this.get(plural, `${namespace}/${name}`)) {
      sendStatus(response, 409, 'AlreadyExists', `${plural}.networking.k8s.io "${name}" already exists`);
      return;
    }
    const next = { ...body, metadata: { ...body.metadata, namespace } };
    const dry = { ...next, metadata: { ...next.metadata, uid: 'uid-of-dry-run' } };
    send(response, 201, query.get('dryRun') === 'All' ? dry : this.put(plural, next));
  }

  #watch({ query }: Seen, response: ServerResponse, plural: string, namespace: string | undefined): void {
    const from = Number(query.get('resourceVersion'));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    if (from < this.#forgotten) {
      const object = { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' };
      response.end(`${JSON.stringify({ type: 'ERROR', object })}\n`);
      return;
    }
    for (const event of this.#log) {
      if (event.plural !== plural || event.version <= from) continue;
      response.write(`${JSON.stringify({ type: event.type, object: event.object })}\n`);
    }
    const watcher = { plural, namespace, response };
    this.#watchers.add(watcher);
    response.on('close', () => this.#watchers.delete(watcher));
  }

  #single(seen: Seen, response: ServerResponse, plural: string, namespace: string | undefined, name: string): unknown {
    const key = namespace === undefined ? name : `${namespace}/${name}`;
    const old = this.get(plural, key);
    const { body, method } = seen;
    // As a real server does: with a body, a deletion reads nothing of the query.
    const inBody = method === 'DELETE' && body !== undefined;
    const dryRun = inBody ? body.dryRun?.[0] === 'All' : seen.query.get('dryRun') === 'All';
    const missing = `${plural}.networking.k8s.io "${name}" not found`;
    if (method === 'GET') return old ? send(response, 200, old) : sendStatus(response, 404, 'NotFound', missing);
    const versions = method === 'DELETE' ? body?.preconditions : body?.metadata;
    if (!old && (method !== 'PATCH' || versions?.uid)) {
      return sendStatus(
        response,
        method === 'PATCH' ? 409 : 404,
        method === 'PATCH' ? 'Conflict' : 'NotFound',
        missing,
      );
    }
    const stale = versions?.resourceVersion && versions.resourceVersion !== old?.metadata.resourceVersion;
    if (old && (stale || (versions?.uid && versions.uid !== old.metadata.uid))) {
      return sendStatus(response, 409, 'Conflict', 'the object has been modified');
    }
    if (method === 'DELETE') {
      if (!dryRun) this.remove(plural, key);
      return send(response, 200, { kind: 'Status', status: 'Success' });
    }
    const next = { ...body, metadata: { ...body.metadata, namespace, name } };
    const same = old && JSON.stringify(old.spec) === JSON.stringify(next.spec);
    if (same) return send(response, 200, old);
    const stored = dryRun
      ? { ...old, ...next, metadata: { ...next.metadata, ...old?.metadata } }
      : this.put(plural, next);
    send(response, old ? 200 : 201, stored);
  }
}

export function send(response: ServerResponse, status: number, body: Json, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

export function sendStatus(
  response: ServerResponse,
  status: number,
  reason: string,
  message: string,
  rest: Json = {},
): void {
  const body = { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason, code: status, ...rest.body };
  send(response, status, body, rest.headers);
}
