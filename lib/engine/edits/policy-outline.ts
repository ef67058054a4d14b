/** What one policy (stored or half-typed) selects in a snapshot, part by part: the hints behind the lines. */

import type { Direction, WorkloadId } from '../model/objects.ts';

export interface SelectedPods {
  /** Path in the policy, for example `spec.podSelector` or `spec.ingress[0].from[1]`. */
  readonly path: string;
  readonly pods: number;
  readonly workloads: readonly WorkloadId[];
}

export interface RuleOutline {
  readonly direction: Direction;
  readonly rule: number;
  readonly path: string;
  /** Workloads this rule alone would let through on some port: a port name that no pod has lets nobody through. */
  readonly admits: readonly WorkloadId[];
  /** Whether it lets addresses outside through that its peers name. */
  readonly outside: boolean;
  readonly everyone: boolean;
  /** False when policyTypes leave this direction out: the rule has no effect. */
  readonly effective: boolean;
  readonly peers: readonly SelectedPods[];
}

export interface PolicyOutline {
  readonly subject: SelectedPods;
  readonly isolates: readonly Direction[];
  readonly rules: readonly RuleOutline[];
}
