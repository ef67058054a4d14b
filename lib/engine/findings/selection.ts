/** Remarks on what a policy's selectors, names and blocks find in the cluster. */

import { addressesOf } from '../classes/pod-classes.ts';
import type { Compiled } from '../gates/compiled.ts';
import type { NetworkPolicyPeer } from '../model/network-policy.ts';
import type { CompiledPolicy, CompiledRule, PeerMatcher } from '../policies/compile-policy.ts';
import { DIRECTIONS } from '../policies/compile-policy.ts';
import { peerPath, portPath } from '../policies/rule-ref.ts';
import { matches, type Selector, satisfies } from '../policies/selector.ts';
import { hasAddress } from '../sets/address-set.ts';
import type { Finding } from './finding.ts';

export function selectionFindings(compiled: Compiled, policy: CompiledPolicy): Finding[] {
  const findings = selectsNothing(compiled, policy);
  for (const direction of DIRECTIONS) {
    if (!policy.isolates[direction]) continue;
    for (const rule of policy.rules[direction]) {
      rule.peers.forEach((peer, at) => {
        findings.push(...peerFindings(compiled, policy, rule, peer, at));
      });
      findings.push(...unknownPorts(compiled, policy, rule));
    }
  }
  return findings;
}

/** A namespace without pods says nothing: they may come. */
function selectsNothing({ resolver, universe }: Compiled, policy: CompiledPolicy): Finding[] {
  const { sets } = universe;
  if (policy.subject.broken || policy.subject.requirements.length === 0) return [];
  if (!universe.ofNamespace.has(policy.namespace) || resolver.subjects(policy) !== sets.none) return [];
  const sentence = `No pod of namespace ${policy.namespace} has these labels: the policy protects nothing.`;
  return [{ code: 'selects-nothing', severity: 'warning', policy: policy.id, path: 'spec.podSelector', sentence }];
}

function peerFindings(
  compiled: Compiled,
  policy: CompiledPolicy,
  rule: CompiledRule,
  peer: PeerMatcher,
  at: number,
): Finding[] {
  const path = peerPath(rule.ref, at);
  if (peer.kind === 'addresses') return podsInBlock(compiled, policy, path, peer);
  if (peer.kind !== 'pods' || peer.pods.broken) return [];
  if (peer.namespaces) return unknownNamespaceLabels(compiled, policy, path, peer.namespaces);
  return ownNamespaceOnly(compiled, policy, rule, at, peer);
}

/** Of every cluster, and seldom in files. */
const ALWAYS_THERE = ['default', 'kube-system', 'kube-public', 'kube-node-lease'].map((name) => ({
  labels: { 'kubernetes.io/metadata.name': name },
}));

/** A term on namespaces that not one namespace meets. */
function unknownNamespaceLabels(
  { universe }: Compiled,
  policy: CompiledPolicy,
  path: string,
  selector: Selector,
): Finding[] {
  const namespaces = [...universe.namespaces.values()];
  return selector.requirements.flatMap((requirement): Finding[] => {
    if (requirement.test !== 'in' && requirement.test !== 'exists') return [];
    if ([...namespaces, ...ALWAYS_THERE].some(({ labels }) => satisfies(requirement, labels))) return [];
    const wanted =
      requirement.test === 'in' ? `${requirement.key}: ${requirement.values.join(' or ')}` : requirement.key;
    const sentence = `No namespace has the label ${wanted}: this peer matches nothing.`;
    return [
      {
        code: 'unknown-namespace-label',
        severity: 'warning',
        policy: policy.id,
        path: `${path}.namespaceSelector`,
        sentence,
      },
    ];
  });
}

/** Rule 13: a podSelector alone stays in the policy's namespace. */
function ownNamespaceOnly(
  { resolver, universe }: Compiled,
  policy: CompiledPolicy,
  rule: CompiledRule,
  at: number,
  peer: Extract<PeerMatcher, { kind: 'pods' }>,
): Finding[] {
  const { sets } = universe;
  if (peer.pods.requirements.length === 0 || resolver.select(peer.pods, policy.namespace) !== sets.none) return [];
  const elsewhere = universe.classes.find(({ hostNetwork, labels }) => !hostNetwork && matches(peer.pods, labels));
  if (!elsewhere) return [];
  const { namespace } = elsewhere;
  return [
    {
      code: 'own-namespace-only',
      severity: 'warning',
      policy: policy.id,
      path: peerPath(rule.ref, at),
      sentence: `This podSelector matches nothing in namespace ${policy.namespace}, but pods in ${namespace}: without a namespaceSelector it stays in its own namespace.`,
      fix: {
        label: `Add a namespaceSelector for ${namespace}`,
        policy: withNamespace(policy, rule, at, namespace),
      },
    },
  ];
}

function withNamespace({ policy }: CompiledPolicy, rule: CompiledRule, place: number, namespace: string) {
  const { direction, rule: at } = rule.ref;
  const key = direction === 'ingress' ? 'from' : 'to';
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
  const rules = (policy.spec?.[direction] ?? []).map((one, number) => {
    if (number !== at) return one;
    const peers: readonly NetworkPolicyPeer[] = (one as Record<string, readonly NetworkPolicyPeer[]>)[key] ?? [];
    return { ...one, [key]: peers.map((peer, index) => (index === place ? { namespaceSelector, ...peer } : peer)) };
  });
  return { ...policy, spec: { ...policy.spec, [direction]: rules } };
}

/** Rule 20: `0.0.0.0/0` is everyone's way to say "outside"; a narrower block that holds pods is worth a remark. */
function podsInBlock(
  { universe, profile }: Compiled,
  policy: CompiledPolicy,
  path: string,
  peer: Extract<PeerMatcher, { kind: 'addresses' }>,
): Finding[] {
  if (/^[^/]+\/0\b/.test(peer.text)) return [];
  const held = universe.pods.filter(
    (pod) => !pod.hostNetwork && addressesOf(pod).some((position) => hasAddress(peer.block, position)),
  );
  const [first] = held;
  if (!first) return [];
  const some = held.length === 1 ? `pod ${first.namespace}/${first.name}` : `${held.length} pods`;
  const effect = profile.ipBlockMatchesPods
    ? 'they are admitted by address, which changes when they are replaced'
    : 'this cluster does not match pods by ipBlock';
  return [
    {
      code: 'ip-block-holds-pods',
      severity: 'warning',
      policy: policy.id,
      path: `${path}.ipBlock`,
      sentence: `The block holds the address of ${some}: ${effect}. Select pods by labels.`,
    },
  ];
}

/** Rule 26: a name counts where a destination declares it for the same protocol. */
function unknownPorts({ resolver, universe }: Compiled, policy: CompiledPolicy, rule: CompiledRule): Finding[] {
  const { sets, classes } = universe;
  const { selectable } = sets;
  const destinations =
    rule.ref.direction === 'ingress'
      ? resolver.subjects(policy)
      : rule.everyone
        ? selectable
        : rule.peers.reduce((sum, peer) => sets.union(sum, resolver.peerClasses(peer, policy.namespace)), sets.none);
  if (destinations === sets.none) return [];
  return rule.ports.flatMap((port, at): Finding[] => {
    if (port.kind !== 'named') return [];
    const known = classes.some(
      ({ index, namedPorts }) =>
        sets.has(destinations, index) &&
        namedPorts.some(({ name, protocol }) => name === port.name && protocol === port.protocol),
    );
    if (known) return [];
    const whose = rule.ref.direction === 'ingress' ? 'the policy protects' : 'the rule reaches';
    const sentence = `No pod that ${whose} declares a ${port.protocol} port named ${port.name}: the name admits nothing.`;
    return [
      {
        code: 'unknown-named-port',
        severity: 'warning',
        policy: policy.id,
        path: `${portPath(rule.ref, at)}.port`,
        sentence,
      },
    ];
  });
}
