/** A client as thin as can be, for tests: one request, the whole answer. */

import { request as httpsRequest } from 'node:https';
import { gunzipSync } from 'node:zlib';

export interface ClientOptions {
  readonly url: string;
  readonly authority: string;
}

export interface ClientRequest {
  readonly method: string;
  readonly path: string;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface ClientAnswer {
  readonly status: number;
  /** Several of one name stay apart. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly text: string;
}

export function ask(options: ClientOptions, asked: ClientRequest): Promise<ClientAnswer> {
  const headers: Record<string, string> = { 'user-agent': 'recorder/1', ...asked.headers };
  if (asked.token !== undefined) headers.authorization = `Bearer ${asked.token}`;
  // Node leaves the length out for methods that seldom have a body.
  if (asked.body !== undefined) headers['content-length'] = String(Buffer.byteLength(asked.body));
  const settings = { method: asked.method, headers, ca: options.authority, agent: false, servername: 'localhost' };
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest(new URL(asked.path, options.url), settings, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const text = (answer.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
        resolve({ status: answer.statusCode ?? 0, headers: answer.headersDistinct as never, text });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(asked.body);
  });
}
