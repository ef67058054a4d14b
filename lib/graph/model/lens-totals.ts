/** Counts over the pairs of which at least one end lies in a chosen namespace. */

import type { Connection, Reachability, Totals, WorkloadReach } from '#engine';

/** The totals of the whole cluster where all namespaces are chosen. As in those, no pair of the host network counts. */
export function totalsOf(reachability: Reachability, only?: readonly string[] | 'all'): Totals {
  if (only === undefined || only === 'all') return reachability.totals;
  const chosen = new Set(only);
  const { totals } = reachability;
  const rest = among(
    reachability.workloads.filter(({ hostNetwork, namespace }) => !hostNetwork && !chosen.has(namespace)),
    reachability.byRule,
  );
  const [byRule, open, denied] = [totals.byRule - rest.byRule, totals.open - rest.open, totals.denied - rest.denied];
  const pairs = totals.pairs - rest.pairs;
  const allowed = byRule + open;
  return {
    pairs,
    allowed,
    byRule,
    open,
    denied,
    ...(totals.unknown !== undefined && { unknown: pairs - allowed - denied }),
  };
}

/** Pairs of which both ends are among these; what policies of other kinds may decide is in none of the counts. */
function among(
  workloads: readonly WorkloadReach[],
  byRule: readonly Connection[],
): Omit<Totals, 'allowed' | 'unknown'> {
  const inside = (members: readonly WorkloadReach[]) => {
    const ids = new Set(members.map(({ id }) => id));
    return byRule.filter(({ source, destination }) => ids.has(source) && ids.has(destination));
  };
  const allowedForSure = workloads.filter(({ ingress }) => ingress.unknown === undefined);
  const deniedForSure = workloads.filter(({ ingress }) => ingress.unknown !== 'any');
  return {
    pairs: orderedPairs(workloads.length),
    byRule: inside(allowedForSure).length,
    open: openPairs(allowedForSure),
    denied: orderedPairs(deniedForSure.length) - inside(deniedForSure).length - openPairs(deniedForSure),
  };
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
