/**
 * A server-sent event as bytes, plain and compressed. Each is compressed once for all readers: it ends on a byte and
 * refers to nothing before it, so that the compressed stream of any reader is the events it got, one after another. No
 * reader has a compressor of its own, and none holds anything back.
 */

import { constants, crc32, deflateRawSync } from 'node:zlib';

export interface EventBytes {
  readonly plain: Buffer;
  /** As raw deflate, without an end. */
  readonly deflated: Buffer;
}

/** `data` may have several lines. */
export function eventBytes(data: string): EventBytes {
  return bytesOf(`data: ${data.replaceAll('\n', '\ndata: ')}\n\n`);
}

/** Heard as nothing, but heard. */
export function heartbeatBytes(): EventBytes {
  return bytesOf(': \n\n');
}

/** Fast rather than small: a snapshot of 100,000 pods takes a tenth of a second. */
const LEVEL = 4;

function bytesOf(text: string): EventBytes {
  const plain = Buffer.from(text);
  let deflated: Buffer | undefined;
  return {
    plain,
    get deflated() {
      deflated ??= deflateRawSync(plain, { level: LEVEL, finishFlush: constants.Z_SYNC_FLUSH });
      return deflated;
    },
  };
}

/** Of one reader: what stands before, around and after its events. */
export interface Encoder {
  readonly encoding: 'gzip' | undefined;
  /** Goes before the first event. */
  readonly head: Buffer;
  take(event: EventBytes): Buffer;
  /** Goes after the last one. */
  end(): Buffer;
}

const NOTHING = Buffer.alloc(0);

export const plainEncoder: Encoder = {
  encoding: undefined,
  head: NOTHING,
  take: (event) => event.plain,
  end: () => NOTHING,
};

const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
const LAST_BLOCK = [3, 0];

export function gzipEncoder(): Encoder {
  let sum = 0;
  let size = 0;
  return {
    encoding: 'gzip',
    head: GZIP_HEAD,
    take({ plain, deflated }) {
      sum = crc32(plain, sum);
      size = (size + plain.length) % 2 ** 32;
      return deflated;
    },
    end() {
      const trailer = Buffer.from([...LAST_BLOCK, 0, 0, 0, 0, 0, 0, 0, 0]);
      trailer.writeUInt32LE(sum, 2);
      trailer.writeUInt32LE(size, 6);
      return trailer;
    },
  };
}
