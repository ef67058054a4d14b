/**
 * The live stream to the browsers: server-sent events, each a StreamMessage. A reader too slow to keep up is left out
 * until what it was sent has drained, and then starts again from a fresh snapshot; the others do not notice.
 */

import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { ClusterLink, Identity } from '#cluster';
import { type ClusterSnapshot, type StreamMessage, writeEvent } from '#stream';
import { dataHeaders } from '../http/headers.ts';
import { type Encoder, type EventBytes, eventBytes, gzipEncoder, heartbeatBytes, plainEncoder } from './event-bytes.ts';

const HEARTBEAT_MS = 15_000;
/** Bytes a reader may be behind, besides the snapshot it began with. */
const MOST_PENDING = 1 << 20;

const HEADERS: OutgoingHttpHeaders = {
  ...dataHeaders,
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

export interface StreamHub {
  readonly readers: number;
  /** Takes the response over until its reader leaves. A reader is sent what all are, and what concerns it alone. */
  join(response: ServerResponse, asker: Identity): void;
  /** Ends every stream. */
  close(): void;
}

export function createStreamHub(link: Pick<ClusterLink, 'current' | 'subscribe'>): StreamHub {
  const readers = new Set<Reader>();
  const greeting = greetings(link);
  const encode = encodedOnce();
  const channels = new Map<string, () => void>();
  /** One subscription an identity, however many pages it has open. */
  const listenFor = (asker: Identity) => {
    if (channels.has(asker.id)) return;
    const unsubscribe = link.subscribe(asker, (message) => {
      for (const reader of readers) if (reader.asker.id === asker.id) offer(reader, encode(message));
    });
    channels.set(asker.id, unsubscribe);
  };
  const heartbeat = setInterval(() => {
    const event = heartbeatBytes();
    for (const reader of readers) if (!reader.missed) send(reader, event);
  }, HEARTBEAT_MS);
  heartbeat.unref();

  const greet = (reader: Reader) => {
    reader.missed = false;
    for (const event of greeting(reader.asker)) send(reader, event);
    reader.allowance = reader.response.writableLength + MOST_PENDING;
  };
  return {
    get readers() {
      return readers.size;
    },
    join(response, asker) {
      listenFor(asker);
      const encoder = acceptsGzip(response) ? gzipEncoder() : plainEncoder;
      const reader: Reader = { response, asker, encoder, missed: false, allowance: MOST_PENDING };
      const { encoding } = encoder;
      response.writeHead(200, {
        ...HEADERS,
        ...(encoding && { 'content-encoding': encoding }),
        vary: 'accept-encoding',
      });
      response.write(encoder.head);
      response.on('drain', () => {
        if (reader.missed) greet(reader);
        else reader.allowance = MOST_PENDING;
      });
      response.once('close', () => {
        readers.delete(reader);
        if ([...readers].some((other) => other.asker.id === asker.id)) return;
        channels.get(asker.id)?.();
        channels.delete(asker.id);
      });
      readers.add(reader);
      greet(reader);
    },
    close() {
      clearInterval(heartbeat);
      for (const unsubscribe of channels.values()) unsubscribe();
      channels.clear();
      for (const { response, encoder } of readers) response.end(encoder.end());
      readers.clear();
    },
  };
}

interface Reader {
  readonly asker: Identity;
  readonly response: ServerResponse;
  readonly encoder: Encoder;
  /** Something was not sent: what comes next must be a snapshot. */
  missed: boolean;
  /** Bytes that may wait to be read. */
  allowance: number;
}

function offer(reader: Reader, event: EventBytes): void {
  if (reader.response.writableLength > reader.allowance) reader.missed = true;
  if (!reader.missed) send(reader, event);
}

function send({ response, encoder }: Reader, event: EventBytes): void {
  response.write(encoder.take(event));
}

function acceptsGzip({ req }: ServerResponse): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(String(req.headers['accept-encoding'] ?? ''));
}

/** Long enough for all the tabs of a browser that come back at once. */
const KEPT_MS = 1_000;

/** What a reader begins with. Many may begin at once: a large snapshot is written and compressed once for all of them. */
function greetings(link: Pick<ClusterLink, 'current'>): (asker: Identity) => readonly EventBytes[] {
  let written: { readonly snapshot: ClusterSnapshot; readonly event: EventBytes } | undefined;
  const forget = () => {
    written = undefined;
  };
  return (asker) => {
    const { snapshot, health, session } = link.current(asker);
    // First: what may be done with a snapshot hangs on who looks at it.
    const who = eventBytes(writeEvent({ type: 'session', session }));
    const now: StreamMessage = { type: 'health', health };
    if (!snapshot) return [who, eventBytes(writeEvent(now))];
    if (written?.snapshot === snapshot) return [who, written.event, eventBytes(writeEvent(now))];
    if (!written) setTimeout(forget, KEPT_MS).unref();
    written = { snapshot, event: eventBytes(writeEvent({ type: 'snapshot', snapshot, health })) };
    return [who, written.event];
  };
}

/** Who gets the same message gets the same bytes, written and compressed once. */
function encodedOnce(): (message: StreamMessage) => EventBytes {
  const known = new WeakMap<StreamMessage, EventBytes>();
  return (message) => {
    const bytes = known.get(message) ?? eventBytes(writeEvent(message));
    known.set(message, bytes);
    return bytes;
  };
}
