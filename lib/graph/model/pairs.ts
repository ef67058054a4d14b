/** Pairs that the engine does not list one by one: open and denied ones follow from the gates and the rule pairs. */

import type { Reachability, WorkloadId, WorkloadReach } from '#engine';

export type PairState = 'rule' | 'open' | 'denied' | 'unknown';

export interface PairStates {
  /** Undefined for a pair policy does not judge: a workload to itself, host-network, not here. */
  state(source: WorkloadId, destination: WorkloadId): PairState | undefined;
  /** Whether a rule of a network policy admits it, whatever other policies make of it. */
  isByRule(source: WorkloadId, destination: WorkloadId): boolean;
}

export function pairStates(reachability: Reachability): PairStates {
  const workloads = new Map<WorkloadId, WorkloadReach>();
  for (const workload of reachability.workloads) if (!workload.hostNetwork) workloads.set(workload.id, workload);
  const rules = new Map<WorkloadId, Set<WorkloadId>>();
  for (const { source, destination } of reachability.byRule) {
    const known = rules.get(source);
    if (known) known.add(destination);
    else rules.set(source, new Set([destination]));
  }
  return {
    state(source, destination) {
      const from = workloads.get(source);
      const to = workloads.get(destination);
      if (!from || !to || source === destination) return undefined;
      const marks = [from.egress.unknown, to.ingress.unknown];
      const isByRule = rules.get(source)?.has(destination) === true;
      if (isByRule || (from.egress.isolated === 'no' && to.ingress.isolated === 'no')) {
        if (marks.some((mark) => mark !== undefined)) return 'unknown';
        return isByRule ? 'rule' : 'open';
      }
      return marks.includes('any') ? 'unknown' : 'denied';
    },
    isByRule: (source, destination) => rules.get(source)?.has(destination) === true,
  };
}
