/** Gathers the facts about policies from a compiled snapshot, or from one as it would be after a draft. */

import { addressesOf } from '../classes/pod-classes.ts';
import type { Compiled } from '../gates/compiled.ts';
import type { Group } from '../gates/groups.ts';
import type { RuleTerms } from '../gates/rule-terms.ts';
import { type PolicyId, workloadId } from '../model/ids.ts';
import type { NetworkPolicyEgressRule, NetworkPolicyIngressRule, NetworkPolicyPeer } from '../model/network-policy.ts';
import type { Direction, Pod, WorkloadId } from '../model/objects.ts';
import { type CompiledPolicy, type CompiledRule, DIRECTIONS, type PeerMatcher } from '../policies/compile-policy.ts';
import { peerPath, rulePath } from '../policies/rule-ref.ts';
import { hasAddress } from '../sets/address-set.ts';
import { dnsServers, protocolsWithoutDns } from './dns-access.ts';
import type { InspectedPolicy, InspectedRule, Inspection } from './inspection.ts';
import { PodSets } from './pod-sets.ts';
import { findSuperfluous, type Superfluous } from './superfluous.ts';
import { Voided } from './voided.ts';

type PerDirection<T> = Readonly<Record<Direction, T>>;

/** What is worked out once for all policies. */
interface Shared {
  readonly compiled: Compiled;
  readonly pods: PodSets;
  readonly superfluous: Superfluous;
  readonly voided: Voided;
}

/** Of all policies, or of `only` some. */
export function inspect(compiled: Compiled, only?: ReadonlySet<PolicyId>): Inspection {
  const policies = [...compiled.policies.values()].filter(({ id }) => !only || only.has(id));
  const groups = { ingress: byPolicy(compiled, 'ingress'), egress: byPolicy(compiled, 'egress') };
  const groupsOf = ({ id }: CompiledPolicy) => ({
    ingress: groups.ingress.get(id) ?? [],
    egress: groups.egress.get(id) ?? [],
  });
  // A policy without pods is told of as such, not as superfluous.
  const inUse = policies.filter(({ id }) => DIRECTIONS.some((direction) => groups[direction].has(id)));
  const shared = {
    compiled,
    pods: new PodSets(compiled.universe),
    superfluous: findSuperfluous(compiled, inUse),
    voided: new Voided(compiled),
  };
  return {
    profile: compiled.profile,
    namespaces: [...compiled.universe.namespaces.values()],
    dns: dnsServers(compiled),
    pods: compiled.universe.pods,
    policies: policies.map((policy) => inspectPolicy(shared, policy, groupsOf(policy))),
    bareWorkloads: bareWorkloads(compiled),
  };
}

function inspectPolicy(
  shared: Shared,
  policy: CompiledPolicy,
  groups: PerDirection<readonly Group[]>,
): InspectedPolicy {
  const { compiled, pods, superfluous, voided } = shared;
  const rulesOf = (direction: Direction) =>
    policy.rules[direction].map((rule) => inspectRule(shared, policy, rule, groups[direction]));
  const coveredBy = superfluous.policies.get(policy.id);
  const voids = DIRECTIONS.map((direction) => [direction, voided.by(policy, direction)]);
  return {
    id: policy.id,
    namespace: policy.namespace,
    policy: policy.policy,
    subjects: pods.of(compiled.resolver.subjects(policy)),
    isBroken: policy.subject.broken,
    isolates: policy.isolates,
    rules: { ingress: rulesOf('ingress'), egress: rulesOf('egress') },
    ...(coveredBy && { coveredBy }),
    admitsNobody: DIRECTIONS.filter((direction) => admitsNobody(compiled, policy, direction, groups[direction])),
    voidedBy: Object.fromEntries(voids.filter(([, by]) => by !== undefined)),
    withoutDns: protocolsWithoutDns(compiled, policy, groups.egress),
  };
}

function inspectRule(
  { compiled, pods, superfluous, voided }: Shared,
  policy: CompiledPolicy,
  rule: CompiledRule,
  groups: readonly Group[],
): InspectedRule {
  const { resolver, universe } = compiled;
  const written = peersAsWritten(policy, rule);
  const classes = rule.peers.map((peer) => resolver.peerClasses(peer, policy.namespace));
  const reached = rule.everyone ? universe.sets.selectable : universe.sets.unionOf(classes);
  const covering = superfluous.rules.get(rule);
  return {
    direction: rule.ref.direction,
    rule: rule.ref.rule,
    path: rulePath(rule.ref),
    everyone: rule.everyone,
    peers: rule.peers.map((peer, at) => ({
      path: peerPath(rule.ref, at),
      kind: peer.kind,
      peer: written[at] ?? {},
      isBroken: peer.kind === 'broken' || (peer.kind === 'pods' && (peer.pods.broken || !!peer.namespaces?.broken)),
      selects: pods.of(classes[at] ?? universe.sets.none),
      // Which pods a block covers is known already where blocks admit pods at all.
      holds: () =>
        compiled.profile.ipBlockMatchesPods && peer.kind === 'addresses'
          ? pods.of(classes[at] ?? universe.sets.none).pods.filter(({ hostNetwork }) => !hostNetwork)
          : podsHeld(compiled, peer),
    })),
    ports: rule.ports,
    destinations: pods.of(rule.ref.direction === 'ingress' ? resolver.subjects(policy) : reached),
    ...(covering && { coveredBy: covering.map(({ ref }) => ref) }),
    voids: voided.exceptions(rule, written, groups),
  };
}

function podsHeld({ universe }: Compiled, peer: PeerMatcher): readonly Pod[] {
  if (peer.kind !== 'addresses') return [];
  return universe.pods.filter(
    (pod) => !pod.hostNetwork && addressesOf(pod).some((position) => hasAddress(peer.block, position)),
  );
}

/** What cannot be judged was compiled as a broken peer, and stands here as an empty one. */
function peersAsWritten({ policy }: CompiledPolicy, { ref }: CompiledRule): readonly NetworkPolicyPeer[] {
  const rules: unknown = policy.spec?.[ref.direction];
  const rule: (NetworkPolicyIngressRule & NetworkPolicyEgressRule) | null | undefined = Array.isArray(rules)
    ? rules[ref.rule]
    : undefined;
  const peers: unknown = ref.direction === 'ingress' ? rule?.from : rule?.to;
  return Array.isArray(peers) ? peers.map((peer) => (typeof peer === 'object' && peer !== null ? peer : {})) : [];
}

/** The groups that each policy isolates; those without a class are left over from a draft. */
function byPolicy({ gates }: Compiled, direction: Direction): ReadonlyMap<PolicyId, readonly Group[]> {
  const groups = new Map<PolicyId, Group[]>();
  for (const group of gates[direction].groups) {
    if (group.classes.runs.length === 0) continue;
    for (const { id } of group.policies) {
      const own = groups.get(id);
      if (own) own.push(group);
      else groups.set(id, [group]);
    }
  }
  return groups;
}

function admitsNobody(
  compiled: Compiled,
  policy: CompiledPolicy,
  direction: Direction,
  groups: readonly Group[],
): boolean {
  if (policy.rules[direction].length === 0 || groups.length === 0) return false;
  return groups.every(({ rules }) =>
    rules.filter(({ rule }) => rule.ref.policy === policy.id).every((one) => !admitsAnything(compiled, one)),
  );
}

function admitsAnything({ ports }: Compiled, { rule, terms, outside }: RuleTerms): boolean {
  if (terms.length > 0) return true;
  return outside !== ports.none && (rule.everyone || rule.peers.some(({ kind }) => kind === 'addresses'));
}

function bareWorkloads({ universe, gates }: Compiled): readonly WorkloadId[] {
  const isBare = new Map<WorkloadId, boolean>();
  for (const pod of universe.pods) {
    if (pod.hostNetwork) continue;
    const index = universe.classOf(pod)?.index ?? -1;
    const free = DIRECTIONS.every((direction) => gates[direction].groupOf(index).policies.length === 0);
    const id = workloadId(pod.namespace, pod.workload);
    isBare.set(id, (isBare.get(id) ?? true) && free);
  }
  return [...isBare]
    .filter(([, free]) => free)
    .map(([id]) => id)
    .sort();
}
