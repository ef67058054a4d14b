/**
 * What tells one reachability from the one before it. Of thousands of connections an edit moves a few: those alone
 * cross from the worker to the page, and what stays is the same object there, so that nobody has to compare it.
 */

import type { Connection, FinishedWorkload, Reachability, Totals, WorkloadId, WorkloadReach } from '#engine';
import { sameJson } from '#stream';

export interface ReachabilityPatch {
  /** Absent while the workloads are the same ones in the same order; otherwise their ids, in order. */
  readonly order?: readonly WorkloadId[];
  /** Workloads that are new or not as they were. */
  readonly workloads: readonly WorkloadReach[];
  /** All of them where they are not the same; none where none is left. */
  readonly finished?: readonly FinishedWorkload[];
  /** Connections that are gone, in order. */
  readonly gone: readonly Pair[];
  /** Connections that are new or not as they were, in order. */
  readonly put: readonly Connection[];
  readonly totals: Totals;
}

interface Pair {
  readonly source: WorkloadId;
  readonly destination: WorkloadId;
}

/** `patchReachability(before, reachabilityPatch(before, after))` equals `after`. */
export function reachabilityPatch(before: Reachability, after: Reachability): ReachabilityPatch {
  const known = new Map(before.workloads.map((workload) => [workload.id, workload]));
  const workloads = after.workloads.filter((workload) => !isSame(known.get(workload.id), workload));
  const sameOrder =
    before.workloads.length === after.workloads.length &&
    after.workloads.every(({ id }, at) => before.workloads[at]?.id === id);
  return {
    ...(!sameOrder && { order: after.workloads.map(({ id }) => id) }),
    workloads,
    ...(!isSame(before.finished ?? NONE, after.finished ?? NONE) && { finished: after.finished ?? NONE }),
    ...connectionPatch(before.byRule, after.byRule),
    totals: after.totals,
  };
}

const NONE: readonly FinishedWorkload[] = [];

/** Both lists are sorted alike: one walk along the two of them. */
function connectionPatch(before: readonly Connection[], after: readonly Connection[]) {
  const gone: Pair[] = [];
  const put: Connection[] = [];
  let at = 0;
  for (const connection of after) {
    let old = before[at];
    while (old && old !== connection && comparePairs(old, connection) < 0) {
      gone.push(pairOf(old));
      old = before[++at];
    }
    const isKnown = old !== undefined && (old === connection || comparePairs(old, connection) === 0);
    if (isKnown) at++;
    if (!isKnown || !isSame(old, connection)) put.push(connection);
  }
  for (const old of before.slice(at)) gone.push(pairOf(old));
  return { gone, put };
}

/** Connections and workloads that the patch does not name are the objects of `before`. */
export function patchReachability(before: Reachability, patch: ReachabilityPatch): Reachability {
  const finished = patch.finished ?? before.finished ?? NONE;
  return {
    workloads: patchWorkloads(before.workloads, patch),
    ...(finished.length > 0 && { finished }),
    byRule: patchConnections(before.byRule, patch),
    totals: isSame(before.totals, patch.totals) ? before.totals : patch.totals,
  };
}

function patchWorkloads(before: readonly WorkloadReach[], { order, workloads }: ReachabilityPatch) {
  if (!order && workloads.length === 0) return before;
  const put = new Map(workloads.map((workload) => [workload.id, workload]));
  if (!order) return before.map((workload) => put.get(workload.id) ?? workload);
  const known = new Map(before.map((workload) => [workload.id, workload]));
  return order.flatMap((id) => put.get(id) ?? known.get(id) ?? []);
}

function patchConnections(before: readonly Connection[], { gone, put }: ReachabilityPatch): readonly Connection[] {
  if (gone.length === 0 && put.length === 0) return before;
  const patched: Connection[] = [];
  let atGone = 0;
  let atPut = 0;
  for (const connection of before) {
    // Nothing that is skipped here is compared more than once: all three lists are in one order.
    let next = put[atPut];
    while (next && comparePairs(next, connection) < 0) {
      patched.push(next);
      next = put[++atPut];
    }
    const leaving = gone[atGone];
    if (leaving && comparePairs(leaving, connection) === 0) atGone++;
    else if (next && comparePairs(next, connection) === 0) {
      patched.push(next);
      atPut++;
    } else patched.push(connection);
  }
  return [...patched, ...put.slice(atPut)];
}

function comparePairs(a: Pair, b: Pair): number {
  if (a.source !== b.source) return a.source < b.source ? -1 : 1;
  if (a.destination === b.destination) return 0;
  return a.destination < b.destination ? -1 : 1;
}

const pairOf = ({ source, destination }: Pair): Pair => ({ source, destination });

function isSame<T>(before: T | undefined, after: T): boolean {
  return before === after || (before !== undefined && sameJson(before, after));
}
