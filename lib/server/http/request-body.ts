/** Reads a JSON body up to a limit. */

import type { IncomingMessage } from 'node:http';
import type { HttpRefusal } from './answer.ts';

export type ReadBody = { readonly value: unknown } | { readonly refusal: HttpRefusal };

export async function readJsonBody(request: IncomingMessage, limit: number): Promise<ReadBody> {
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') {
    return { refusal: { status: 415, code: 'encoded', message: 'The body must come as it is, not compressed.' } };
  }
  if (Number(request.headers['content-length'] ?? 0) > limit) return { refusal: tooLarge(limit) };
  const chunks: Buffer[] = [];
  let length = 0;
  // Left by `return`, the loop would tear the connection down before the refusal is sent.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) return { refusal: tooLarge(limit) };
    chunks.push(chunk);
  }
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))) };
  } catch {
    return { refusal: { status: 400, code: 'bad-json', message: 'The body is not JSON.' } };
  }
}

function tooLarge(limit: number): HttpRefusal {
  return { status: 413, code: 'too-large', message: `The body may have ${Math.round(limit / 1024)} KiB at most.` };
}
