/** The numbers beside the legend's entries. */

import type { Reachability, ReachabilityDiff } from '#engine';
import type { DraftPhase, LegendCounts } from './map-model.ts';

/**
 * Counts of the state that is shown: with a diff, the live one in `before`, the draft's in `after` and `changes`.
 * Pairs with the outside that network policy does not deny are unknown, because security groups are not read; so are
 * those that policies of kinds that are not judged may decide.
 */
export function legendCounts(live: Reachability, diff?: ReachabilityDiff, view: DraftPhase = 'before'): LegendCounts {
  const shown = !diff ? live : view === 'before' ? diff.before : diff.after;
  let outsideDenied = 0;
  let outsideUnknown = 0;
  for (const workload of shown.workloads) {
    if (workload.hostNetwork) continue;
    for (const gate of [workload.ingress, workload.egress]) {
      if (gate.outside === 'denied' && gate.unknown !== 'any') outsideDenied += 1;
      else outsideUnknown += 1;
    }
  }
  return {
    rule: shown.totals.byRule,
    open: shown.totals.open,
    denied: shown.totals.denied + outsideDenied,
    deniedOutside: outsideDenied,
    unknown: outsideUnknown + (shown.totals.unknown ?? 0),
    added: diff?.added.length ?? 0,
    removed: diff?.removed.length ?? 0,
  };
}
