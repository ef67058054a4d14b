/** Reads the body of an answer: uncompressed, as JSON where it is, and no larger than can be borne. */

import { pipeline } from 'node:stream';
import { promisify } from 'node:util';
import { createGunzip, gunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import type { KubeResponse } from './kube-transport.ts';
import { TransportProblem } from './kube-transport.ts';
import { listItems } from './list-items.ts';

export type Answer = Dispatcher.ResponseData;

const BODY_LIMIT = 256 * 1024 * 1024;
const inflate = promisify(gunzip);

/** Throws TransportProblem for what is damaged or too large, and as the connection fails. */
export async function readAnswer(answer: Answer): Promise<KubeResponse> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > BODY_LIMIT) {
      answer.body.destroy();
      throw tooLarge();
    }
  }
  let bytes: Buffer = Buffer.concat(chunks, size);
  if (answer.headers['content-encoding'] === 'gzip') {
    try {
      bytes = await inflate(bytes, { maxOutputLength: BODY_LIMIT });
    } catch {
      throw cutOff();
    }
  }
  return { status: answer.statusCode, headers: answer.headers, body: parseBody(answer, bytes.toString('utf8')) };
}

/** Holds no more of a list than what has just come in: thousands of pods are tens of megabytes. */
export async function readList(answer: Answer, onItem: (item: unknown) => void): Promise<KubeResponse> {
  const { statusCode: status, headers } = answer;
  if (status !== 200 || !isJson(answer)) return readAnswer(answer);
  const items = listItems(onItem);
  let size = 0;
  try {
    for await (const chunk of unzipped(answer)) {
      size += chunk.length;
      if (size > BODY_LIMIT) throw tooLarge();
      items.take(chunk);
    }
    return { status, headers, body: items.end() };
  } catch (error) {
    if (error instanceof SyntaxError) throw notJson();
    if (String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw cutOff();
    throw error;
  } finally {
    answer.body.destroy();
  }
}

/** Fails as the answer fails, or with a code that begins with `Z_` where what came is not what was compressed. */
function unzipped(answer: Answer): AsyncIterable<Buffer> {
  if (answer.headers['content-encoding'] !== 'gzip') return answer.body;
  return pipeline(answer.body, createGunzip({ chunkSize: 64 * 1024 }), () => undefined);
}

function isJson({ headers }: Answer): boolean {
  return String(headers['content-type'] ?? '').includes('json');
}

const tooLarge = () =>
  new TransportProblem('too-large', `The API server sent an answer of more than ${BODY_LIMIT} bytes.`);
const cutOff = () =>
  new TransportProblem('garbled', 'The API server sent a compressed answer that is cut off or damaged.');
const notJson = () =>
  new TransportProblem('garbled', 'The API server sent an answer that is not the JSON it says it is.');

function parseBody(answer: Answer, body: string): unknown {
  if (!isJson(answer)) return body;
  try {
    return JSON.parse(body);
  } catch {
    if (answer.statusCode >= 400) return body;
    throw notJson();
  }
}
