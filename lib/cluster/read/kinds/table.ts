/** All that is read from a cluster. Kinds that have a list of their own carry the names of `#stream`'s table. */

import type { OtherPolicy } from '#engine';
import { type Kind, policyEndpoints as policyEndpointKind } from '#stream';
import { endpointSlices } from './endpoint-slices.ts';
import { hosts } from './hosts.ts';
import { interner } from './interner.ts';
import { namespaces } from './namespaces.ts';
import { networkPolicies } from './network-policies.ts';
import { replicasets } from './owners.ts';
import { pods } from './pods.ts';
import { type Resource, resourceOf } from './resource.ts';
import { callingObjects } from './service-callers.ts';
import { services } from './services.ts';
import { vpcCniConfig } from './vpc-cni-config.ts';
import { workloads } from './workloads.ts';

export function resources() {
  const intern = interner();
  const listed = {
    namespaces,
    pods: pods(intern),
    networkpolicies: networkPolicies,
    services: services(intern),
    nodes: hosts,
    endpointslices: endpointSlices(intern),
    ingresses: callingObjects('ingresses'),
    validatingwebhookconfigurations: callingObjects('validatingwebhookconfigurations'),
    mutatingwebhookconfigurations: callingObjects('mutatingwebhookconfigurations'),
    apiservices: callingObjects('apiservices'),
  } satisfies Record<Exclude<Kind, 'otherpolicies'>, Resource<unknown>>;
  return {
    ...listed,
    replicasets,
    deployments: workloads('deployments', intern),
    statefulsets: workloads('statefulsets', intern),
    daemonsets: workloads('daemonsets', intern),
    jobs: workloads('jobs', intern),
    cronjobs: workloads('cronjobs', intern),
    replicationcontrollers: workloads('replicationcontrollers', intern),
    // Counted, and no more: that they are there shows that the controller works.
    policyendpoints: resourceOf<true>(policyEndpointKind, { metadataOnly: true, project: () => true }),
    vpccni: vpcCniConfig,
  };
}

export type Resources = ReturnType<typeof resources>;
export type ResourceName = keyof Resources;
/** What is kept has one reader more: policies of kinds that only a cluster itself can name. */
export type ReadName = keyof Kept;
/** What is kept of each kind, once projected. */
export type Kept = {
  readonly [R in ResourceName]: Resources[R] extends Resource<infer T> ? T : never;
} & { readonly otherpolicies: OtherPolicy };
