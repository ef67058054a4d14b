/** Pods with the workloads they belong to, which the owners between them name; and those that run a network plugin. */

import type { Pod } from '#engine';
import type { PluginPod } from '#stream';
import { frozen } from '../kinds/frozen.ts';
import { interner } from '../kinds/interner.ts';
import { type OwnerRecord, workloadOf } from '../kinds/owner-chain.ts';
import type { PodRecord } from '../kinds/pods.ts';
import type { OnChange } from './object-store.ts';
import { type Tracked, tracked } from './tracked.ts';

export interface TrackedPods {
  readonly pods: Tracked<PodRecord, Pod>;
  readonly plugins: ReadonlyMap<string, PluginPod>;
  /** For the stores of what may own a pod. */
  readonly ownerChanged: OnChange<OwnerRecord>;
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
  return {
    pods,
    plugins,
    ownerChanged(_, owner, before) {
      if (before) owners.delete(before.uid);
      if (owner) owners.set(owner.uid, owner);
      for (const uid of new Set([before?.uid, owner?.uid])) {
        for (const key of podsOf.get(uid ?? '') ?? []) pods.touch(key);
      }
    },
  };
}
