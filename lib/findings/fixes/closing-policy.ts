/** Policies that close one side of a workload and keep what it most likely needs. Proposals: a person decides. */

import type { Labels, NetworkPolicy, NetworkPolicyEgressRule, NetworkPolicyPeer, WorkloadReach } from '#engine';

/** Labels that differ from pod to pod or from one rollout to the next. */
const PASSING =
  /(^|\/)(pod-template-hash|pod-template-generation|controller-revision-hash|pod-name|pod-index|controller-uid|job-name|version|chart|managed-by|created-by)$/;

/** Those that usually tell one workload from another. */
const NAMING = /(^|\/)(name|app|component|k8s-app|instance)$/;

/** Admits its own namespace and `kept`, and nobody else. Undefined where no labels tell its pods from others. */
export function closeIngress(
  workload: WorkloadReach,
  all: readonly WorkloadReach[],
  kept: readonly WorkloadReach[],
): NetworkPolicy | undefined {
  return closing(workload, all, `${workload.name}-from-own-namespace`, {
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: {} }, ...kept.map(asPeer)] }],
  });
}

function asPeer({ namespace, labels }: WorkloadReach): NetworkPolicyPeer {
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
  const stable = Object.fromEntries(Object.entries(labels).filter(([key]) => !PASSING.test(key)));
  return Object.keys(stable).length > 0
    ? { namespaceSelector, podSelector: { matchLabels: stable } }
    : { namespaceSelector };
}

/** Every workload of a namespace admits its own namespace and nobody else. */
export function closeNamespace(namespace: string): NetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'own-namespace-only', namespace },
    spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: {} }] }] },
  };
}

/** Lets it ask the cluster's DNS and nothing else. */
export function closeEgress(
  workload: WorkloadReach,
  all: readonly WorkloadReach[],
  dns: NetworkPolicyEgressRule,
): NetworkPolicy | undefined {
  return closing(workload, all, `${workload.name}-dns-only`, { policyTypes: ['Egress'], egress: [dns] });
}

function closing(
  workload: WorkloadReach,
  all: readonly WorkloadReach[],
  name: string,
  rest: NetworkPolicy['spec'],
): NetworkPolicy | undefined {
  const matchLabels = distinguishingLabels(workload, all);
  if (!matchLabels) return undefined;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: nameOf(name), namespace: workload.namespace },
    spec: { podSelector: { matchLabels }, ...rest },
  };
}

/** As few of its labels as tell it from every other workload of its namespace. */
function distinguishingLabels(workload: WorkloadReach, all: readonly WorkloadReach[]): Labels | undefined {
  const entries = Object.entries(workload.labels).filter(([key]) => !PASSING.test(key));
  const ranked = [...entries].sort(([a], [b]) => Number(NAMING.test(b)) - Number(NAMING.test(a)));
  let rivals = all.filter(({ id, namespace }) => namespace === workload.namespace && id !== workload.id);
  const chosen: [string, string][] = [];
  for (const [key, value] of ranked) {
    const left = rivals.filter(({ labels }) => labels[key] === value);
    if (chosen.length > 0 && left.length === rivals.length) continue;
    chosen.push([key, value]);
    rivals = left;
    if (rivals.length === 0) return Object.fromEntries(chosen);
  }
  return undefined;
}

/** An object's name has at most 253 letters of a few kinds. */
function nameOf(wish: string): string {
  return wish
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .slice(0, 200)
    .replace(/^[-.]+|[-.]+$/g, '');
}
