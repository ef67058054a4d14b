/** One kind at the API server, and how each of its objects is cut down to the fields used, at once. */

import { apiPathOf, type WatchedKind } from '#stream';
import type { Fields } from '../../connect/json-fields.ts';

/** `T` holds only what is used of an object: never Secrets, never environment variables. */
export interface Resource<T> {
  /** As people and health reports call it. */
  readonly name: string;
  readonly apiPath: string;
  readonly group: string;
  readonly plural: string;
  /** Whether it can be read in one namespace, when not in all. */
  readonly namespaced: boolean;
  /** Read namespace by namespace where the whole cluster may not be read. */
  readonly parted?: true;
  /** Reads this one namespace only, whatever the rights. */
  readonly onlyNamespace?: string;
  readonly fieldSelector?: string;
  readonly metadataOnly?: true;
  /** What is certain of an object of this name without reading it: lets a kind be read by one name alone. */
  readonly standIn?: (name: string) => T;
  /** `object` has a name, a uid and a resourceVersion; undefined skips it. */
  project(object: Fields, metadata: Fields): T | undefined;
}

type Reading<T> = Pick<Resource<T>, 'project'> &
  Partial<Omit<Resource<T>, 'apiPath' | 'group' | 'plural' | 'namespaced'>>;

export function resourceOf<T>(
  { kind, resource }: Pick<WatchedKind, 'kind' | 'resource'>,
  reading: Reading<T>,
): Resource<T> {
  const { group, plural, namespaced } = resource;
  return { name: kind, apiPath: apiPathOf(resource), group, plural, namespaced, ...reading };
}
