/** Reachability as it is told where policies of kinds that are not judged may decide otherwise. */

import type { Gate, Reachability, Totals, WorkloadReach } from './reachability.ts';
import type { UnjudgedNamespaces } from './unjudged.ts';

/**
 * What network policies say stays in place, for it is what can be explained; what may be otherwise is marked, and counted
 * as nothing but unknown. Every pair falls under one word: by its namespaces alone, so that no pair is visited that no
 * rule admits.
 */
export function withUnknown(reachability: Reachability, unjudged: UnjudgedNamespaces): Reachability {
  if (unjudged.none) return reachability;
  const namespaceOf = new Map(reachability.workloads.map(({ id, namespace }) => [id, namespace]));
  const isUnknown = (id: string) => unjudged.mayChange(namespaceOf.get(id) ?? '', 'allowed');
  const byRule = reachability.byRule.map((connection) =>
    isUnknown(connection.source) || isUnknown(connection.destination)
      ? { ...connection, unknown: true as const }
      : connection,
  );
  const known = byRule.filter(({ unknown }) => !unknown).length;
  const workloads = reachability.workloads.map((workload) => mark(workload, unjudged));
  return { ...reachability, workloads, byRule, totals: totalsOf(reachability, known, unjudged) };
}

/** A pair of which both ends are in namespaces without such policies is as network policies say. */
function totalsOf({ workloads, byRule, totals }: Reachability, rules: number, unjudged: UnjudgedNamespaces): Totals {
  const judged = workloads.filter(({ hostNetwork }) => !hostNetwork);
  const sure = (verdict: 'allowed' | 'denied') =>
    judged.filter(({ namespace }) => !unjudged.mayChange(namespace, verdict));
  const open = openPairs(sure('allowed'));
  // Of the pairs whose denial is sure: all of them, less those that are admitted.
  const ends = sure('denied');
  const ids = new Set(ends.map(({ id }) => id));
  const admitted = byRule.filter(({ source, destination }) => ids.has(source) && ids.has(destination)).length;
  const denied = ends.length * Math.max(0, ends.length - 1) - admitted - openPairs(ends);
  const allowed = rules + open;
  return { pairs: totals.pairs, allowed, byRule: rules, open, denied, unknown: totals.pairs - allowed - denied };
}

function openPairs(workloads: readonly WorkloadReach[]): number {
  const into = workloads.filter(({ ingress }) => ingress.isolated === 'no');
  const out = workloads.filter(({ egress }) => egress.isolated === 'no');
  const itself = into.filter(({ egress }) => egress.isolated === 'no').length;
  return into.length * out.length - itself;
}

function mark(workload: WorkloadReach, unjudged: UnjudgedNamespaces): WorkloadReach {
  if (workload.hostNetwork || !unjudged.mayChange(workload.namespace, 'allowed')) return workload;
  const unknown: Gate['unknown'] = unjudged.mayChange(workload.namespace, 'denied') ? 'any' : 'allowed';
  return { ...workload, ingress: { ...workload.ingress, unknown }, egress: { ...workload.egress, unknown } };
}
