/** Writes answers: JSON, text, Status; gzip for what is large. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzip } from 'node:zlib';
import { Refusal } from '../status.ts';

const GZIP_FROM = 128 * 1024;

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

export function jsonAnswer(status: number, value: unknown, warnings: readonly string[] = []): Answer {
  const body = typeof value === 'string' ? value : JSON.stringify(value);
  if (warnings.length === 0) return { status, body };
  return { status, body, headers: { Warning: warningHeaders(warnings) } };
}

export function textAnswer(status: number, text: string): Answer {
  return { status, body: text, type: 'text/plain; charset=utf-8' };
}

function refusalAnswer(refusal: Refusal): Answer {
  const seconds = refusal.details?.retryAfterSeconds;
  return {
    status: refusal.code,
    body: JSON.stringify(refusal.status()),
    headers: {
      ...(seconds === undefined ? {} : { 'Retry-After': String(seconds) }),
      ...(refusal.warnings.length === 0 ? {} : { Warning: warningHeaders(refusal.warnings) }),
    },
  };
}

/** A fault of ours: said as the API server says its own, without a word of the inside. */
export function faultAnswer(error: unknown): Answer {
  if (error instanceof Refusal) return refusalAnswer(error);
  const what = error instanceof Error ? error.message : 'unknown';
  return refusalAnswer(new Refusal(500, 'InternalError', `Internal error occurred: ${what}`, {}));
}

export async function send(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  if (response.headersSent || response.destroyed) return;
  const headers: Record<string, string | readonly string[]> = {
    'Cache-Control': 'no-cache, private',
    ...(answer.body === '' ? {} : { 'Content-Type': answer.type ?? 'application/json' }),
    ...answer.headers,
  };
  const isGzip = answer.body.length > GZIP_FROM && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const bytes = isGzip ? await compressed(answer.body) : Buffer.from(answer.body);
  if (isGzip) {
    headers['Content-Encoding'] = 'gzip';
    headers.Vary = 'Accept-Encoding';
  }
  headers['Content-Length'] = String(bytes.length);
  response.writeHead(answer.status, headers as Record<string, string>);
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function compressed(text: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    gzip(text, { level: 1 }, (error, bytes) => (error === null ? resolve(bytes) : reject(error)));
  });
}

/** All warnings of an answer together, as the real server cuts them: a client refuses headers that are too large. */
const WARNINGS_LIMIT = 4096;

function warningHeaders(warnings: readonly string[]): readonly string[] {
  const headers: string[] = [];
  let size = 0;
  for (const warning of warnings) {
    // A header carries bytes: UTF-8 as it is, no control characters.
    const text = Buffer.from(warning.replace(/\p{Cc}/gu, ' '), 'utf8').toString('latin1');
    size += text.length;
    if (size > WARNINGS_LIMIT) break;
    headers.push(`299 - "${text.replace(/[\\"]/g, '\\$&')}"`);
  }
  return headers;
}
