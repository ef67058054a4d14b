/** All objects of one kind, once and whole, for who wants no live state: by the same pages as the reflectors. */

import type { Fields } from './connect/json-fields.ts';
import type { KubeTransport } from './connect/kube-transport.ts';
import { listAll } from './read/list-resource.ts';

export interface ListedKind {
  /** `/api/v1`, `/apis/apps/v1`. */
  readonly apiPath: string;
  readonly plural: string;
}

/** `progress` is told the number read so far. Throws AnswerProblem or TransportProblem. */
export async function listObjects(
  transport: KubeTransport,
  { apiPath, plural }: ListedKind,
  progress: (count: number) => void,
): Promise<readonly Fields[]> {
  const resource = { name: plural, apiPath, plural, namespaced: false, project: (object: Fields) => object };
  let objects: Fields[] = [];
  const signal = new AbortController().signal;
  await listAll({ resource, transport, scope: 'cluster', signal, heard: () => undefined }, () => {
    objects = [];
    return (items) => {
      for (const { value } of items) objects.push(value);
      progress(objects.length);
    };
  });
  return objects;
}
