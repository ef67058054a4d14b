/** OpenAPI v3, a document for each group and version: what kubectl's apply, diff and explain read. */

import { createHash } from 'node:crypto';
import { KINDS } from '../kinds.ts';
import type { JsonObject } from '../kube-object.ts';
import type { Shape } from '../schema/shape.ts';
import { shapeOf } from '../schema/shapes.ts';
import { KNOWN_KINDS, type KnownKind } from './known-kinds.ts';

const documents = new Map<string, string>();

/** Paths as `apis/networking.k8s.io/v1`, each with an address that names its content. */
export function openApiIndex(): JsonObject {
  const paths = groupPaths().map((path) => {
    const hash = createHash('sha512')
      .update(openApiDocument(path) ?? '')
      .digest('hex')
      .toUpperCase();
    return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` }] as const;
  });
  return { paths: Object.fromEntries(paths) };
}

/** The text of a document; undefined where nothing is served under that path. */
export function openApiDocument(path: string): string | undefined {
  let text = documents.get(path);
  if (text === undefined && groupPaths().includes(path)) {
    text = JSON.stringify(documentOf(path));
    documents.set(path, text);
  }
  return text;
}

function groupPaths(): readonly string[] {
  return [...new Set([...KINDS, ...KNOWN_KINDS].map(groupPath))];
}

function groupPath({ group, version }: KnownKind): string {
  return group === '' ? `api/${version}` : `apis/${group}/${version}`;
}

function documentOf(path: string): JsonObject {
  const kinds = KINDS.filter((kind) => groupPath(kind) === path);
  const schemas: JsonObject = {};
  const paths: JsonObject = {};
  for (const kind of kinds) {
    const name = schemaName(kind);
    schemas[name] = { ...schemaOf(shapeOf(kind)), 'x-kubernetes-group-version-kind': [groupVersionKind(kind)] };
    const base = `/${path}${kind.namespaced ? '/namespaces/{namespace}' : ''}/${kind.resource}`;
    paths[base] = { get: operation(kind, 'list'), post: operation(kind, 'post') };
    paths[`${base}/{name}`] = {
      get: operation(kind, 'get'),
      put: operation(kind, 'put'),
      patch: operation(kind, 'patch'),
      delete: operation(kind, 'delete'),
    };
  }
  for (const kind of KNOWN_KINDS.filter((one) => groupPath(one) === path)) {
    schemas[schemaName(kind)] = {
      description: 'Not served by the demo cluster.',
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': true,
      'x-kubernetes-group-version-kind': [groupVersionKind(kind)],
    };
    paths[`/${path}/namespaces/{namespace}/${kind.resource}/{name}`] = { patch: operation(kind, 'patch') };
  }
  const info = { title: 'netpol-studio demo cluster', version: 'v1' };
  return { openapi: '3.0.0', info, paths, components: { schemas } };
}

function groupVersionKind(kind: KnownKind): JsonObject {
  return { group: kind.group, kind: kind.kind, version: kind.version };
}

function schemaName(kind: KnownKind): string {
  const group = kind.group === '' ? 'core' : (kind.group.split('.')[0] ?? kind.group);
  return `io.k8s.api.${group}.${kind.version}.${kind.kind}`;
}

/** kubectl looks for the action, the kind and the parameters of a dry run and of strict validation. */
function operation(kind: KnownKind, action: string): JsonObject {
  const names = action === 'get' || action === 'list' ? [] : ['dryRun', 'fieldManager', 'fieldValidation'];
  const parameters = [...names, ...(action === 'patch' ? ['force'] : [])].map((name) => ({
    name,
    in: 'query',
    schema: { type: name === 'force' ? 'boolean' : 'string', uniqueItems: true },
  }));
  const reference = { $ref: `#/components/schemas/${schemaName(kind)}` };
  const content = { 'application/json': { schema: reference } };
  return {
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': groupVersionKind(kind),
    parameters,
    ...(action === 'post' || action === 'put' ? { requestBody: { content } } : {}),
    responses: { 200: { description: 'OK', content } },
  };
}

function schemaOf(shape: Shape): JsonObject {
  const description = shape.says === undefined ? {} : { description: shape.says };
  switch (shape.type) {
    case 'struct': {
      const properties = Object.entries(shape.fields).map(([field, inner]) => [field, schemaOf(inner)] as const);
      return {
        ...description,
        type: 'object',
        properties: Object.fromEntries(properties),
        ...(shape.required.length === 0 ? {} : { required: shape.required }),
        ...(shape.atomic ? { 'x-kubernetes-map-type': 'atomic' } : {}),
        ...(shape.open ? { 'x-kubernetes-preserve-unknown-fields': true } : {}),
      };
    }
    case 'map':
      return { ...description, type: 'object', additionalProperties: schemaOf(shape.of) };
    case 'list': {
      const listType = shape.set === true ? 'set' : shape.keys === undefined ? 'atomic' : 'map';
      const keys = shape.keys === undefined ? {} : { 'x-kubernetes-list-map-keys': shape.keys };
      return { ...description, type: 'array', items: schemaOf(shape.of), 'x-kubernetes-list-type': listType, ...keys };
    }
    case 'any':
      return { ...description, 'x-kubernetes-preserve-unknown-fields': true };
    case 'intOrString':
      return { ...description, oneOf: [{ type: 'integer' }, { type: 'string' }], format: 'int-or-string' };
    case 'time':
      return { ...description, type: 'string', format: 'date-time' };
    default:
      return { ...description, type: shape.type };
  }
}
