/**
 * What can talk to what, and why. Pure: imports nothing outside this folder, uses no clock, network or process.
 *
 * One way through: raw policies become matchers, pods become classes, and each class stands behind two gates whose
 * policies say what may pass. Everything answered is read off these gates. The folders in reading order, each importing
 * only those above it:
 *
 *   model        what comes in: pods, namespaces, policies as written, and the profile of the enforcing engine
 *   sets         runs of numbers, classes, ports, addresses; how long a piece of work may take
 *   policies     a policy as written into matchers, once: absent, empty, `{}`; selectors; ports and `endPort`
 *   rule-diff    what two sets of policies would admit differently, whatever pods there are
 *   classes      pods that no policy can tell apart, and the universe of them
 *   gates        rules to what they admit, tiers in order, and `connect`: one pair, or many classes at once
 *   answers      on workloads and pods: reachability, peers, lists, totals, namespace graph
 *   explanation  on one pair: verdict, reasons, nearest miss, the smallest fix
 *   edits        what a draft would change, from the changed gates alone
 *   inspection   facts about policies, for whoever looks for mistakes in them
 *
 * `naive/` is a slow second implementation that tests compare with; `laws/` holds properties and recorded truth.
 */
export type { ConnectionRow, Level } from './answers/connection-list.ts';
export type { Degree, NamespaceCell, NamespaceGraph } from './answers/namespace-graph.ts';
export type * from './answers/reachability.ts';
export type { PodTotals } from './answers/totals.ts';
export { mayBeChangedBy } from './answers/unjudged.ts';
export { PER_POD_KEYS } from './classes/pod-classes.ts';
export { createEngine } from './create-engine.ts';
export type { Effect, EffectRectangle } from './edits/effect.ts';
export type * from './edits/policy-outline.ts';
export type * from './edits/reachability-diff.ts';
export type * from './engine.ts';
export type * from './explanation/decision.ts';
export type * from './inspection/inspection.ts';
export { diffSnapshots, type SnapshotDiff } from './list-diff/diff-snapshots.ts';
export type { ChangedRow, ListDiff } from './list-diff/list-diff.ts';
export { diffConnections } from './list-diff/list-diff.ts';
export type { PolicyId, PolicyRef } from './model/ids.ts';
export {
  NETWORK_POLICY,
  namespaceOfKey,
  networkPolicyId,
  objectKey,
  parsePolicyKey,
  podEnd,
  policyId,
  policyKey,
  policyName,
  policyNamespace,
  standInName,
  workloadId,
  workloadName,
  workloadNamespace,
} from './model/ids.ts';
export { counted, grouped, listed, namesOrCount, podsInWords } from './model/in-words.ts';
export type { Labels } from './model/labels.ts';
export { labelName } from './model/labels.ts';
export type { LayerName } from './model/layers.ts';
export type * from './model/network-policy.ts';
export type * from './model/objects.ts';
export { PROTOCOLS } from './model/objects.ts';
export type * from './model/other-policies.ts';
export {
  isUnreadable,
  OTHER_POLICY_KINDS,
  otherPolicyKind,
  otherPolicyKinds,
  otherPolicyName,
  UNREADABLE,
} from './model/other-policies.ts';
export type * from './model/profile.ts';
export { EKS_VPC_CNI, KUBERNETES, PROFILE_CHOICES } from './model/profile.ts';
export type * from './model/service.ts';
export { DIRECTIONS, type PortMatcher } from './policies/compile-policy.ts';
export { labelMatcher, matchesLabels } from './policies/matches-labels.ts';
export type { RuleRef } from './policies/rule-ref.ts';
export type { RuleChange } from './rule-diff/diff-rules.ts';
export type * from './sets/connection-set.ts';
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
} from './sets/connection-set.ts';
export { groupBy } from './sets/group-by.ts';
export { type Cidr, ipv4Text, ipv6Text, isMapped, readCidr, readIpv4 } from './sets/ip-text.ts';
