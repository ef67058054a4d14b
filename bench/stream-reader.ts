/** Reads the product's stream as a page does, compressed, and keeps what it says; and reads its memory. */

import { get } from 'node:http';
import { createGunzip } from 'node:zlib';
import { applyMessage, type ClusterSnapshot, readEvent, readEvents, unpackMessage } from '#stream';
import type { Product } from '../harness/product.ts';

export interface StreamReader {
  /** Changes heard so far. */
  batches(): number;
  /** Bytes read so far, as they came. */
  bytes(): number;
  held(): ClusterSnapshot | undefined;
  memory(): Promise<ServerMemory>;
  close(): void;
}

/** In megabytes. */
export interface ServerMemory {
  readonly resident: number;
  /** Objects in use, and those not collected yet. */
  readonly heap: number;
}

/** As a script asks. */
export async function openReader({ api, token }: Pick<Product, 'api' | 'token'>): Promise<StreamReader> {
  const authorization = `Bearer ${token}`;
  let batches = 0;
  let bytes = 0;
  let held: ClusterSnapshot | undefined;
  const hear = (data: string) => {
    const message = unpackMessage(readEvent(data));
    if (message.type === 'change') batches++;
    held = applyMessage(held, message).snapshot;
  };
  const headers = { authorization, 'accept-encoding': 'gzip' };
  const request = get(new URL('/api/v1/stream', api), { headers }, (response) => {
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    eachEvent(response.pipe(createGunzip()), hear);
  });
  request.on('error', () => undefined);
  return {
    batches: () => batches,
    bytes: () => bytes,
    held: () => held,
    async memory() {
      const text = await (await fetch(new URL('/metrics', api), { headers: { authorization } })).text();
      const figure = (name: string) => Number(new RegExp(`^netpol_studio_${name} (\\d+)$`, 'm').exec(text)?.[1]) / 1e6;
      return { resident: figure('resident_bytes'), heap: figure('heap_bytes') };
    },
    close: () => request.destroy(),
  };
}

function eachEvent(text: NodeJS.ReadableStream, hear: (data: string) => void): void {
  text.on('error', () => undefined);
  text.setEncoding('utf8');
  text.on('data', readEvents(hear));
}
