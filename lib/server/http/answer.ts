/** Writes answers of data. Every error has one shape, that of ErrorAnswer. */

import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { ErrorAnswer, ErrorCode } from '#stream';
import { dataHeaders } from './headers.ts';

/** `code` is for programs, `message` a sentence for people. */
export interface HttpRefusal {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
  readonly headers?: OutgoingHttpHeaders;
}

export function sendJson(response: ServerResponse, status: number, body: unknown, headers?: OutgoingHttpHeaders): void {
  sendText(response, status, 'application/json; charset=utf-8', `${JSON.stringify(body)}\n`, headers);
}

export function sendText(
  response: ServerResponse,
  status: number,
  type: string,
  text: string,
  headers?: OutgoingHttpHeaders,
): void {
  const bytes = Buffer.from(text);
  response.writeHead(status, { ...dataHeaders, ...headers, 'content-type': type, 'content-length': bytes.length });
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}

export function sendRefusal(response: ServerResponse, refusal: HttpRefusal): void {
  const answer: ErrorAnswer = { error: { code: refusal.code, message: refusal.message } };
  // What is left of a refused body is not read: the connection cannot carry another request.
  const rest = response.req.complete ? {} : { connection: 'close' };
  sendJson(response, refusal.status, answer, { ...refusal.headers, ...rest });
}
