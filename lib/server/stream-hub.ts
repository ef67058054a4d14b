/**
 * The live stream to the browsers: server-sent events, each a StreamMessage. A reader too slow to keep up is left out
 * until what it was sent has drained, and then starts again from a fresh snapshot; the others do not notice.
 */

import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { ClusterLink } from '#cluster';
import { packMessage, type StreamMessage } from '#stream';
import { dataHeaders } from './headers.ts';

const HEARTBEAT_MS = 15_000;
/** Bytes a reader may be behind. */
const MOST_PENDING = 1 << 20;

const HEADERS: OutgoingHttpHeaders = {
  ...dataHeaders,
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

export interface StreamHub {
  readonly readers: number;
  /** Takes the response over until its reader leaves. */
  join(response: ServerResponse): void;
  /** Ends every stream. */
  close(): void;
}

export function createStreamHub(link: Pick<ClusterLink, 'current' | 'subscribe'>): StreamHub {
  const readers = new Set<Reader>();
  const unsubscribe = link.subscribe((message) => {
    if (readers.size === 0) return;
    const event = asEvent(message);
    for (const reader of readers) offer(reader, event);
  });
  const heartbeat = setInterval(() => {
    for (const { response, behind } of readers) if (!behind) response.write(': \n\n');
  }, HEARTBEAT_MS);
  heartbeat.unref();

  const greeting = () => asEvent(firstMessage(link));
  const offer = (reader: Reader, event: string) => {
    if (reader.behind) return;
    reader.response.write(event);
    reader.behind = reader.response.writableLength > MOST_PENDING;
  };
  return {
    get readers() {
      return readers.size;
    },
    join(response) {
      const reader: Reader = { response, behind: false };
      response.writeHead(200, HEADERS);
      response.on('drain', () => {
        if (!reader.behind) return;
        reader.behind = false;
        offer(reader, greeting());
      });
      response.once('close', () => readers.delete(reader));
      readers.add(reader);
      offer(reader, greeting());
    },
    close() {
      clearInterval(heartbeat);
      unsubscribe();
      for (const { response } of readers) response.end();
      readers.clear();
    },
  };
}

interface Reader {
  readonly response: ServerResponse;
  behind: boolean;
}

function firstMessage(link: Pick<ClusterLink, 'current'>): StreamMessage {
  const { snapshot, health } = link.current();
  return snapshot ? { type: 'snapshot', snapshot, health } : { type: 'health', health };
}

function asEvent(message: StreamMessage): string {
  return `data: ${JSON.stringify(packMessage(message))}\n\n`;
}
