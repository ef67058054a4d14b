/** The kinds that are read from a cluster. */
export type * from './endpoint-slices.ts';
export type * from './hosts.ts';
export type { PackedPods } from './packed-pods.ts';
export { packPods, unpackPods } from './packed-pods.ts';
export { policyEndpoints } from './policy-endpoints.ts';
export type * from './service-callers.ts';
export type * from './services.ts';
export type * from './table.ts';
export {
  EMPTY_LISTS,
  KINDS,
  LIST_NAMES,
  listEntry,
  MAP_KINDS,
  mapLists,
  STATE_KINDS,
  VERDICT_KINDS,
  WORKLOAD_KINDS,
  watchedKind,
} from './table.ts';
export type { ApiResource, WatchedKind } from './watched-kind.ts';
export { apiPathOf } from './watched-kind.ts';
