/**
 * A whole list of one kind, page by page. Not as a watch that begins with the state, which newer servers offer: watches
 * are never compressed, so that 10,000 pods are 46 MB that way and 2 as pages, and the first page is as early.
 */

import { AnswerProblem } from '../../connect/answer-problem.ts';
import { text } from '../../connect/json-fields.ts';
import type { KubeTransport } from '../../connect/kube-transport.ts';
import { TransportProblem } from '../../connect/kube-transport.ts';
import { fieldsOf } from '../../connect/object-fields.ts';
import type { Resource } from '../kinds/resource.ts';
import { isOneName, pathOf, type Scope } from '../rights/read-scope.ts';
import type { StoredItem } from '../state/object-store.ts';
import { itemOf } from './watch-resource.ts';

export interface ListRequest<T> {
  readonly resource: Resource<T>;
  readonly transport: KubeTransport;
  readonly scope: Scope;
  readonly signal: AbortSignal;
}

export interface Listed {
  /** Of the list, not of its newest object: from here a watch misses nothing. */
  readonly version: string;
  /** Things in the list that are no objects. */
  readonly skipped: number;
}

/** What is done with each page, and how many objects there are in all, where the server says it. */
export type TakePage<T> = (items: readonly StoredItem<T>[], expected: number | undefined) => void;

const PAGE = '500';
const PAGE_MS = 60_000;
const METADATA = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

/** Throws AnswerProblem or TransportProblem. `begin` is called for each attempt: what was taken before it is void. */
export async function listAll<T>(request: ListRequest<T>, begin: () => TakePage<T>): Promise<Listed> {
  if (isOneName(request.scope)) return readOne(request, begin());
  try {
    return await pages(request, PAGE, begin());
  } catch (error) {
    // A page of a list that the server no longer remembers: once the whole at one go.
    if (error instanceof ExpiredPage) return pages(request, undefined, begin());
    throw error;
  }
}

async function readOne<T>(request: ListRequest<T>, take: TakePage<T>): Promise<Listed> {
  const { resource, transport, scope, signal } = request;
  const response = await transport.request({ method: 'GET', path: pathOf(resource, scope), signal });
  if (response.status !== 200) throw new AnswerProblem(response);
  const item = itemOf(response.body, resource);
  if (!item) throw new TransportProblem('garbled', `The API server sent something else than one of ${resource.name}.`);
  take([item], 1);
  return { version: item.version, skipped: 0 };
}

class ExpiredPage extends Error {}

async function pages<T>(request: ListRequest<T>, limit: string | undefined, take: TakePage<T>): Promise<Listed> {
  const { resource, transport, scope, signal } = request;
  let read = 0;
  let skipped = 0;
  let next: string | undefined;
  for (;;) {
    const page: StoredItem<T>[] = [];
    const onItem = (object: unknown) => {
      const item = itemOf(object, resource);
      if (item) page.push(item);
      else skipped++;
    };
    const response = await transport.request({
      method: 'GET',
      path: pathOf(resource, scope),
      query: { limit, continue: next, fieldSelector: resource.fieldSelector },
      accept: resource.metadataOnly ? METADATA : undefined,
      timeoutMs: PAGE_MS,
      onItem,
      signal,
    });
    if (response.status === 410 && next !== undefined) throw new ExpiredPage();
    if (response.status !== 200) throw new AnswerProblem(response);
    const list = fieldsOf(response.body);
    const metadata = fieldsOf(list.metadata);
    const version = text(metadata.resourceVersion);
    if (!Array.isArray(list.items ?? []) || version === undefined) {
      throw new TransportProblem('garbled', `The API server sent something else than a list of ${resource.name}.`);
    }
    for (const object of (list.items ?? []) as unknown[]) onItem(object);
    read += page.length;
    const { remainingItemCount: rest } = metadata;
    take(page, typeof rest === 'number' ? read + rest : undefined);
    next = text(metadata.continue);
    if (next === undefined) return { version, skipped };
  }
}
