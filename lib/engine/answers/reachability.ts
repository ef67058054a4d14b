/**
 * What the policies of one snapshot admit, between workloads. Plain data: it crosses from the worker to the screen.
 *
 * Host-network workloads are listed but take part in no pair: no policy selects them (rule 33). Completed pods are
 * left out (rule 34). A workload to itself is not a question of policy (rule 32).
 */

import type { PolicyId } from '../model/ids.ts';
import type { Labels } from '../model/labels.ts';
import type { ContainerPort, NoPods, WorkloadId } from '../model/objects.ts';
import type { RuleRef } from '../policies/rule-ref.ts';
import type { ConnectionSet } from '../sets/connection-set.ts';

export type Verdict = 'allowed' | 'denied' | 'unknown';

/** Why a pair is allowed: `open` when neither end is isolated in the direction asked, else `rule`. */
export type Admission = 'rule' | 'open';

/** One end of a workload: who may come in, or whom it may reach. */
export interface Gate {
  /** Whether policies of any layer select its pods in this direction; `part`: some of them. */
  readonly isolated: 'no' | 'part' | 'yes';
  /** Other workloads with at least one admitted connection through this gate. */
  readonly peers: number;
  /** Policies that select at least one of its pods in this direction. */
  readonly isolatedBy: readonly PolicyId[];
  /** What is said of addresses outside the cluster: admitted for at least one address and port, or not. */
  readonly outside: 'open' | 'rule' | 'denied';
  /**
   * Policies of kinds that are not judged concern the workload: what network policies allow through here, or anything,
   * may be otherwise. `peers` is then what network policies alone say.
   */
  readonly unknown?: 'allowed' | 'any';
}

export interface WorkloadReach {
  readonly id: WorkloadId;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  readonly pods: number;
  /** Why there are none: what is said of the workload holds for the pods that its template would make. */
  readonly noPods?: NoPods;
  readonly hostNetwork: boolean;
  /** Distinct ports its pods declare, sorted by protocol and number. */
  readonly ports: readonly ContainerPort[];
  /** Labels that all its pods share. */
  readonly labels: Labels;
  readonly ingress: Gate;
  readonly egress: Gate;
}

/** A pair of different workloads with a non-empty set of connections. */
export interface Connection {
  readonly source: WorkloadId;
  readonly destination: WorkloadId;
  readonly ports: ConnectionSet;
  readonly admission: Admission;
  /** Not every pair of their pods has exactly these ports. */
  readonly partial: boolean;
  /** Policies of kinds that are not judged may decide otherwise. */
  readonly unknown?: true;
}

/** Counts over ordered pairs of different workloads: pairs = allowed + denied + unknown, allowed = byRule + open. */
export interface Totals {
  readonly pairs: number;
  readonly allowed: number;
  readonly byRule: number;
  readonly open: number;
  readonly denied: number;
  /** Pairs that policies of kinds that are not judged may decide; absent where there are no such policies. */
  readonly unknown?: number;
}

/** A workload of which every pod has completed: no end of any pair. */
export interface FinishedWorkload {
  readonly id: WorkloadId;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
}

export interface Reachability {
  /** Sorted by id, by code unit. */
  readonly workloads: readonly WorkloadReach[];
  /** What is over and still there, sorted by id; absent where nothing is. */
  readonly finished?: readonly FinishedWorkload[];
  /** Only those that a rule of a network policy admits: open pairs are a state of the gates (sorted by source, then destination). */
  readonly byRule: readonly Connection[];
  readonly totals: Totals;
}

/** One row of the question "who reaches X, whom does X reach". */
export interface PeerReach {
  readonly workload: WorkloadId;
  readonly verdict: Verdict;
  readonly ports: ConnectionSet;
  readonly admission?: Admission;
  readonly partial: boolean;
  /** Rules that admit at least one of the connections, both directions. */
  readonly admittedBy: readonly RuleRef[];
  /** For a denial: the policies that isolate and do not admit, both directions. */
  readonly deniedBy: readonly PolicyId[];
}

export interface Peers {
  readonly ingress: readonly PeerReach[];
  readonly egress: readonly PeerReach[];
}
