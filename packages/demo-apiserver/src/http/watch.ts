/** Watches: what was and what comes, one JSON line an event, with bookmarks, selectors and an honest end. */

import type { ServerResponse } from 'node:http';
import { apiVersionOf, type Kind } from '../kinds.ts';
import type { JsonObject, KubeObject } from '../kube-object.ts';
import { blankOf } from '../schema/shapes.ts';
import { Refusal } from '../status.ts';
import type { Store, StoreEvent } from '../store/store.ts';
import { type IncludeObject, tableEvent } from '../table/table.ts';
import { objectJson } from './item-json.ts';
import { versionTooLarge } from './list.ts';
import type { ListOptions } from './list-options.ts';
import type { Representation } from './negotiation.ts';

export interface WatchRequest {
  readonly store: Store;
  readonly kind: Kind;
  readonly namespace: string | undefined;
  readonly options: ListOptions;
  readonly representation: Representation;
  readonly includeObject: IncludeObject;
  readonly now: () => number;
  readonly bookmarkMs: number;
  /** Ends the stream from outside, as a server that stops does. */
  readonly signal: AbortSignal;
}

type EventType = 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';

/** A reader this far behind is cut off: it lists again instead of filling our memory. */
const BACKLOG_LIMIT = 32 * 1024 * 1024;
const BOOKMARK_BEFORE_END_MS = 2000;
const DEFAULT_TIMEOUT_S = 1800;

/** Streams until the timeout, the client or the signal ends it. Refusals before the first byte are thrown. */
export function serveWatch(request: WatchRequest, response: ServerResponse): void {
  const { options, store } = request;
  const given = Number(options.resourceVersion);
  const hasState = options.initialEvents ?? given === 0;
  if (hasState && given > store.version) throw versionTooLarge(given, store.version);
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-cache, private',
    'Transfer-Encoding': 'chunked',
  });
  response.flushHeaders();
  new WatchStream(request, response).start(hasState, given);
}

class WatchStream {
  private readonly request: WatchRequest;
  private readonly response: ServerResponse;
  private readonly endings: (() => void)[] = [];
  /** Bytes that may wait to be read; what there was at the start does not count against the reader. */
  private allowance = Number.POSITIVE_INFINITY;
  /** The first table of a stream carries the columns. */
  private hasColumns = false;

  constructor(request: WatchRequest, response: ServerResponse) {
    this.request = request;
    this.response = response;
  }

  start(hasState: boolean, version: number): void {
    const { store, options, signal } = this.request;
    const past = hasState ? [] : store.since(version === 0 ? store.version : version);
    if (past === undefined) {
      const message = `too old resource version: ${version} (${store.version})`;
      this.write('ERROR', new Refusal(410, 'Expired', message).status());
      this.response.end();
      return;
    }
    if (hasState) this.sendState();
    for (const event of past) this.pass(event);
    if (this.response.destroyed) return;
    this.allowance = this.response.writableLength + BACKLOG_LIMIT;

    this.endings.push(store.subscribe((event) => this.pass(event)));
    if (options.bookmarks) this.every(this.request.bookmarkMs, () => this.bookmark());
    const timeoutMs = (options.timeoutSeconds ?? DEFAULT_TIMEOUT_S) * 1000;
    if (options.bookmarks) this.after(Math.max(0, timeoutMs - BOOKMARK_BEFORE_END_MS), () => this.bookmark());
    this.after(timeoutMs, () => this.end());
    const abort = () => this.end();
    signal.addEventListener('abort', abort);
    this.endings.push(() => signal.removeEventListener('abort', abort));
    this.response.on('close', () => this.release());
  }

  private sendState(): void {
    const { store, kind, namespace, options } = this.request;
    for (const object of store.list(kind, namespace)) if (options.matches(object)) this.send('ADDED', object);
    if (options.bookmarks) this.bookmark({ 'k8s.io/initial-events-end': 'true' });
  }

  /** What an event of the store is to a watcher that sees only what its selector matches. */
  private pass(event: StoreEvent): void {
    const { kind, namespace, options } = this.request;
    if (event.kind !== kind) return;
    if (namespace !== undefined && event.object.metadata.namespace !== namespace) return;
    const before = event.previous !== undefined && options.matches(event.previous);
    const after = event.type !== 'DELETED' && options.matches(event.object);
    if (after) this.send(before ? 'MODIFIED' : 'ADDED', event.object);
    else if (before) this.send('DELETED', event.type === 'DELETED' ? event.object : departed(event));
  }

  private send(type: EventType, object: KubeObject): void {
    switch (this.request.representation) {
      case 'table':
        this.table(type, object);
        break;
      case 'metadata':
      case 'metadata-list':
        this.write(type, { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata });
        break;
      case 'object':
        this.line(`{"type":"${type}","object":${objectJson(object)}}\n`);
    }
  }

  private bookmark(annotations?: Record<string, string>): void {
    const { kind, store } = this.request;
    const metadata = {
      resourceVersion: String(store.version),
      ...(annotations === undefined ? {} : { annotations }),
    } as unknown as KubeObject['metadata'];
    this.send('BOOKMARK', {
      kind: kind.kind,
      apiVersion: apiVersionOf(kind),
      metadata,
      ...withoutNulls(blankOf(kind)),
    });
  }

  private table(type: EventType, object: KubeObject): void {
    const { kind, includeObject, now } = this.request;
    this.write(type, tableEvent(kind, object, includeObject, now(), !this.hasColumns));
    this.hasColumns = true;
  }

  private write(type: EventType, object: JsonObject): void {
    this.line(`${JSON.stringify({ type, object })}\n`);
  }

  private line(text: string): void {
    if (this.response.writableEnded || this.response.destroyed) return;
    this.response.write(text);
    if (this.response.writableLength > this.allowance) this.response.destroy();
  }

  private end(): void {
    this.release();
    this.response.end();
  }

  private release(): void {
    for (const ending of this.endings.splice(0)) ending();
  }

  private every(milliseconds: number, act: () => void): void {
    const timer = setInterval(act, milliseconds);
    this.endings.push(() => clearInterval(timer));
  }

  private after(milliseconds: number, act: () => void): void {
    const timer = setTimeout(act, milliseconds);
    this.endings.push(() => clearTimeout(timer));
  }
}

/** An object that left the selector: its last matching state, at the version of the change. */
function departed(event: StoreEvent): KubeObject {
  const previous = event.previous ?? event.object;
  return { ...previous, metadata: { ...previous.metadata, resourceVersion: String(event.version) } };
}

function withoutNulls(blank: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(blank, (_, value: unknown) => (value === null ? undefined : value))) as JsonObject;
}
