/** Answers requests for resources: one function a verb, all of them through the store and the writer. */

import { answerReview } from '../access/reviews.ts';
import { apiVersionOf, type Kind, REVIEWS } from '../kinds.ts';
import { isObject, type JsonObject, type KubeObject, listAt, textAt } from '../kube-object.ts';
import { decode } from '../schema/decode.ts';
import { bigInteger, boolean, list as listOf, named, openStruct, text } from '../schema/shape.ts';
import { shapeOf } from '../schema/shapes.ts';
import { conversionFault, jsonName, typedFaults } from '../schema/typed-faults.ts';
import { badRequest, immutableUid, invalid, methodNotAllowed, notFound, notServed, Refusal } from '../status.ts';
import type { Store } from '../store/store.ts';
import { type IncludeObject, tableOf } from '../table/table.ts';
import { deleteObject } from '../write/delete.ts';
import { jsonPatch } from '../write/json-patch.ts';
import { mergePatch, strategicPatch } from '../write/merge-patch.ts';
import type { WriteOptions, Writer, Written } from '../write/writer.ts';
import { type Answer, jsonAnswer } from './answer.ts';
import { metadataOnly } from './item-json.ts';
import { answerList } from './list.ts';
import { readListOptions } from './list-options.ts';
import { negotiate, type Representation } from './negotiation.ts';
import { bodyObject, parseBody, parseJson, parseYaml, type RequestBody, readBytes } from './request-body.ts';
import { mediaType, type ResourceRequest } from './resource-request.ts';
import { scaleFrom, scaleOf } from './scale.ts';
import { checkName, checkNamespace, decoded, decodedPatch, readBody, typed, unregistered } from './typed-body.ts';
import { checkDryRun, writeOptions } from './write-options.ts';

export interface ResourceContext {
  readonly store: Store;
  readonly writer: Writer;
  readonly now: () => number;
}

export async function answerResource(context: ResourceContext, request: ResourceRequest): Promise<Answer> {
  const { method, kind, path } = request;
  if (!isMethodServed(request)) throw methodNotAllowed();
  const representation = negotiate(request.raw.headers.accept);
  if (REVIEWS.includes(kind)) return review(context, request);
  if (path.name === undefined) {
    if (method === 'GET') return list(context, request, representation);
    return method === 'POST' ? create(context, request, representation) : deleteCollection(context, request);
  }
  switch (method) {
    case 'GET':
      return one(context, request, present(request, found(context, request)), 200, representation);
    case 'PUT':
      return replace(context, request, representation);
    case 'PATCH':
      return patch(context, request, representation);
    default:
      return remove(context, request);
  }
}

function isMethodServed({ method, kind, path }: ResourceRequest): boolean {
  const verbs: Readonly<Record<string, string>> =
    path.name === undefined
      ? { GET: 'list', POST: 'create', DELETE: 'deletecollection' }
      : { GET: 'get', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };
  const verb = verbs[method];
  if (verb === undefined || !kind.verbs.includes(verb)) return false;
  if (path.subresource !== undefined) return verb !== 'delete';
  // Namespaced objects are created and deleted in a namespace, not across all of them.
  return !(kind.namespaced && path.namespace === undefined && method !== 'GET');
}

function review(context: ResourceContext, request: ResourceRequest): Promise<Answer> {
  return readBody(request).then((body) => {
    const { store, now } = context;
    const { identity, kind } = request;
    const value = typed(request, body);
    return jsonAnswer(201, answerReview({ store, identity, kind, body: value, now: now() }));
  });
}

function list(context: ResourceContext, request: ResourceRequest, representation: Representation): Answer {
  const { kind, path, query } = request;
  const options = readListOptions(kind, query, undefined);
  const { store, now } = context;
  const includeObject = readInclude(query);
  return answerList({ store, kind, namespace: path.namespace, options, representation, includeObject, now: now() });
}

async function create(context: ResourceContext, request: ResourceRequest, form: Representation): Promise<Answer> {
  const options = writeOptions(request, 'CreateOptions');
  const body = await readBody(request);
  const { object, warnings } = decoded(request, typed(request, body), body);
  checkNamespace(request, object);
  const written = telling(warnings, () => context.writer.create(request.kind, request.path.namespace, object, options));
  return answerWritten(context, request, written, warnings, form);
}

async function replace(context: ResourceContext, request: ResourceRequest, form: Representation): Promise<Answer> {
  const options = writeOptions(request, 'UpdateOptions');
  const { kind, path } = request;
  const name = path.name ?? '';
  const body = await readBody(request);
  if (path.subresource === 'scale') {
    const scale = bodyObject(body, 'Scale');
    const written = context.writer.update(kind, path.namespace, name, (live) => scaleFrom(live, scale), options);
    return answerWritten(context, request, written, [], form);
  }
  const { object, warnings } = decoded(request, typed(request, body), body);
  checkNamespace(request, object);
  checkName(request, object);
  if ((textAt(object, 'metadata', 'name') ?? '') === '') throw nameless(name);
  const written = telling(warnings, () => context.writer.update(kind, path.namespace, name, () => object, options));
  return answerWritten(context, request, written, warnings, form);
}

const PATCHES = [
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/json-patch+json',
  'application/apply-patch+cbor',
];

async function patch(context: ResourceContext, request: ResourceRequest, form: Representation): Promise<Answer> {
  const { kind, path, raw } = request;
  const type = mediaType(raw);
  const isApply = type === 'application/apply-patch+yaml';
  if (!isApply && !PATCHES.includes(type)) {
    throw new Refusal(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});
  }
  const options = writeOptions(request, 'PatchOptions', isApply);
  const bytes = await readBytes(raw);
  if (isApply) return apply(context, request, appliedBody(bytes, kind), options, form);
  const change = patcher(type, parsePatch(bytes), kind);
  const warnings: string[] = [];
  const patched = (live: KubeObject) => {
    if (path.subresource === 'scale') return scaleFrom(live, change(scaleOf(kind, live)));
    const changed = change(live);
    checkUid(kind, live, changed);
    const next = decodedPatch(request, changed);
    warnings.push(...next.warnings);
    checkName(request, next.object);
    checkNamespace(request, next.object);
    return next.object;
  };
  const { writer } = context;
  const written = telling(warnings, () => writer.update(kind, path.namespace, path.name ?? '', patched, options));
  return answerWritten(context, request, written, warnings, form);
}

/** A PUT of another uid is a conflict; a patch of it is a fault. */
function checkUid(kind: Kind, live: KubeObject, changed: JsonObject): void {
  const uid = textAt(changed, 'metadata', 'uid');
  if (uid !== live.metadata.uid) throw immutableUid(kind, live.metadata.name, uid ?? '');
}

function parsePatch(bytes: Buffer): unknown {
  try {
    return parseJson(bytes, 'patch').value;
  } catch (error) {
    throw badRequest(`error decoding patch: ${(error as Error).message}`);
  }
}

function patcher(type: string, value: unknown, kind: Kind): (live: JsonObject) => JsonObject {
  const asObject = (patched: unknown): JsonObject => {
    if (isObject(patched)) return patched;
    throw badRequest('the patched value is not an object');
  };
  switch (type) {
    case 'application/merge-patch+json':
      return (live) => asObject(mergePatch(live, value));
    case 'application/strategic-merge-patch+json':
      return (live) => asObject(strategicPatch(shapeOf(kind), live, value));
    case 'application/json-patch+json':
      return (live) => asObject(jsonPatch(live, value));
    default:
      throw notServed('apply patches in CBOR; send application/apply-patch+yaml');
  }
}

function appliedBody(bytes: Buffer, kind: Kind): RequestBody {
  let body: RequestBody;
  try {
    body = parseYaml(bytes, kind.kind);
  } catch (error) {
    const why = error instanceof Refusal ? /yaml: .*?(?=: \(|$)/.exec(error.message)?.[0] : undefined;
    throw why === undefined ? error : badRequest(`error decoding YAML: error converting YAML to JSON: ${why}`);
  }
  if (body.value === null || body.value === undefined) return { ...body, value: {} };
  if (isObject(body.value)) return body;
  const why = `json: cannot unmarshal ${jsonName(body.value)} into Go value of type map[string]interface {}`;
  throw badRequest(`error decoding YAML: error unmarshaling JSON: while decoding JSON: ${why}`);
}

function apply(
  context: ResourceContext,
  request: ResourceRequest,
  body: RequestBody,
  options: WriteOptions,
  form: Representation,
): Answer {
  const { kind, path, query } = request;
  if (path.subresource !== undefined) throw notServed(`server-side apply of ${kind.resource}/${path.subresource}`);
  const config = applied(request, body);
  if (body.duplicates.length > 0) throw badRequest(`error decoding YAML: ${body.duplicates.join(', ')}`);
  if (listAt(config, 'metadata', 'managedFields').length > 0) throw badRequest('metadata.managedFields must be nil');
  checkNamespace(request, config);
  checkName(request, config);
  const name = path.name ?? '';
  checkSchema(kind, config);
  if ((textAt(config, 'metadata', 'name') ?? '') === '') throw nameless(name);
  const force = query.get('force') === 'true' || query.get('force') === '1';
  const metadata = { ...(config.metadata as JsonObject), name };
  const written = context.writer.apply(kind, path.namespace, name, { ...config, metadata }, { ...options, force });
  return answerWritten(context, request, written, [], form);
}

function nameless(name: string): Refusal {
  return badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
}

/** Faults without a reason, as the real server tells them: plain errors of the merge. */
function checkSchema(kind: Kind, config: JsonObject): void {
  const of = (part: string) => textAt(config, 'metadata', part) ?? '';
  const version = `${apiVersionOf(kind)}, Kind=${kind.kind}`;
  const object = `(${of('namespace')}/${of('name')}; ${version})`;
  const faults = typedFaults(shapeOf(kind), config);
  if (faults.length > 0) {
    const told = faults.length === 1 ? faults[0] : `errors:\n${faults.map((fault) => `  ${fault}`).join('\n')}`;
    throw new Refusal(500, undefined, `failed to create typed patch object ${object}: ${told}`);
  }
  const fault = conversionFault(shapeOf(kind), config);
  if (fault === undefined) return;
  const why = `unable to convert unstructured object to ${version}: ${fault}`;
  throw new Refusal(500, undefined, `failed to convert new object ${object} to proper version: ${why}`);
}

function applied({ kind }: ResourceRequest, body: RequestBody): JsonObject {
  const config = bodyObject(body, kind.kind);
  const apiVersion = textAt(config, 'apiVersion') ?? '';
  const name = textAt(config, 'kind') ?? '';
  if (apiVersion === apiVersionOf(kind) && name === kind.kind) return config;
  const version = apiVersion.includes('/') ? apiVersion : `/${apiVersion}`;
  throw badRequest(`invalid object type: ${version}, Kind=${name}`);
}

async function remove(context: ResourceContext, request: ResourceRequest): Promise<Answer> {
  const { kind, path } = request;
  const { options, dryRun } = await deleteOptions(request);
  const answer = deleteObject({ ...context, kind, namespace: path.namespace, name: path.name ?? '', options, dryRun });
  return jsonAnswer(200, answer);
}

async function deleteCollection(context: ResourceContext, request: ResourceRequest): Promise<Answer> {
  const { kind, path, query } = request;
  const { options, dryRun } = await deleteOptions(request);
  const { matches } = readListOptions(kind, query, undefined);
  const items = context.store.list(kind, path.namespace).filter(matches);
  for (const item of items) {
    deleteObject({ ...context, kind, namespace: path.namespace, name: item.metadata.name, options, dryRun });
  }
  const meta = { resourceVersion: String(context.store.version) };
  return jsonAnswer(200, { kind: `${kind.kind}List`, apiVersion: apiVersionOf(kind), metadata: meta, items });
}

/** From the body where there is one, otherwise from the query: never from both. */
async function deleteOptions(request: ResourceRequest): Promise<{ options: JsonObject; dryRun: boolean }> {
  const bytes = await readBytes(request.raw);
  const options = bytes.length === 0 ? queriedOptions(request.query) : sentOptions(request, bytes);
  const dryRun = listAt(options, 'dryRun').map(String);
  checkDryRun(dryRun, 'DeleteOptions');
  checkPropagation(options);
  return { options, dryRun: dryRun.length > 0 };
}

function queriedOptions(query: URLSearchParams): JsonObject {
  const grace = query.get('gracePeriodSeconds');
  const propagationPolicy = query.get('propagationPolicy');
  return {
    dryRun: query.getAll('dryRun'),
    ...(grace !== null && /^\d+$/.test(grace) ? { gracePeriodSeconds: Number(grace) } : {}),
    ...(propagationPolicy === null ? {} : { propagationPolicy }),
  };
}

function sentOptions({ raw }: ResourceRequest, bytes: Buffer): JsonObject {
  const body = parseBody(bytes, mediaType(raw), 'DeleteOptions').value;
  const options: JsonObject = isObject(body) ? body : {};
  const kind = textAt(options, 'kind') ?? 'DeleteOptions';
  if (kind === 'DeleteOptions') return checkedOptions(options);
  // Without a reason, as the real server answers it.
  throw new Refusal(500, undefined, unregistered(kind, textAt(options, 'apiVersion') ?? ''));
}

const DELETE_OPTIONS = openStruct('DeleteOptions', {
  dryRun: listOf(text),
  gracePeriodSeconds: bigInteger,
  orphanDependents: boolean,
  preconditions: openStruct('Preconditions', { uid: named('types.UID'), resourceVersion: text }),
  propagationPolicy: named('v1.DeletionPropagation'),
});

function checkedOptions(options: JsonObject): JsonObject {
  try {
    return decode(DELETE_OPTIONS, options, '').value;
  } catch (error) {
    // Without a reason: a plain error of the decoder.
    throw error instanceof Refusal ? new Refusal(500, undefined, error.message) : error;
  }
}

/** What the body was warned of is told also where it is refused in the end. */
function telling<T>(warnings: readonly string[], work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) error.warnings = [...warnings, ...error.warnings];
    throw error;
  }
}

function checkPropagation(options: JsonObject): void {
  const policy = textAt(options, 'propagationPolicy');
  if (policy === undefined) return;
  const field = 'propagationPolicy';
  const given = JSON.stringify(policy);
  if (options.orphanDependents !== undefined) {
    const message = `Invalid value: ${given}: orphanDependents and deletionPropagation cannot be both set`;
    throw invalid('DeleteOptions', 'meta.k8s.io', '', [{ field, reason: 'FieldValueInvalid', message }]);
  }
  if (['Foreground', 'Background', 'Orphan'].includes(policy)) return;
  const message = `Unsupported value: ${given}: supported values: "Foreground", "Background", "Orphan", "nil"`;
  throw invalid('DeleteOptions', 'meta.k8s.io', '', [{ field, reason: 'FieldValueNotSupported', message }]);
}

function found(context: ResourceContext, request: ResourceRequest): KubeObject {
  const { kind, path } = request;
  const object = context.store.get(kind, path.namespace, path.name ?? '');
  if (object === undefined) throw notFound(kind, path.name ?? '');
  return object;
}

function present(request: ResourceRequest, object: KubeObject): JsonObject {
  return request.path.subresource === 'scale' ? scaleOf(request.kind, object) : object;
}

function answerWritten(
  context: ResourceContext,
  request: ResourceRequest,
  written: Written,
  warnings: readonly string[],
  representation: Representation,
): Answer {
  const shown = present(request, written.object);
  const status = written.created ? 201 : 200;
  return one(context, request, shown, status, representation, [...warnings, ...written.warnings]);
}

function one(
  context: ResourceContext,
  request: ResourceRequest,
  object: JsonObject,
  status: number,
  representation: Representation,
  warnings: readonly string[] = [],
): Answer {
  if (representation === 'object' || request.path.subresource === 'scale') return jsonAnswer(status, object, warnings);
  const whole = object as KubeObject;
  if (representation !== 'table') return jsonAnswer(status, metadataOnly(whole), warnings);
  const meta = { resourceVersion: whole.metadata.resourceVersion };
  const table = tableOf(request.kind, [whole], meta, readInclude(request.query), context.now());
  return jsonAnswer(status, table, warnings);
}

export function readInclude(query: URLSearchParams): IncludeObject {
  const value = query.get('includeObject') ?? 'Metadata';
  if (value === 'None' || value === 'Object') return value;
  return 'Metadata';
}
