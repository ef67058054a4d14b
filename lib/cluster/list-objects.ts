/** All objects of one kind, once and whole, for who wants no live state: by the same pages as the reflectors. */

import { type ApiResource, VERDICT_KINDS, watchedKind } from '#stream';
import type { Fields } from './connect/json-fields.ts';
import type { KubeTransport } from './connect/kube-transport.ts';
import { resourceOf } from './read/kinds/resource.ts';
import { listAll } from './read/reflect/list-resource.ts';

/** What must be read to say who can talk to whom: the same kinds as for live state. */
export const VERDICT_RESOURCES: readonly ApiResource[] = VERDICT_KINDS.map((kind) => watchedKind(kind).resource);

/** `progress` is told the number read so far. Throws AnswerProblem or TransportProblem. */
export async function listObjects(
  transport: KubeTransport,
  api: ApiResource,
  progress: (count: number) => void,
): Promise<readonly Fields[]> {
  const resource = resourceOf<Fields>({ kind: api.plural, resource: api }, { project: (object) => object });
  let objects: Fields[] = [];
  const signal = new AbortController().signal;
  await listAll({ resource, transport, scope: 'cluster', signal }, () => {
    objects = [];
    return (items) => {
      for (const { value } of items) objects.push(value);
      progress(objects.length);
    };
  });
  return objects;
}
