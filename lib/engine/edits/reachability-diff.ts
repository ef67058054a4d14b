/** What a set of policy edits would change, exactly. `after = before + gained - lost` holds on every run. */

import type { Admission, Reachability } from '../answers/reachability.ts';
import type { PolicyId } from '../model/ids.ts';
import type { NetworkPolicy } from '../model/network-policy.ts';
import type { Direction, WorkloadId } from '../model/objects.ts';
import type { RuleRef } from '../policies/rule-ref.ts';
import type { ConnectionSet } from '../sets/connection-set.ts';

export type PolicyEdit =
  | { readonly action: 'put'; readonly policy: NetworkPolicy }
  | { readonly action: 'delete'; readonly id: PolicyId };

/** A pair that becomes allowed, stops being allowed, or stays allowed with other ports. */
export interface ConnectionChange {
  readonly source: WorkloadId;
  readonly destination: WorkloadId;
  readonly before: ConnectionSet;
  readonly after: ConnectionSet;
  /** How the allowed state (after for added and changed, before for removed) is admitted. */
  readonly admission: Admission;
  /** Rules that admit what is new, or admitted what is gone. */
  readonly rules: readonly RuleRef[];
  /** Policies of the draft that isolate the end where it is lost. */
  readonly isolatedBy: readonly PolicyId[];
  /** So say network policies alone: policies of kinds that are not judged may decide otherwise. */
  readonly unknown?: true;
}

export interface IsolationChange {
  readonly workload: WorkloadId;
  readonly direction: Direction;
  readonly becomes: 'isolated' | 'open';
  /** Other workloads through this gate, before and after. */
  readonly peersBefore: number;
  readonly peersAfter: number;
}

/** Of the cluster's resolvers, or of what would admit them where none is in sight. */
export interface DnsChanges {
  /** Workloads that lose it over UDP, by which names are asked first. */
  readonly cut: readonly WorkloadId[];
  /** Workloads that lose it over TCP alone, which larger answers need. */
  readonly cutOverTcp: readonly WorkloadId[];
  /** Workloads that get it back over UDP. */
  readonly restored: readonly WorkloadId[];
}

export interface ReachabilityDiff {
  readonly before: Reachability;
  readonly after: Reachability;
  readonly added: readonly ConnectionChange[];
  readonly removed: readonly ConnectionChange[];
  readonly changed: readonly ConnectionChange[];
  readonly isolation: readonly IsolationChange[];
  readonly dns: DnsChanges;
}
