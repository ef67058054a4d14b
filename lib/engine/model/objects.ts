/** The facts a verdict rests on, as the engine takes them: namespaces, pods and policies of one moment. */

import type { Labels } from './labels.ts';
import type { NetworkPolicy } from './network-policy.ts';
import type { OtherPolicy } from './other-policies.ts';
import type { SnapshotService } from './service.ts';

export type Protocol = 'TCP' | 'UDP' | 'SCTP';
export type Direction = 'ingress' | 'egress';
export const PROTOCOLS: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];

export interface Namespace {
  readonly name: string;
  /** Always carries `kubernetes.io/metadata.name` (the API server sets it; readers of files add it). */
  readonly labels: Labels;
}

export interface ContainerPort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** Of an init container that restarts always (rule 28). */
  readonly ofSidecar?: true;
}

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';

/** What was deployed: the last controller in the chain of owners, or the pod itself. */
export interface WorkloadRef {
  readonly kind: string;
  readonly name: string;
}

/**
 * Why a workload has no pod just now. `finished`: a Job that is over, which takes part in nothing any more.
 */
export type NoPods = 'scaled-to-zero' | 'between-runs' | 'suspended' | 'finished' | 'none-now';

/** `namespace/name[Kind]`, for example `ui/ui[Deployment]`. */
export type WorkloadId = string;

export interface Pod {
  readonly namespace: string;
  readonly name: string;
  /** No verdict rests on it: absent where pods come from a live cluster. */
  readonly uid?: string;
  readonly labels: Labels;
  /** Every address of the pod, both families; empty while it has none. */
  readonly ips: readonly string[];
  /** Addresses of the machine it runs on; empty while not scheduled. */
  readonly hostIps: readonly string[];
  readonly host?: string;
  readonly hostNetwork: boolean;
  readonly phase: PodPhase;
  readonly ready: boolean;
  /** Of containers and of sidecars (init containers that restart always). */
  readonly ports: readonly ContainerPort[];
  readonly workload: WorkloadRef;
  /** It is no pod: it stands for those that its workload's template would make, because there are none. */
  readonly standsIn?: NoPods;
}

/** Everything the engine may know. Frozen: a change makes a new one and keeps the identity of what stayed. */
export interface Snapshot {
  readonly namespaces: readonly Namespace[];
  readonly pods: readonly Pod[];
  readonly policies: readonly NetworkPolicy[];
  /** Policies of other kinds, which are not judged: verdicts that they may change are unknown. */
  readonly otherPolicies?: readonly OtherPolicy[];
  /** Absent where none is known: their addresses are then addresses like any others. */
  readonly services?: readonly SnapshotService[];
}
