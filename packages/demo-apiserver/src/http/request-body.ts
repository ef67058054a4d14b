/** Reads a request's body, bounded, and turns JSON, YAML and kubectl's protobuf into one JSON value. */

import type { IncomingMessage } from 'node:http';
import { LineCounter, parseDocument, visit } from 'yaml';
import { isObject, type JsonObject } from '../kube-object.ts';
import { badRequest, Refusal } from '../status.ts';
import { duplicateJsonFields } from './duplicate-fields.ts';
import { decodeProtobuf } from './protobuf.ts';

const BODY_LIMIT = 3 * 1024 * 1024;

export interface RequestBody {
  readonly value: unknown;
  /** Faults that only strict decoding minds, as the server words them. */
  readonly duplicates: readonly string[];
  readonly isYaml: boolean;
}

export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) {
      throw new Refusal(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${BODY_LIMIT}`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** `kind` is named in the refusal of what cannot be read at all. */
export function parseBody(bytes: Buffer, mediaType: string, kind: string): RequestBody {
  switch (mediaType) {
    case '':
    case 'application/json':
      return parseJson(bytes, kind);
    case 'application/yaml':
      return parseYaml(bytes, kind);
    case 'application/vnd.kubernetes.protobuf':
      return { value: decodeProtobuf(bytes), duplicates: [], isYaml: false };
    default:
      throw new Refusal(
        415,
        'UnsupportedMediaType',
        'the body of the request was in an unknown format - accepted media types include: application/json, ' +
          'application/yaml, application/vnd.kubernetes.protobuf',
      );
  }
}

export function parseJson(bytes: Buffer, kind: string): RequestBody {
  const text = bytes.toString('utf8');
  refusePrototype(text);
  try {
    return { value: JSON.parse(text), duplicates: duplicateJsonFields(text), isYaml: false };
  } catch (error) {
    throw unreadable(kind, `couldn't get version/kind; json parse error: ${String((error as Error).message)}`, text);
  }
}

export function parseYaml(bytes: Buffer, kind: string): RequestBody {
  const text = bytes.toString('utf8');
  refusePrototype(text);
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { version: '1.1', uniqueKeys: false, lineCounter });
  const fault = document.errors[0];
  if (fault !== undefined) {
    const line = fault.linePos?.[0].line ?? 1;
    throw unreadable(kind, `yaml: line ${line}: ${fault.message.split('\n')[0]}`, bytes.toString('hex'));
  }
  const duplicates: string[] = [];
  visit(document, {
    Map(_, node) {
      const seen = new Set<string>();
      for (const pair of node.items) {
        const key = String(pair.key);
        const range = (pair.key as { range?: [number, number, number] }).range;
        const line = range === undefined ? 0 : lineCounter.linePos(range[0]).line;
        if (seen.has(key)) duplicates.push(`line ${line}: key ${JSON.stringify(key)} already set in map`);
        seen.add(key);
      }
    },
  });
  try {
    return { value: document.toJS({ maxAliasCount: 50 }), duplicates, isYaml: true };
  } catch (error) {
    throw unreadable(kind, `yaml: ${String((error as Error).message)}`, '');
  }
}

/** A body that must be one JSON object. */
export function bodyObject(body: RequestBody, kind: string): JsonObject {
  if (isObject(body.value)) return body.value;
  throw unreadable(kind, "couldn't get version/kind; json parse error: the body is not an object", '');
}

function unreadable(kind: string, why: string, text: string): Refusal {
  const shown = text.length > 200 ? `${text.slice(0, 200)}...` : text;
  return badRequest(`the object provided is unrecognized (must be of type ${kind}): ${why} (${shown})`);
}

/** The one key that could change what objects are, in this process: no Kubernetes object needs it. */
function refusePrototype(text: string): void {
  if (text.includes('__proto__')) throw badRequest('the key __proto__ is not accepted by the demo cluster');
}
