/** The ends of a connection as they are drawn: a workload, every pod of a namespace, a range of addresses. */

import { type Engine, type Pod, type Snapshot, type WorkloadId, workloadId, workloadNamespace } from '#engine';

export type DrawnEnd =
  | { readonly kind: 'workload'; readonly id: WorkloadId }
  | { readonly kind: 'namespace'; readonly name: string }
  /** `cidr` of the internet is 0.0.0.0/0. */
  | { readonly kind: 'range'; readonly cidr: string };

/** An end that a policy can select. */
export type PodsEnd = Exclude<DrawnEnd, { readonly kind: 'range' }>;

export const isPods = (end: DrawnEnd): end is PodsEnd => end.kind !== 'range';

/** Pods of an end that a policy can select; pods on the machine's network take no rule. */
export function podsOf(end: PodsEnd, { pods }: Snapshot): readonly Pod[] {
  return pods.filter((pod) => !pod.hostNetwork && isLive(pod) && isOf(end, pod));
}

function isOf(end: PodsEnd, pod: Pod): boolean {
  return end.kind === 'namespace' ? pod.namespace === end.name : workloadId(pod.namespace, pod.workload) === end.id;
}

export function isLive({ phase }: Pod): boolean {
  return phase !== 'Succeeded' && phase !== 'Failed';
}

export function namespaceOf(end: PodsEnd, engine: Engine): string {
  if (end.kind === 'namespace') return end.name;
  return podsOf(end, engine.snapshot)[0]?.namespace ?? workloadNamespace(end.id);
}

export function workloadsOf(end: PodsEnd, { snapshot }: Engine): readonly WorkloadId[] {
  return [...new Set(podsOf(end, snapshot).map(({ namespace, workload }) => workloadId(namespace, workload)))];
}
