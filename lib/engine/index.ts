/**
 * What can talk to what, and why. Pure: imports nothing outside this folder, uses no clock, network or process.
 *
 * Reading order: objects, network-policy (what comes in) · compile-policy, selector (raw policy to matchers, once) ·
 * universe (pods to classes) · rule-terms, groups (rules to terms, per gate) · compiled (`connect`, the one primitive) ·
 * reach-workloads, peers-of, decide, nearest-miss, diff, outline (the answers). Below them: runs, port-set, class-set,
 * address, address-set. `endPort` is read in compile-policy.
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
export type { ChangedRow, ListDiff } from './list-diff.ts';
export { diffConnections } from './list-diff.ts';
export type { Degree, NamespaceCell, NamespaceGraph } from './namespace-graph.ts';
export type * from './network-policy.ts';
export { policyId } from './network-policy.ts';
export type * from './objects.ts';
export { PROTOCOLS, workloadId } from './objects.ts';
export type * from './policy-outline.ts';
export type * from './profile.ts';
export { KUBERNETES } from './profile.ts';
export type * from './reachability.ts';
export type * from './reachability-diff.ts';
export type { PodTotals } from './totals.ts';
