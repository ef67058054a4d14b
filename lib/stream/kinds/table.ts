/**
 * The kinds read from a cluster. Whatever goes through all of them reads this table: the reader and its state, the
 * messages and how they are applied, health, the API, the screens. How objects are cut down: lib/cluster/read/kinds.
 */

import { endpointSlices } from './endpoint-slices.ts';
import { hosts } from './hosts.ts';
import { namespaces } from './namespaces.ts';
import { networkPolicies } from './network-policies.ts';
import { otherPolicies } from './other-policies.ts';
import { pods } from './pods.ts';
import { policyEndpoints } from './policy-endpoints.ts';
import { apiServices, ingresses, mutatingWebhooks, validatingWebhooks } from './service-callers.ts';
import { services } from './services.ts';
import type { ListedKind, WatchedKind } from './watched-kind.ts';
import { cronJobs, daemonSets, deployments, jobs, replicationControllers, statefulSets } from './workloads.ts';

/** By the name of their list in a snapshot. */
const LISTED = {
  namespaces,
  pods,
  policies: networkPolicies,
  services,
  hosts,
  endpointSlices,
  otherPolicies,
  ingresses,
  validatingWebhooks,
  mutatingWebhooks,
  apiServices,
};

/** Read for the workloads of which there is no pod, and counted. */
const WORKLOADS = [deployments, statefulSets, daemonSets, jobs, cronJobs, replicationControllers] as const;

type Table = typeof LISTED;
type ItemIn<Entry> = Entry extends { readonly keyOf: (item: infer Item) => string } ? Item : never;

export type ListName = keyof Table;
/** What is in each list. */
export type Items = { readonly [L in ListName]: ItemIn<Table[L]> };
/** The lists of a snapshot. What changes keeps its place in its list, what is new comes at the end. */
export type ClusterLists = { readonly [L in ListName]: readonly Items[L][] };
/** The kinds that have a list. */
export type Kind = Table[ListName]['kind'];
/** The kinds whose state is told: some are only counted. */
export type StateKind = Kind | WorkloadKind | (typeof policyEndpoints)['kind'];
export type WorkloadKind = (typeof WORKLOADS)[number]['kind'];
/** Lists that screens do not hold, for only the analyst needs them. */
export type PackedList = { [L in ListName]: Table[L] extends { readonly packing: object } ? L : never }[ListName];
export type ListOf<K extends Kind> = { [L in ListName]: Table[L]['kind'] extends K ? L : never }[ListName];

export const LIST_NAMES: readonly ListName[] = Object.keys(LISTED) as ListName[];
export const KINDS: readonly Kind[] = Object.values(LISTED).map(({ kind }) => kind);
export const WORKLOAD_KINDS: readonly WorkloadKind[] = WORKLOADS.map(({ kind }) => kind);
export const STATE_KINDS: readonly StateKind[] = [...KINDS, ...WORKLOAD_KINDS, policyEndpoints.kind];

const BY_KIND = new Map<StateKind, WatchedKind<StateKind>>(
  [...Object.values(LISTED), ...WORKLOADS, policyEndpoints].map((entry) => [entry.kind, entry]),
);

export function watchedKind(kind: StateKind): WatchedKind<StateKind> {
  // The type names no others than the table holds.
  return BY_KIND.get(kind) as WatchedKind<StateKind>;
}

/** Without any of these what is on the map is doubtful. */
export const MAP_KINDS: readonly Kind[] = KINDS.filter((kind) => watchedKind(kind).neededFor !== 'details');
/** Without any of these nothing is known of who can talk to whom. */
export const VERDICT_KINDS: readonly Kind[] = KINDS.filter((kind) => watchedKind(kind).neededFor === 'verdicts');

/** A kind whatever its objects are: for what treats all lists alike, and takes items and functions by one name. */
export function listEntry(list: ListName): ListedKind<Kind, unknown> {
  return LISTED[list] as unknown as ListedKind<Kind, unknown>;
}

/** Makes every list anew. That each holds its own objects is for the caller to see to, by taking them by the same name. */
export function mapLists(make: (list: ListName) => readonly unknown[]): ClusterLists {
  return Object.fromEntries(LIST_NAMES.map((list) => [list, make(list)])) as unknown as ClusterLists;
}

/** A cluster of which nothing is known, or that has nothing. */
export const EMPTY_LISTS: ClusterLists = Object.freeze(mapLists(() => Object.freeze([])));
