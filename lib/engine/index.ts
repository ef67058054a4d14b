/**
 * What can talk to what, and why. Pure: imports nothing outside this folder, uses no clock, network or process.
 *
 * One way through: raw policies become matchers, pods become classes, and each class stands behind two gates whose
 * policies say what may pass. Everything answered is read off these gates.
 *
 * To read the room top to bottom:
 *  1. what comes in: objects, network-policy, labels, profile
 *  2. raw to matchers, once: compile-policy (absent, empty, `{}`; ports and `endPort`), selector, address, address-set
 *  3. pods to classes: pod-classes, universe, class-selection, block-index
 *  4. rules to what they admit: rule-terms, host-peers, terms, ladder (layers), groups (gates)
 *  5. the primitive: compiled (`connect`: one pair), columns (the same for many classes at once)
 *  6. answers on pairs: decide (side: one end against the other), deciding-options, nearest-miss, telling-selector, suggest-fix, fix-of; workload-level, peers-of, connection-list, list-diff, external
 *  7. answers on all: totals (columns that cross), namespace-graph
 *  8. drafts: net-edits, edited-gates and overlay (changed gates alone), diff (workloads), movement and preview (pods; patience), outline
 *  9. findings: find-findings and findings/
 * Below all: runs (sets of numbers), class-set and port-set (interned), runs-table, pair-memo, interner. `naive/` is for tests alone.
 */
export type { ConnectionRow, Level } from './connection-list.ts';
export type * from './connection-set.ts';
export {
  describe,
  equal,
  everything,
  intersect,
  isEmpty,
  isEverything,
  nothing,
  subtract,
  union,
} from './connection-set.ts';
export { createEngine } from './create-engine.ts';
export type * from './decision.ts';
export type { Effect, EffectRectangle } from './effect.ts';
export type * from './engine.ts';
export type * from './finding.ts';
export type { Labels } from './labels.ts';
export type { ChangedRow, ListDiff } from './list-diff.ts';
export { diffConnections } from './list-diff.ts';
export { matchesLabels } from './matches-labels.ts';
export type { Degree, NamespaceCell, NamespaceGraph } from './namespace-graph.ts';
export type * from './network-policy.ts';
export { policyId } from './network-policy.ts';
export type * from './objects.ts';
export { PROTOCOLS, workloadId } from './objects.ts';
export type * from './policy-outline.ts';
export type * from './profile.ts';
export { EKS_VPC_CNI, KUBERNETES, PROFILE_CHOICES } from './profile.ts';
export type * from './reachability.ts';
export type * from './reachability-diff.ts';
export type { PodTotals } from './totals.ts';
