/** Lists: consistent over pages, as the store stood when the first page was read. */

import { apiVersionOf, type Kind } from '../kinds.ts';
import type { JsonObject, KubeObject } from '../kube-object.ts';
import { badRequest, Refusal } from '../status.ts';
import type { Store } from '../store/store.ts';
import { type IncludeObject, tableOf } from '../table/table.ts';
import { type Answer, jsonAnswer } from './answer.ts';
import { itemJson, metadataOnly } from './item-json.ts';
import type { ListOptions } from './list-options.ts';
import type { Representation } from './negotiation.ts';

export interface ListRequest {
  readonly store: Store;
  readonly kind: Kind;
  readonly namespace: string | undefined;
  readonly options: ListOptions;
  readonly representation: Representation;
  readonly includeObject: IncludeObject;
  readonly now: number;
}

interface Page {
  readonly items: readonly KubeObject[];
  readonly meta: JsonObject;
}

export function answerList(request: ListRequest): Answer {
  const { items, meta } = readPage(request);
  const { kind } = request;
  switch (request.representation) {
    case 'table':
      return jsonAnswer(200, tableOf(kind, items, meta, request.includeObject, request.now));
    case 'metadata':
    case 'metadata-list':
      return jsonAnswer(200, {
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        metadata: meta,
        items: items.map(metadataOnly),
      });
    case 'object': {
      const head = `{"kind":"${kind.kind}List","apiVersion":"${apiVersionOf(kind)}","metadata":${JSON.stringify(meta)}`;
      return jsonAnswer(200, `${head},"items":[${items.map(itemJson).join(',')}]}`);
    }
  }
}

function readPage(request: ListRequest): Page {
  const { options, store, namespace } = request;
  const token = options.continueToken === '' ? undefined : readToken(options.continueToken);
  const version = token === undefined ? wantedVersion(options, store) : token.rv === -1 ? store.version : token.rv;
  const all = store.listAt(request.kind, version, namespace);
  if (all === undefined) throw token === undefined ? tooOld() : pageTooOld(token);

  // A token starts at the key right after the last one given.
  const start = token?.start ?? '';
  const rest = all.filter((object) => keyOf(object, namespace) >= start);
  const items: KubeObject[] = [];
  let index = 0;
  for (; index < rest.length && (options.limit === 0 || items.length < options.limit); index += 1) {
    const object = rest[index] as KubeObject;
    if (options.matches(object)) items.push(object);
  }
  const left = rest.length - index;
  const meta: JsonObject = { resourceVersion: String(version) };
  const last = rest[index - 1];
  if (left > 0 && last !== undefined) {
    meta.continue = writeToken({ rv: version, start: `${keyOf(last, namespace)}\0` });
    if (!options.hasSelector) meta.remainingItemCount = left;
  }
  return { items, meta };
}

/** The version a first page is read at; refusals for one that is not there yet. */
function wantedVersion(options: ListOptions, store: Store): number {
  const given = Number(options.resourceVersion);
  if (given === 0) return store.version;
  if (given > store.version) throw versionTooLarge(given, store.version);
  const isExact =
    options.resourceVersionMatch === 'Exact' || (options.limit > 0 && options.resourceVersionMatch === '');
  return isExact ? given : store.version;
}

export function versionTooLarge(wanted: number, current: number): Refusal {
  return new Refusal(504, 'Timeout', `Timeout: Too large resource version: ${wanted}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });
}

interface Token {
  readonly rv: number;
  readonly start: string;
}

function keyOf(object: KubeObject, namespace: string | undefined): string {
  const { namespace: own, name } = object.metadata;
  return namespace === undefined && own !== undefined ? `/${own}/${name}` : `/${name}`;
}

function writeToken(token: Token): string {
  return Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: token.rv, start: token.start })).toString('base64url');
}

function readToken(text: string): Token {
  let value: Partial<Token> & { v?: string };
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Token;
  } catch (error) {
    throw badRequest(`invalid continue token: continue key is not valid: ${(error as Error).message}`);
  }
  const isRead = value.v === 'meta.k8s.io/v1' && typeof value.rv === 'number' && typeof value.start === 'string';
  if (!isRead) throw badRequest('invalid continue token: continue key is not valid: server does not recognize it');
  return value as Token;
}

function tooOld(): Refusal {
  return new Refusal(410, 'Expired', 'The resourceVersion for the provided list is too old.');
}

/** Carries a token to go on with at the price of consistency. */
function pageTooOld(token: Token): Refusal {
  const message =
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without ' +
    'the continue parameter, or use the continue token in this response to retrieve the remainder of the results. ' +
    'Continuing with the provided token results in an inconsistent list - objects that were created, modified, or ' +
    'deleted between the time the first chunk was returned and now may show up in the list.';
  return new Refusal(410, 'Expired', message, undefined, { continue: writeToken({ rv: -1, start: token.start }) });
}
