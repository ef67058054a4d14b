/** A remark on the cluster as it stands: what is probably not meant, in words, and what one click would draft. */

import type { NetworkPolicy, PolicyId, WorkloadId } from '#engine';

/**
 * What comes of leaving it as it is, worst first. `exposed`: anyone may reach what holds data. `broken`: a policy does
 * not do what it says. `doubtful`: it likely does not do what is meant. `wide`: more is open than needed. `note`: good
 * to know.
 */
export type Harm = 'exposed' | 'broken' | 'doubtful' | 'wide' | 'note';

export const HARMS: readonly Harm[] = ['exposed', 'broken', 'doubtful', 'wide', 'note'];

export interface Remark {
  /** Stays the same while the remark stands; unique among all. */
  readonly key: string;
  readonly harm: Harm;
  readonly namespace: string;
  /** What it is about: one of the two, or else the namespace. */
  readonly policy?: PolicyId;
  readonly workload?: WorkloadId;
  /** Where in the policy, for example `spec.ingress[0].from[1]`; empty for a workload. */
  readonly path: string;
  /** For example `orders-postgresql:5432 is open to 8 workloads`, without a full stop. */
  readonly title: string;
  /** A sentence or two. */
  readonly detail: string;
  readonly cure?: RemarkCure;
}

/** A policy to draft: a new one, or the stored one put right. */
export interface RemarkCure {
  /** For example `Draft: admit orders only`. */
  readonly label: string;
  readonly policy: NetworkPolicy;
}

/** Pairs of workloads that a cure would change. */
export interface Price {
  readonly removed: number;
  readonly added: number;
  /** Pairs that stay allowed, on other ports. */
  readonly changed: number;
}
