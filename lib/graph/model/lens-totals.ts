/** Counts over the pairs of which at least one end lies in a chosen namespace. */

import type { Reachability, Totals, WorkloadReach } from '#engine';

/** The totals of the whole cluster where all namespaces are chosen. As in those, no pair of the host network counts. */
export function totalsOf(reachability: Reachability, only?: readonly string[] | 'all'): Totals {
  if (only === undefined || only === 'all') return reachability.totals;
  const chosen = new Set(only);
  const judged = reachability.workloads.filter(({ hostNetwork }) => !hostNetwork);
  const own = judged.filter(({ namespace }) => chosen.has(namespace));
  const ids = new Set(own.map(({ id }) => id));
  const byRule = reachability.byRule.filter(
    ({ source, destination }) => ids.has(source) || ids.has(destination),
  ).length;
  const pairs = orderedPairs(judged.length) - orderedPairs(judged.length - own.length);
  const open = openPairs(judged) - openPairs(judged.filter(({ id }) => !ids.has(id)));
  return { pairs, allowed: byRule + open, byRule, open, denied: pairs - byRule - open };
}

function orderedPairs(count: number): number {
  return count * (count - 1);
}

/** No policy isolates the source's way out, nor the destination's way in. */
function openPairs(workloads: readonly WorkloadReach[]): number {
  const isOpen = (workload: WorkloadReach, direction: 'ingress' | 'egress') => workload[direction].isolated === 'no';
  const out = workloads.filter((workload) => isOpen(workload, 'egress')).length;
  const into = workloads.filter((workload) => isOpen(workload, 'ingress')).length;
  const both = workloads.filter((workload) => isOpen(workload, 'egress') && isOpen(workload, 'ingress')).length;
  return out * into - both;
}
