/** Pods with the workloads they belong to, which the owners between them name; and those that run a network plugin. */

import type { Pod } from '#engine';
import type { Change, PluginPod } from '#stream';
import { frozen } from '../kinds/frozen.ts';
import { interner } from '../kinds/interner.ts';
import { type OwnerRecord, workloadOf } from '../kinds/owner-chain.ts';
import type { PodRecord } from '../kinds/pods.ts';
import type { WorkloadRecord } from '../kinds/workloads.ts';
import type { ObjectStore, OnChange } from './object-store.ts';
import { type ArePodsKnown, standIns } from './stand-ins.ts';
import { tracked } from './tracked.ts';

export interface TrackedPods {
  readonly store: ObjectStore<PodRecord>;
  /** As of what is tracked, stand-ins among them. */
  take(known: ArePodsKnown): Change<Pod> | undefined;
  all(known: ArePodsKnown): readonly Pod[];
  readonly plugins: ReadonlyMap<string, PluginPod>;
  /** For the stores of what may own a pod. */
  readonly ownerChanged: OnChange<OwnerRecord>;
  /** For the store of a kind that makes pods. */
  workloadChanged(kind: string): OnChange<WorkloadRecord>;
}

export function trackPods(changed: () => void): TrackedPods {
  const owners = new Map<string, OwnerRecord>();
  const plugins = new Map<string, PluginPod>();
  /** Which pods hang on an owner: they may belong to another workload once it is seen. */
  const podsOf = new Map<string, Set<string>>();
  const intern = interner();
  const asPod = ({ pod, owner }: PodRecord): Pod =>
    frozen({ ...pod, workload: intern(workloadOf(pod.name, owner, (uid) => owners.get(uid))) });

  function hang(key: string, record: PodRecord | undefined, before: PodRecord | undefined): void {
    if (before?.owner) {
      const siblings = podsOf.get(before.owner.uid);
      siblings?.delete(key);
      if (siblings?.size === 0) podsOf.delete(before.owner.uid);
    }
    if (record?.owner) podsOf.set(record.owner.uid, (podsOf.get(record.owner.uid) ?? new Set()).add(key));
  }

  const pods = tracked<PodRecord, Pod>(changed, asPod, (key, record, before) => {
    if (record?.plugin) plugins.set(key, record.plugin);
    else plugins.delete(key);
    hang(key, record, before);
  });
  const missing = standIns((uid) => owners.get(uid));
  const ownerChanged: OnChange<OwnerRecord> = (_, owner, before) => {
    if (before) owners.delete(before.uid);
    if (owner) owners.set(owner.uid, owner);
    missing.ownersChanged();
    for (const uid of new Set([before?.uid, owner?.uid])) {
      for (const key of podsOf.get(uid ?? '') ?? []) pods.touch(key);
    }
  };
  return {
    store: pods.store,
    plugins,
    ownerChanged,
    workloadChanged: (kind) => (key, record, before) => {
      ownerChanged(key, record, before);
      missing.put(`${kind} ${key}`, record);
      changed();
    },
    take(known) {
      const real = pods.take() ?? { set: [], gone: [] };
      missing.follow(real);
      const others = missing.take(known);
      const [set, gone] = [
        [...real.set, ...others.set],
        [...real.gone, ...others.gone],
      ];
      return set.length > 0 || gone.length > 0 ? { set, gone } : undefined;
    },
    all(known) {
      const real = pods.all();
      return [...real, ...missing.all(real, known)];
    },
  };
}
