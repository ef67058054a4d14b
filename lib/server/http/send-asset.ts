/** Answers with a built file: pages with a nonce of their own, the rest in the smallest form the client reads. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Asset, Encoding } from './assets.ts';
import { assetHeaders, pageHeaders } from './headers.ts';
import { withRule } from './trusted-scripts.ts';

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

export async function sendPage(response: ServerResponse, page: Asset, nonce: string, status = 200): Promise<void> {
  const html = Buffer.from(withNonce(withRule(page.bytes.toString()), nonce));
  const encoding = preferred(response.req, ['br', 'gzip']);
  const bytes = encoding ? await compress(html, encoding) : html;
  send(response, status, bytes, { ...pageHeaders(nonce), 'content-type': page.type, ...encodingHeaders(encoding) });
}

/** Scripts, and the links that fetch scripts ahead of time, are let through by the nonce. */
function withNonce(html: string, nonce: string): string {
  return html
    .replace(/<script(?=[\s>])/g, `<script nonce="${nonce}"`)
    .replace(/<link(?=\s[^>]*\bas="script")/g, `<link nonce="${nonce}"`)
    .replace(/<link(?=\s[^>]*\brel="modulepreload")/g, `<link nonce="${nonce}"`);
}

export function sendAsset(response: ServerResponse, asset: Asset): void {
  const available = (Object.keys(asset.encoded) as Encoding[]).sort();
  const encoding = preferred(response.req, available);
  const headers = {
    ...assetHeaders,
    'content-type': asset.type,
    'cache-control': asset.immutable ? 'private, max-age=31536000, immutable' : 'no-cache',
    etag: asset.etag,
    ...(available.length > 0 ? { vary: 'accept-encoding' } : {}),
  };
  if (response.req.headers['if-none-match'] === asset.etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const bytes = (encoding && asset.encoded[encoding]) ?? asset.bytes;
  send(response, 200, bytes, { ...headers, ...encodingHeaders(encoding) });
}

function send(response: ServerResponse, status: number, bytes: Buffer, headers: Record<string, unknown>): void {
  response.writeHead(status, { ...(headers as Record<string, string>), 'content-length': bytes.length });
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}

function encodingHeaders(encoding: Encoding | undefined): Record<string, string> {
  return encoding ? { 'content-encoding': encoding, vary: 'accept-encoding' } : {};
}

/** The first of `available` (best first) that the client reads; a weight of 0 is a refusal. */
function preferred(request: IncomingMessage, available: readonly Encoding[]): Encoding | undefined {
  const accepted = new Map<string, number>();
  for (const part of String(request.headers['accept-encoding'] ?? '').split(',')) {
    const [name = '', weight] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*q=/);
    accepted.set(name, weight === undefined ? 1 : Number(weight));
  }
  return available.find((encoding) => (accepted.get(encoding) ?? 0) > 0);
}

function compress(bytes: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'gzip') return toGzip(bytes);
  return toBrotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
}
