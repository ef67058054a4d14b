/** A remark on a policy or a workload: what is probably not meant, where, and how to put it right. */

import type { NetworkPolicy, PolicyId } from '../model/network-policy.ts';
import type { WorkloadId } from '../model/objects.ts';

export type FindingCode =
  | 'selects-nothing'
  | 'unknown-namespace-label'
  | 'ip-block-holds-pods'
  | 'rules-ignored'
  | 'policy-types-implicit'
  | 'egress-without-dns'
  | 'unknown-named-port'
  | 'own-namespace-only'
  | 'empty-means-all'
  | 'redundant-rule'
  | 'policy-without-effect'
  | 'workload-without-policy'
  | 'admits-nothing';

/** `error`: it does not do what it says. `warning`: it likely does not do what is meant. `info`: good to know. */
export type Severity = 'error' | 'warning' | 'info';

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** The policy it is about; absent for a remark on a workload. */
  readonly policy?: PolicyId;
  readonly workload?: WorkloadId;
  /** Where in the policy, for example `spec.ingress[0].from[1]`; empty for a workload. */
  readonly path: string;
  readonly sentence: string;
  readonly fix?: Fix;
}

export interface Fix {
  /** What it does, as a command: `List Egress in policyTypes`. */
  readonly label: string;
  /** The whole policy, put right; absent where only a person can know. */
  readonly policy?: NetworkPolicy;
}
