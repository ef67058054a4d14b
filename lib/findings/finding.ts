/** A finding on the cluster as it stands, or on a draft: a code, facts, a place, and policies to draft that mend it. */

import type { NetworkPolicy, PolicyId, WorkloadId } from '#engine';
import type { Severity } from '#manifest';
import { CODES, type Consequence, type FactsOf, type FindingCode } from './codes.ts';

/** What a finding is about: a policy, a workload, or else a namespace. */
export interface Subject {
  readonly namespace: string;
  readonly policy?: PolicyId;
  readonly workload?: WorkloadId;
}

interface Place {
  /** Where in the policy, for example `spec.ingress[0].from[1]`; empty for a workload. */
  readonly path: string;
  /** Where a marker stands best, when that is a part of `path`. */
  readonly mark?: string;
}

export interface FindingOf<C extends FindingCode> extends Subject, Place {
  /** Stays the same while the finding stands; unique among all. */
  readonly key: string;
  readonly code: C;
  readonly severity: Severity;
  readonly facts: FactsOf[C];
  /** A policy of a kind that is not judged, and that may make it otherwise. */
  readonly unjudged?: string;
  /** The likeliest first; none where only a person can know, or where no change is safe. */
  readonly fixes: readonly Fix[];
}

export type Finding = { readonly [C in FindingCode]: FindingOf<C> }[FindingCode];

/** A policy to draft: a new one, or the stored one put right. */
export interface Fix {
  /** As a command, for example `Admit orders only`. */
  readonly label: string;
  readonly policy: NetworkPolicy;
}

/** What a fix would change, all of it: in pairs of workloads, and where DNS is concerned. */
export interface Impact {
  readonly removed: number;
  /** Of those removed, pairs that a rule of another policy admits by name. */
  readonly removedByRule: number;
  readonly added: number;
  /** Pairs that stay allowed, on other ports. */
  readonly changed: number;
  /** Workloads that may no longer ask the cluster's DNS. */
  readonly dnsCut: number;
}

interface Rest {
  readonly fixes?: readonly Fix[];
  readonly severity?: Severity;
}

export function found<C extends FindingCode>(
  code: C,
  about: Subject & Place,
  facts: FactsOf[C],
  { fixes = [], severity = CODES[code].severity }: Rest = {},
): FindingOf<C> {
  const { policy, workload, namespace, path } = about;
  const key = [code, policy ?? workload ?? namespace, path].filter(Boolean).join(' ');
  return { ...about, key, code, severity, facts, fixes };
}

/** What is less grave than its kind usually is, is good to know. */
export function themeOf({ code, severity }: Pick<Finding, 'code' | 'severity'>): Consequence {
  const usual = CODES[code];
  return severity === usual.severity ? usual.theme : 'note';
}
