/** The body of a write as an object of the kind its path names: decoded, and checked against the path. */

import { apiVersionOf, KINDS, type Kind } from '../kinds.ts';
import { type JsonObject, textAt } from '../kube-object.ts';
import { decode } from '../schema/decode.ts';
import { shapeOf } from '../schema/shapes.ts';
import { badRequest, invalid, Refusal } from '../status.ts';
import { bodyObject, parseBody, type RequestBody, readBytes } from './request-body.ts';
import { mediaType, type ResourceRequest } from './resource-request.ts';

export async function readBody(request: ResourceRequest): Promise<RequestBody> {
  return parseBody(await readBytes(request.raw), mediaType(request.raw), request.kind.kind);
}

/** The body as an object of the kind the path names, with what strict decoding has to say of duplicates. */
export function typed(request: ResourceRequest, body: RequestBody): JsonObject {
  const { kind } = request;
  const value = bodyObject(body, kind.kind);
  const apiVersion = textAt(value, 'apiVersion') ?? '';
  const name = textAt(value, 'kind') ?? '';
  const wanted = apiVersionOf(kind);
  // Once a group of the kind's own, which the server still reads.
  if (apiVersion === 'extensions/v1beta1' && kind.kind === 'NetworkPolicy') {
    throw badRequest(`the API version in the data (${apiVersion}) does not match the expected API version (${wanted})`);
  }
  const given = { kind: name || kind.kind, version: apiVersion || wanted };
  if (given.kind === kind.kind && given.version === wanted) return value;
  const isKnown = KINDS.some((one) => one.kind === given.kind && apiVersionOf(one) === given.version);
  const why = isKnown
    ? `converting (v1.${given.kind}) to (${(kind.group || 'core').split('.')[0]}.${kind.kind}): unknown conversion`
    : unregistered(given.kind, given.version);
  const version = given.version.slice(given.version.indexOf('/') + 1);
  throw badRequest(`${given.kind} in version "${version}" cannot be handled as a ${kind.kind}: ${why}`);
}

export function unregistered(name: string, apiVersion: string): string {
  return `no kind "${name}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:110"`;
}

export interface DecodedBody {
  readonly object: JsonObject;
  readonly warnings: readonly string[];
}

/** Drops unknown fields, or refuses them, as `fieldValidation` asks; Warn when it asks nothing. */
export function decoded(request: ResourceRequest, value: JsonObject, body?: RequestBody): DecodedBody {
  const { kind, query } = request;
  const prefix = cannotBeHandled(kind);
  const { value: object, unknown } = decode(shapeOf(kind), value, prefix);
  const mode = query.get('fieldValidation') || 'Warn';
  const duplicates = body?.duplicates ?? [];
  if (mode === 'Ignore') return { object, warnings: [] };
  const faults = unknown.map((field) => `unknown field ${JSON.stringify(field)}`);
  if (mode === 'Warn') return { object, warnings: [...duplicates, ...faults] };
  if (duplicates.length + faults.length === 0) return { object, warnings: [] };
  const isYaml = body?.isYaml === true && duplicates.length > 0;
  const told = isYaml
    ? [`yaml: unmarshal errors:\n  ${duplicates.join('\n  ')}`, ...faults]
    : [...duplicates, ...faults];
  throw badRequest(`${prefix}strict decoding error: ${told.join(', ')}`);
}

function cannotBeHandled(kind: Kind): string {
  return `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: `;
}

/** What a patch made of an object. That it is none of its kind any more is told as a fault of the patch. */
export function decodedPatch(request: ResourceRequest, value: JsonObject): DecodedBody {
  const { kind } = request;
  const apiVersion = textAt(value, 'apiVersion') ?? '';
  const name = textAt(value, 'kind') ?? '';
  if (apiVersion !== apiVersionOf(kind) || name !== kind.kind) throw badPatch(value, unregistered(name, apiVersion));
  try {
    return decoded(request, value);
  } catch (error) {
    const prefix = cannotBeHandled(kind);
    if (!(error instanceof Refusal) || !error.message.startsWith(prefix)) throw error;
    throw badPatch(value, error.message.slice(prefix.length));
  }
}

function badPatch(value: JsonObject, why: string): Refusal {
  const message = `Invalid value: ${JSON.stringify(JSON.stringify(value))}: ${why}`;
  return invalid('', '', '', [{ field: 'patch', reason: 'FieldValueInvalid', message }]);
}

export function checkNamespace(request: ResourceRequest, object: JsonObject): void {
  const given = textAt(object, 'metadata', 'namespace') ?? '';
  if (given === '' || given === (request.path.namespace ?? '')) return;
  throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
}

export function checkName(request: ResourceRequest, object: JsonObject): void {
  const given = textAt(object, 'metadata', 'name') ?? '';
  const name = request.path.name ?? '';
  if (given === name || given === '') return;
  throw badRequest(`the name of the object (${given}) does not match the name on the URL (${name})`);
}
