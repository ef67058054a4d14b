/** The verdict for one question, with the reasons from the same evaluation. */

import type { Verdict } from '../answers/reachability.ts';
import type { PolicyId } from '../model/ids.ts';
import type { LayerName } from '../model/layers.ts';
import type { Direction, Protocol, WorkloadId } from '../model/objects.ts';
import type { ProfileOption } from '../model/profile.ts';
import type { RuleRef } from '../policies/rule-ref.ts';

export interface Question {
  /** A workload, a pod as `namespace/name[Pod]`, or an IP address. */
  readonly source: WorkloadId | string;
  readonly destination: WorkloadId | string;
  /** Absent: any connection at all. The port is the one on the destination pod (rule 25). */
  readonly protocol?: Protocol;
  readonly port?: number;
  /** The source asked a Service behind which the destination stands: a pod may then meet itself (rule 32). */
  readonly throughService?: boolean;
}

/** One condition of a rule held against the peer that asked. */
export interface Condition {
  readonly part: 'namespace' | 'pod' | 'address' | 'port' | 'protocol' | 'direction';
  /** Path in the policy, for example `spec.ingress[0].from[1].podSelector.matchLabels`. */
  readonly path: string;
  readonly wants: string;
  readonly has: string;
  readonly matches: boolean;
}

/** The rule that came closest to admitting what was denied. */
export interface NearestMiss {
  readonly rule: RuleRef;
  /** Index in `from` or `to`; absent when the rule names no peer. */
  readonly peer?: number;
  readonly terms: readonly Condition[];
}

/** `passed`: left to the layers below, and allowed where none decides. `not-asked`: a layer above has decided. */
export type LayerSays = 'allowed' | 'denied' | 'passed' | 'unknown' | 'not-asked';

/** What one layer says at one end; layers whose policies do not select this end say nothing. */
export interface LayerReasons {
  readonly layer: LayerName;
  readonly says: LayerSays;
  /** Whether it denies what none of its rules admits. */
  readonly closes: boolean;
  /** Its policies that select this end. */
  readonly policies: readonly PolicyId[];
  readonly admittedBy: readonly RuleRef[];
  /** Only layers whose rules may deny, or pass on, have these. */
  readonly deniedBy: readonly RuleRef[];
  readonly passedBy: readonly RuleRef[];
  /** Of a layer that denies what none of its rules admits. */
  readonly nearestMiss?: NearestMiss;
}

export interface DirectionReasons {
  readonly direction: Direction;
  readonly verdict: Verdict;
  /** Policies of every layer that select this end. Empty = everything may pass it. */
  readonly isolatedBy: readonly PolicyId[];
  /** Rules of every layer that admit. */
  readonly admittedBy: readonly RuleRef[];
  readonly nearestMiss?: NearestMiss;
  /** The same layer by layer, in the order in which they are asked. */
  readonly layers: readonly LayerReasons[];
}

/** Of a question about several pods that not all of them answer alike. */
export interface PartialVerdict {
  readonly pairs: number;
  readonly allowed: number;
  /** The first pairs that are not allowed: pods as `namespace/name[Pod]`, or an address. */
  readonly others: readonly { readonly source: string; readonly destination: string; readonly verdict: Verdict }[];
}

export interface Decision {
  readonly question: Question;
  /** That of the pair of pods that may most. */
  readonly verdict: Verdict;
  /** Present where not every pair of pods has this verdict. */
  readonly partial?: PartialVerdict;
  /**
   * For `unknown`: the missing fact, as a sentence. For a special case (own node, itself, ends that admit
   * different ports): which one decided.
   */
  readonly because?: string;
  /** Points on which implementations differ that decided here: with another choice the verdict would be another. */
  readonly decidedBy?: readonly ProfileOption[];
  readonly egress: DirectionReasons;
  readonly ingress: DirectionReasons;
}
