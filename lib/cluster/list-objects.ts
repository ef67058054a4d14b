/** All objects of one kind, once and whole, for who wants no live state: by the same pages as the reflectors. */

import type { Fields } from './connect/json-fields.ts';
import type { KubeTransport } from './connect/kube-transport.ts';
import { listAll } from './read/reflect/list-resource.ts';

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
  const group = groupOf(apiPath);
  const resource = { name: plural, apiPath, group, plural, namespaced: false, project: (object: Fields) => object };
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

/** `apps` of `/apis/apps/v1`; the core group has no name. */
function groupOf(apiPath: string): string {
  return /^\/apis\/([^/]+)\//.exec(apiPath)?.[1] ?? '';
}
