/**
 * Names of things as one text: the only file that puts such texts together or takes them apart (`bin/checks/ids.mjs`
 * sees to it). A policy of another kind, or one without a namespace, then needs no change where ids are used.
 */

import type { NetworkPolicy } from './network-policy.ts';
import type { Pod, WorkloadId, WorkloadRef } from './objects.ts';

/** The kind that `namespace/name` alone means. */
export const NETWORK_POLICY = 'NetworkPolicy';

export interface PolicyRef {
  /** As in a manifest; `Kind.group` where the kind stands in several API groups, as kubectl writes it. */
  readonly kind: string;
  /** Absent where the kind is cluster-wide. */
  readonly namespace?: string;
  readonly name: string;
}

/** A PolicyRef as one text: `namespace/name` of a NetworkPolicy, else `Kind:namespace/name` or `Kind:name`. */
export type PolicyId = string;

export function policyKey({ kind, namespace, name }: PolicyRef): PolicyId {
  if (kind === NETWORK_POLICY) return `${escaped(namespace ?? '')}/${escaped(name)}`;
  const inNamespace = namespace === undefined ? escaped(name) : `${escaped(namespace)}/${escaped(name)}`;
  return `${escaped(kind)}:${inNamespace}`;
}

export function parsePolicyKey(id: PolicyId): PolicyRef {
  const colon = id.indexOf(':');
  const slash = id.indexOf('/', colon + 1);
  const name = unescaped(id.slice(Math.max(colon, slash) + 1));
  const kind = colon < 0 ? NETWORK_POLICY : unescaped(id.slice(0, colon));
  return slash < 0 ? { kind, name } : { kind, namespace: unescaped(id.slice(colon + 1, slash)), name };
}

/** The id of a NetworkPolicy; of a draft also that has lost its metadata while it is being typed. */
export function policyId(policy: NetworkPolicy): PolicyId {
  const { namespace, name } = policy.metadata ?? {};
  return networkPolicyId(`${namespace ?? ''}`, `${name ?? ''}`);
}

export function networkPolicyId(namespace: string, name: string): PolicyId {
  return policyKey({ kind: NETWORK_POLICY, namespace, name });
}

/** The name on a screen that shows the namespace beside it, or needs none. */
export const policyName = (id: PolicyId): string => parsePolicyKey(id).name;

/** Undefined for a cluster-wide policy. */
export const policyNamespace = (id: PolicyId): string | undefined => parsePolicyKey(id).namespace;

export function workloadId(namespace: string, workload: WorkloadRef): WorkloadId {
  return `${namespace}/${workload.name}[${workload.kind}]`;
}

/** The name of what stands for the pods of a workload that has none: no pod can have it. */
export function standInName({ kind, name }: WorkloadRef): string {
  return `${name}[${kind}]`;
}

/** One pod as an end of a connection; what stands for the pods of a workload goes by the workload, for there is no such pod. */
export function podEnd({ namespace, name, workload }: Pick<Pod, 'namespace' | 'name' | 'workload'>): WorkloadId {
  return workloadId(namespace, name === standInName(workload) ? workload : { kind: 'Pod', name });
}

/** `orders` of `orders/orders[Deployment]`. */
export function workloadName(id: WorkloadId): string {
  const bracket = id.lastIndexOf('[');
  return id.slice(id.indexOf('/') + 1, bracket < 0 ? undefined : bracket);
}

export function workloadNamespace(id: WorkloadId): string {
  return id.slice(0, Math.max(0, id.indexOf('/')));
}

/** The key of any object among those of its kind: its bare name where the kind is cluster-wide. */
export function objectKey({ namespace, name }: { readonly namespace?: string | undefined; readonly name: string }) {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** The namespace in an object's key; undefined where it has none. */
export function namespaceOfKey(key: string): string | undefined {
  const slash = key.indexOf('/');
  return slash < 0 ? undefined : key.slice(0, slash);
}

/** Names of real objects hold none of these; half-typed ones may, and must not read as another's id. */
function escaped(part: string): string {
  return part.replace(/[%/:]/g, encodeURIComponent);
}

function unescaped(part: string): string {
  return part.replace(/%(?:25|2F|3A)/g, decodeURIComponent);
}
