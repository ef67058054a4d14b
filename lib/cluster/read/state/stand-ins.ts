/**
 * Pods that stand for workloads of which there is no pod. They are counted as `netpol` counts them in files: one a
 * workload, as its template would make it.
 *
 *      pods announced ----> live and completed pods of each workload --+
 *                                                                      +--> one stand-in, or none
 *      Deployments, Jobs ... --> the workload each belongs to ---------+
 */

import { objectKey, type Pod, standInName, type WorkloadId, workloadId } from '#engine';
import { type Change, sameJson } from '#stream';
import { frozen } from '../kinds/frozen.ts';
import { type OwnerRecord, workloadOf } from '../kinds/owner-chain.ts';
import type { WorkloadRecord } from '../kinds/workloads.ts';

/** Whether all pods of a namespace are known: elsewhere a workload only seems to have none. */
export type ArePodsKnown = (namespace: string) => boolean;

export interface StandIns {
  put(key: string, record: WorkloadRecord | undefined): void;
  /** Who owns what may be otherwise than it was. */
  ownersChanged(): void;
  /** What was announced of real pods just now. */
  follow(change: Change<Pod>): void;
  /** What is to be announced of stand-ins. */
  take(known: ArePodsKnown): Change<Pod>;
  /** All of them, announced anew; `pods` are all that there are. */
  all(pods: readonly Pod[], known: ArePodsKnown): readonly Pod[];
}

export function standIns(seen: (uid: string) => OwnerRecord | undefined): StandIns {
  const records = new Map<string, WorkloadRecord>();
  const announced = new Map<WorkloadId, Pod>();
  const counts = podCounts();
  let members: ReadonlyMap<WorkloadId, readonly WorkloadRecord[]> | undefined;

  function wanted(id: WorkloadId, of: readonly WorkloadRecord[], known: ArePodsKnown): Pod | undefined {
    const [first] = of;
    if (!first || !known(first.namespace) || counts.live(id) > 0) return undefined;
    const owner = workloadOf(first.name, first, seen);
    // Its pods are still there to say that it is over.
    if (owner.kind === 'Job' && counts.completed(id) > 0) return undefined;
    const { template } = meant(of, owner);
    return frozen({ ...template, name: standInName(owner), workload: owner });
  }

  return {
    put(key, record) {
      if (record) records.set(key, record);
      else records.delete(key);
      members = undefined;
    },
    ownersChanged() {
      members = undefined;
    },
    follow: counts.follow,
    take(known) {
      members ??= byWorkload(records.values(), seen);
      const set: Pod[] = [];
      const gone: string[] = [];
      for (const [id, pod] of announced) {
        if (members.has(id)) continue;
        announced.delete(id);
        gone.push(objectKey(pod));
      }
      for (const [id, of] of members) {
        const before = announced.get(id);
        const pod = wanted(id, of, known);
        if (sameJson(before, pod)) continue;
        if (pod) {
          announced.set(id, pod);
          set.push(pod);
        } else if (before) {
          announced.delete(id);
          gone.push(objectKey(before));
        }
      }
      return { set, gone };
    },
    all(pods, known) {
      announced.clear();
      counts.clear();
      counts.follow({ set: pods, gone: [] });
      return this.take(known).set;
    },
  };
}

function byWorkload(
  records: Iterable<WorkloadRecord>,
  seen: (uid: string) => OwnerRecord | undefined,
): ReadonlyMap<WorkloadId, readonly WorkloadRecord[]> {
  const members = new Map<WorkloadId, WorkloadRecord[]>();
  for (const record of records) {
    const id = workloadId(record.namespace, workloadOf(record.name, record, seen));
    const own = members.get(id);
    if (own) own.push(record);
    else members.set(id, [record]);
  }
  return members;
}

/** The owner's own template; of an owner that has none what it keeps running, rather than what is over or at rest. */
function meant(of: readonly WorkloadRecord[], { kind, name }: { kind: string; name: string }): WorkloadRecord {
  const rank = (one: WorkloadRecord): number => {
    if (one.kind === kind && one.name === name) return 0;
    if (one.template.standsIn === 'finished') return 3;
    return one.template.standsIn === 'scaled-to-zero' ? 2 : 1;
  };
  return of.reduce((best, one) => (rank(one) < rank(best) ? one : best));
}

/** How many pods of each workload are live, and how many have completed. */
function podCounts() {
  const byKey = new Map<string, { readonly id: WorkloadId; readonly isLive: boolean }>();
  const live = new Map<WorkloadId, number>();
  const completed = new Map<WorkloadId, number>();
  const step = (key: string, by: 1 | -1) => {
    const known = byKey.get(key);
    if (!known) return;
    const counts = known.isLive ? live : completed;
    counts.set(known.id, (counts.get(known.id) ?? 0) + by);
  };
  return {
    live: (id: WorkloadId) => live.get(id) ?? 0,
    completed: (id: WorkloadId) => completed.get(id) ?? 0,
    clear() {
      for (const map of [byKey, live, completed]) map.clear();
    },
    follow({ set, gone }: Change<Pod>) {
      for (const key of gone) {
        step(key, -1);
        byKey.delete(key);
      }
      for (const pod of set) {
        const key = objectKey(pod);
        step(key, -1);
        const { namespace, workload, phase } = pod;
        const isLive = phase !== 'Succeeded' && phase !== 'Failed';
        byKey.set(key, { id: workloadId(namespace, workload), isLive });
        step(key, 1);
      }
    },
  };
}
