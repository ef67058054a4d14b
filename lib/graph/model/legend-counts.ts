/** The numbers beside the legend's entries. */

import { type ConnectionChange, type Reachability, type ReachabilityDiff, workloadNamespace } from '#engine';
import { totalsOf } from './lens-totals.ts';
import type { DraftPhase, LegendCounts, MapInput } from './map-model.ts';

/**
 * Counts of the state that is shown: with a diff, the live one in `before`, the draft's in `after` and `changes`.
 * Pairs with the outside that network policy does not deny are unknown, because security groups are not read; so are
 * those that policies of kinds that are not judged may decide. Where only some namespaces are in view, pairs with at
 * least one end in them.
 */
export function legendCounts(
  live: Reachability,
  diff?: ReachabilityDiff,
  view: DraftPhase = 'before',
  only: MapInput['only'] = 'all',
): LegendCounts {
  const chosen = only === 'all' ? undefined : new Set(only);
  const isChosen = (namespace: string) => chosen === undefined || chosen.has(namespace);
  const touches = ({ source, destination }: ConnectionChange) =>
    isChosen(workloadNamespace(source)) || isChosen(workloadNamespace(destination));
  const shown = !diff ? live : view === 'before' ? diff.before : diff.after;
  let outsideDenied = 0;
  let outsideUnknown = 0;
  for (const workload of shown.workloads) {
    if (workload.hostNetwork || !isChosen(workload.namespace)) continue;
    for (const gate of [workload.ingress, workload.egress]) {
      if (gate.outside === 'denied' && gate.unknown !== 'any') outsideDenied += 1;
      else outsideUnknown += 1;
    }
  }
  const { byRule, open, denied, unknown = 0 } = totalsOf(shown, only);
  return {
    rule: byRule,
    open,
    denied: denied + outsideDenied,
    deniedOutside: outsideDenied,
    unknown: outsideUnknown + unknown,
    added: diff?.added.filter(isCertain).filter(touches).length ?? 0,
    removed: diff?.removed.filter(isCertain).filter(touches).length ?? 0,
  };
}

const isCertain = ({ unknown }: ConnectionChange) => !unknown;
