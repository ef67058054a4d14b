/** The events of a watch, read as what they mean for a store. */

import { objectKey } from '#engine';
import { AnswerProblem } from '../../connect/answer-problem.ts';
import { text } from '../../connect/json-fields.ts';
import type { KubeRequest, KubeStream } from '../../connect/kube-transport.ts';
import { TransportProblem } from '../../connect/kube-transport.ts';
import { fieldsOf } from '../../connect/object-fields.ts';
import type { Resource } from '../kinds/resource.ts';
import { pathOf, type Scope } from '../rights/read-scope.ts';
import type { StoredItem } from '../state/object-store.ts';

export type WatchEvent<T> =
  | { readonly kind: 'put' | 'remove'; readonly item: StoredItem<T>; readonly version: string }
  | { readonly kind: 'bookmark'; readonly version: string }
  | { readonly kind: 'skip'; readonly why: string };

const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json';

/** Watches a kind from a version on, with bookmarks; the server ends it after so many seconds. */
export function watchRequest<T>(resource: Resource<T>, scope: Scope, from: string, seconds: number): KubeRequest {
  return {
    method: 'GET',
    path: pathOf(resource, scope),
    query: {
      watch: '1',
      resourceVersion: from,
      allowWatchBookmarks: 'true',
      timeoutSeconds: String(seconds),
      fieldSelector: resource.fieldSelector,
    },
    accept: resource.metadataOnly ? METADATA : undefined,
  };
}

/** Throws AnswerProblem for a Status within the stream, and TransportProblem for a line that is no event. */
export async function* watchEvents<T>(stream: KubeStream, resource: Resource<T>): AsyncGenerator<WatchEvent<T>> {
  for await (const { type, object } of stream) {
    switch (type) {
      case 'ADDED':
      case 'MODIFIED':
      case 'DELETED': {
        const item = itemOf(object, resource);
        if (!item) yield { kind: 'skip', why: `${type} of something without name, uid or version` };
        else yield { kind: type === 'DELETED' ? 'remove' : 'put', item, version: item.version };
        break;
      }
      case 'BOOKMARK': {
        const version = text(fieldsOf(fieldsOf(object).metadata).resourceVersion);
        yield version ? { kind: 'bookmark', version } : { kind: 'skip', why: 'a bookmark without version' };
        break;
      }
      case 'ERROR': {
        const code = Number(fieldsOf(object).code);
        throw new AnswerProblem({ status: code >= 400 ? code : 500, headers: {}, body: object });
      }
      case 'MALFORMED':
        throw new TransportProblem('garbled', `A watch of ${resource.name} sent a line that is no event.`);
      default:
        yield { kind: 'skip', why: `an event of unknown type ${type.slice(0, 40)}` };
    }
  }
}

/** Undefined for what is no object of a name, a uid and a version; and for what the projection does not want. */
export function itemOf<T>(object: unknown, resource: Resource<T>): StoredItem<T> | undefined {
  const fields = fieldsOf(object);
  const metadata = fieldsOf(fields.metadata);
  const name = text(metadata.name);
  const uid = text(metadata.uid);
  const version = text(metadata.resourceVersion);
  if (fields.kind === 'Status' || fields.kind === 'Table') return undefined;
  if (name === undefined || uid === undefined || version === undefined || !/^\d+$/.test(version)) return undefined;
  const value = resource.project(fields, metadata);
  if (value === undefined) return undefined;
  const namespace = text(metadata.namespace);
  return { key: objectKey({ namespace, name }), uid, version, value };
}
