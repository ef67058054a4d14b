/** Who may reach a workload because a rule of theirs names it: a policy that closes it must go on admitting them. */

import {
  type InspectedPeer,
  type InspectedPolicy,
  type Inspection,
  type Pod,
  type WorkloadId,
  type WorkloadReach,
  workloadId,
} from '#engine';

/** Gives, for a workload, those of other namespaces with an egress rule that asks for it by labels. */
export function namedSourcesIn(
  { policies }: Inspection,
  workloads: readonly WorkloadReach[],
): (workload: WorkloadReach) => readonly WorkloadReach[] {
  const namers = new Map<WorkloadId, Set<InspectedPolicy>>();
  for (const policy of policies) {
    for (const target of targetsOf(policy)) {
      const own = namers.get(target);
      if (own) own.add(policy);
      else namers.set(target, new Set([policy]));
    }
  }
  return ({ id, namespace }) => {
    const sources = new Set([...(namers.get(id) ?? [])].flatMap(({ subjects }) => [...idsOf(subjects.pods)]));
    if (sources.size === 0) return [];
    return workloads.filter((source) => source.namespace !== namespace && sources.has(source.id));
  };
}

function targetsOf({ isolates, rules }: InspectedPolicy): ReadonlySet<WorkloadId> {
  if (!isolates.egress) return new Set();
  const naming = rules.egress.filter(({ ports }) => ports.some(({ kind }) => kind !== 'broken'));
  return idsOf(naming.flatMap(({ peers }) => peers.filter(asksByLabels).flatMap(({ selects }) => selects.pods)));
}

function idsOf(pods: readonly Pod[]): Set<WorkloadId> {
  return new Set(pods.map((pod) => workloadId(pod.namespace, pod.workload)));
}

/** By a condition on pods or namespaces: `{}` asks for everyone, and names nobody. */
function asksByLabels({ kind, peer }: InspectedPeer): boolean {
  return (
    kind === 'pods' &&
    [peer.podSelector, peer.namespaceSelector].some(
      (selector) =>
        Object.keys(selector?.matchLabels ?? {}).length > 0 || (selector?.matchExpressions ?? []).length > 0,
    )
  );
}
