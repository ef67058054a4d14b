/** Whether a policy would isolate pods that are open now: until others allow what they need, it cuts their traffic. */

import { type Direction, matchesLabels, type NetworkPolicy, type Pod } from '#engine';

/** What is known of the cluster: the pods, and the policies that are stored. */
export interface KnownCluster {
  readonly pods: readonly Pod[];
  readonly policies: readonly NetworkPolicy[];
}

export function isolatesAnew(policy: NetworkPolicy, { pods, policies }: KnownCluster): boolean {
  const { namespace } = policy.metadata;
  const others = policies.filter(({ metadata }) => metadata.namespace === namespace);
  return directionsOf(policy).some((direction) => {
    const isolating = others.filter((other) => directionsOf(other).includes(direction));
    return pods.some(
      (pod) => pod.namespace === namespace && selects(policy, pod) && !isolating.some((other) => selects(other, pod)),
    );
  });
}

function selects({ spec }: NetworkPolicy, { labels }: Pod): boolean {
  return matchesLabels(spec?.podSelector, labels);
}

/** Those said, or by default ingress, and egress where there are rules for it. */
function directionsOf({ spec }: NetworkPolicy): Direction[] {
  const types: readonly unknown[] = spec?.policyTypes ?? [
    'Ingress',
    ...((spec?.egress?.length ?? 0) > 0 ? ['Egress'] : []),
  ];
  return [
    ...(types.includes('Ingress') ? ['ingress' as const] : []),
    ...(types.includes('Egress') ? ['egress' as const] : []),
  ];
}
