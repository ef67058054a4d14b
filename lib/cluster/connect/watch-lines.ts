/** Cuts the bytes of a watch into its events. */

import type { WatchLine } from './kube-transport.ts';
import { TransportProblem } from './kube-transport.ts';
import { newestLines } from './newest-lines.ts';

const NEWLINE = 10;
const LINE_LIMIT = 4 * 1024 * 1024;

/** Of events that come in a rush only the last of each object (newest-lines.ts). */
export async function* watchLines(chunks: AsyncIterable<Uint8Array>, limit = LINE_LIMIT): AsyncGenerator<WatchLine> {
  for await (const line of newestLines(linesOf(chunks, limit))) yield parseLine(line);
}

/**
 * Bytes are cut at newlines before they are decoded, so that a character split between two pieces survives. What
 * follows the last newline when the stream ends was cut off in the middle and is dropped: it comes again on resume.
 */
async function* linesOf(chunks: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<readonly Uint8Array[]> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    const lines: Uint8Array[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      const piece = chunk.subarray(start, end);
      const line = held.length === 0 ? piece : Buffer.concat([...held, piece]);
      held = [];
      size = 0;
      start = end + 1;
      if (line.length > 0) lines.push(line);
    }
    if (start < chunk.length) {
      held.push(chunk.subarray(start));
      size += chunk.length - start;
    }
    if (lines.length > 0) yield lines;
    if (size > limit) throw new TransportProblem('too-large', `A watch sent a line of more than ${limit} bytes.`);
  }
}

function parseLine(bytes: Uint8Array): WatchLine {
  const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  try {
    const event: unknown = JSON.parse(line);
    if (typeof event === 'object' && event !== null && 'type' in event && typeof event.type === 'string') {
      return { type: event.type, object: 'object' in event ? event.object : undefined };
    }
  } catch {
    // Told below.
  }
  return { type: 'MALFORMED', object: line.slice(0, 200) };
}
