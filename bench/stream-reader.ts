/** Reads the product's stream as a page does, compressed, and keeps what it says; and reads its memory. */

import { get } from 'node:http';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { applyMessage, type ClusterSnapshot, readEvent, unpackMessage } from '#stream';

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

/** Signs in as a script does. */
export async function openReader(url: string): Promise<StreamReader> {
  const signedIn = await fetch(url, { redirect: 'manual' });
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  let batches = 0;
  let bytes = 0;
  let held: ClusterSnapshot | undefined;
  const hear = (data: string) => {
    const message = unpackMessage(readEvent(data));
    if (message.type === 'change') batches++;
    held = applyMessage(held, message).snapshot;
  };
  const headers = { cookie, 'accept-encoding': 'gzip' };
  const request = get(new URL('/api/v1/stream', url), { headers }, (response) => {
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
      const text = await (await fetch(new URL('/metrics', url), { headers: { cookie } })).text();
      const figure = (name: string) => Number(new RegExp(`^netpol_studio_${name} (\\d+)$`, 'm').exec(text)?.[1]) / 1e6;
      return { resident: figure('resident_bytes'), heap: figure('heap_bytes') };
    },
    close: () => request.destroy(),
  };
}

function eachEvent(text: NodeJS.ReadableStream, hear: (data: string) => void): void {
  let data: string[] = [];
  const lines = createInterface(text);
  text.on('error', () => undefined);
  lines.on('error', () => undefined);
  lines.on('line', (line) => {
    if (line.startsWith('data: ')) data.push(line.slice(6));
    if (line !== '' || data.length === 0) return;
    hear(data.join('\n'));
    data = [];
  });
}
