/** The face of the engine: one compiled snapshot that answers questions. Compiling is the only costly step. */

import type { ConnectionRow, Level } from './answers/connection-list.ts';
import type { NamespaceGraph } from './answers/namespace-graph.ts';
import type { Peers, Reachability } from './answers/reachability.ts';
import type { PodTotals } from './answers/totals.ts';
import type { Effect } from './edits/effect.ts';
import type { PolicyOutline } from './edits/policy-outline.ts';
import type { PolicyEdit, ReachabilityDiff } from './edits/reachability-diff.ts';
import type { Decision, Question } from './explanation/decision.ts';
import type { Inspection } from './inspection/inspection.ts';
import type { NetworkPolicy } from './model/network-policy.ts';
import type { Snapshot, WorkloadId } from './model/objects.ts';
import type { Profile } from './model/profile.ts';

export interface Engine {
  readonly snapshot: Snapshot;
  readonly profile: Profile;
  /** Workload level; computed once and kept. */
  reachability(): Reachability;
  /** Everything that may reach a workload and everything it may reach; undefined for an id that is not here. */
  peers(workload: WorkloadId): Peers | undefined;
  decide(question: Question): Decision;
  /**
   * New policies that would admit what `decide` denies, opening as little else as can be; empty where nothing is denied
   * or no policy could help.
   */
  fix(question: Question): readonly NetworkPolicy[];
  /** The effect of edits, without changing this engine. */
  diff(edits: readonly PolicyEdit[]): ReachabilityDiff;
  /**
   * The effect of edits on every pair of pods, by counts and rectangles: for clusters of any size. `goOn` may stop the
   * work between steps; `Effect.knowledge` then says what the counts are still worth.
   */
  preview(edits: readonly PolicyEdit[], goOn?: () => boolean): Effect;
  outline(policy: NetworkPolicy): PolicyOutline;
  /** Facts to judge every policy by; or, with edits, the edited policies alone as they would be. */
  inspect(edits?: readonly PolicyEdit[]): Inspection;
  /** Every connection, one row a pair, with ranges of addresses outside; for lists and files. */
  connections(level: Level): readonly ConnectionRow[];
  /** The rows between single pods that a row between workloads stands for; a range of addresses is the whole outside. */
  podConnections(source: string, destination: string): readonly ConnectionRow[];
  /** Exact counts over pairs of pods. */
  totals(): PodTotals;
  /** Reachability between namespaces; of `visible` alone, where given. */
  namespaces(visible?: readonly string[]): NamespaceGraph;
}
