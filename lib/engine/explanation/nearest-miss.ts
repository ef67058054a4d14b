/** The rule that came closest to admitting what was denied: every term of it held against the peer, fewest failures first. */

import type { Party, Side } from '../answers/side.ts';
import { addressesOf } from '../classes/pod-classes.ts';
import type { Compiled } from '../gates/compiled.ts';
import { objectKey } from '../model/ids.ts';
import { LAYERS, type LayerName } from '../model/layers.ts';
import type { ContainerPort, Pod } from '../model/objects.ts';
import type { CompiledPolicy, CompiledRule, PeerMatcher, PortMatcher } from '../policies/compile-policy.ts';
import { peerPath, rulePath } from '../policies/rule-ref.ts';
import { labelValue, matches, type Requirement, type Selector, satisfies } from '../policies/selector.ts';
import { formatAddress } from '../sets/address.ts';
import { hasAddress } from '../sets/address-set.ts';
import { describe } from '../sets/connection-set.ts';
import type { PortSet } from '../sets/port-set.ts';
import type { Condition, NearestMiss } from './decision.ts';

/** Of one layer that denies what none of its rules admits. */
export function nearestMiss(
  compiled: Compiled,
  layer: LayerName,
  sides: readonly Side[],
  asked: PortSet,
): NearestMiss | undefined {
  if (LAYERS[layer].logic !== 'isolates') return undefined;
  const policies = compiled.layers.find(({ name }) => name === layer)?.policies ?? [];
  let best: NearestMiss | undefined;
  let bestScore = Number.POSITIVE_INFINITY;
  for (const side of sides) {
    for (const miss of missesOf(compiled, policies, side, asked)) {
      const failed = miss.terms.filter((term) => !term.matches).length;
      const score = failed - (miss.terms.length - failed) / 1000;
      if (failed > 0 && score < bestScore) [best, bestScore] = [miss, score];
    }
  }
  return best;
}

function missesOf(compiled: Compiled, policies: readonly CompiledPolicy[], side: Side, asked: PortSet): NearestMiss[] {
  const { subject, direction } = side;
  if (typeof subject === 'bigint') return [];
  return policies
    .filter((policy) => selectsPod(compiled, policy, subject))
    .flatMap((policy) =>
      policy.rules[direction].flatMap((rule) => {
        const common = (peer?: PeerMatcher) => [
          ...directionTerms(policy, rule),
          ...portTerms(compiled, rule, portNames(compiled, policy, side, peer), asked),
        ];
        if (rule.everyone) return [{ rule: rule.ref, terms: common() }];
        return rule.peers.map((peer, at): NearestMiss => {
          const terms = [...common(peer), ...peerTerms(compiled, policy, peer, peerPath(rule.ref, at), side.peer)];
          return { rule: rule.ref, peer: at, terms };
        });
      }),
    );
}

function selectsPod({ universe }: Compiled, policy: CompiledPolicy, { namespace, labels }: Pod): boolean {
  const { subjectNamespaces } = policy;
  const isInside = subjectNamespaces
    ? matches(subjectNamespaces, universe.namespaces.get(namespace)?.labels ?? {})
    : policy.namespace === namespace;
  return isInside && matches(policy.subject, labels);
}

/** Rule 5: a rule in a direction that policyTypes leave out has no effect. */
function directionTerms(policy: CompiledPolicy, rule: CompiledRule): Condition[] {
  const { direction } = rule.ref;
  if (policy.isolates[direction]) return [];
  const wants = direction === 'ingress' ? 'Ingress' : 'Egress';
  const has = policy.policy.spec?.policyTypes?.join(', ') ?? 'nothing';
  return [{ part: 'direction', path: 'spec.policyTypes', wants, has, matches: false }];
}

function portTerms(
  { ports }: Compiled,
  rule: CompiledRule,
  declared: readonly ContainerPort[],
  asked: PortSet,
): Condition[] {
  const has = describe(ports.connections(asked));
  const path = `${rulePath(rule.ref)}.ports`;
  const open = (matcher: PortMatcher): PortSet => {
    if (matcher.kind === 'all') return ports.all;
    if (matcher.kind === 'range') return ports.range(matcher.protocol, matcher.first, matcher.last);
    if (matcher.kind === 'broken') return ports.none;
    const found = declared.filter(({ name, protocol }) => name === matcher.name && protocol === matcher.protocol);
    return found.reduce((sum, { protocol, port }) => ports.union(sum, ports.range(protocol, port, port)), ports.none);
  };
  if (rule.ports.some(({ kind }) => kind === 'all')) return [];
  if (rule.ports.some((matcher) => ports.meets(open(matcher), asked))) {
    return [{ part: 'port', path, wants: portsText(rule.ports), has, matches: true }];
  }
  const protocols = new Set(rule.ports.flatMap((matcher) => ('protocol' in matcher ? [matcher.protocol] : [])));
  const sameProtocol = [...protocols].some((protocol) => ports.meets(ports.range(protocol, 1, 65535), asked));
  return [{ part: sameProtocol ? 'port' : 'protocol', path, wants: portsText(rule.ports), has, matches: false }];
}

/** What port names mean on the destination, by the profile's choices; `peer` is the entry that would admit it. */
function portNames(
  { universe, resolver, profile }: Compiled,
  policy: CompiledPolicy,
  side: Side,
  peer: PeerMatcher | undefined,
): readonly ContainerPort[] {
  const destination = side.direction === 'ingress' ? side.subject : side.peer;
  const own = typeof destination === 'bigint' ? undefined : universe.classOf(destination);
  if (!own) return [];
  const isDropped =
    (!peer && profile.egressNamedPortToEveryone === 'nothing') ||
    (peer?.kind === 'addresses' && profile.egressNamedPortToIpBlock === 'nothing');
  if (side.direction === 'egress' && isDropped) return [];
  return side.direction === 'ingress' ? resolver.ingressPorts(policy, own) : resolver.countingPorts(own.namedPorts);
}

function portsText(matchers: readonly PortMatcher[]): string {
  const texts = matchers.map((matcher) => {
    if (matcher.kind === 'named') return `${matcher.protocol} ${matcher.name}`;
    if (matcher.kind !== 'range') return matcher.kind === 'all' ? 'any port' : 'a port that cannot be judged';
    if (matcher.first === 1 && matcher.last === 65535) return `any ${matcher.protocol}`;
    const last = matcher.last > matcher.first ? `-${matcher.last}` : '';
    return `${matcher.protocol} ${matcher.first}${last}`;
  });
  return texts.length > 0 ? texts.join(', ') : 'nothing that can be judged';
}

function peerTerms(
  compiled: Compiled,
  policy: CompiledPolicy,
  matcher: PeerMatcher,
  path: string,
  peer: Party,
): Condition[] {
  const address = typeof peer === 'bigint' || peer.hostNetwork;
  if (matcher.kind === 'broken') {
    return [{ part: 'pod', path, wants: 'a peer that can be judged', has: partyText(peer), matches: false }];
  }
  if (matcher.kind === 'addresses') {
    const own = typeof peer === 'bigint' ? [peer] : addressesOf(peer);
    const judged = address || compiled.profile.ipBlockMatchesPods;
    const holds = judged && own.some((position) => hasAddress(matcher.block, position));
    const has = own.length > 0 ? own.map(formatAddress).join(', ') : 'no address yet';
    return [{ part: 'address', path: `${path}.ipBlock`, wants: matcher.text, has, matches: holds }];
  }
  if (typeof peer === 'bigint' || address) {
    return [{ part: 'pod', path, wants: 'a pod', has: partyText(peer), matches: false }];
  }
  const labels = compiled.universe.namespaces.get(peer.namespace)?.labels ?? {};
  const namespaceTerms: Condition[] = matcher.namespaces
    ? selectorTerms('namespace', `${path}.namespaceSelector`, matcher.namespaces, labels)
    : [
        {
          part: 'namespace',
          path,
          wants: `namespace ${policy.namespace}`,
          has: `namespace ${peer.namespace}`,
          matches: policy.namespace === peer.namespace,
        },
      ];
  return [...namespaceTerms, ...selectorTerms('pod', `${path}.podSelector`, matcher.pods, peer.labels)];
}

function selectorTerms(
  part: 'namespace' | 'pod',
  path: string,
  selector: Selector,
  labels: Readonly<Record<string, string>>,
): Condition[] {
  if (selector.broken)
    return [{ part, path, wants: 'a selector that can be judged', has: 'an unfinished one', matches: false }];
  return selector.requirements.map((requirement) => {
    const value = labelValue(labels, requirement.key);
    const has = value === undefined ? `no label ${requirement.key}` : `${requirement.key}=${value}`;
    return {
      part,
      path: `${path}.${requirement.path}`,
      wants: requirementText(requirement),
      has,
      matches: satisfies(requirement, labels),
    };
  });
}

function requirementText(requirement: Requirement): string {
  const { key } = requirement;
  switch (requirement.test) {
    case 'in':
      return requirement.values.length === 1
        ? `${key}=${requirement.values[0]}`
        : `${key} in (${requirement.values.join(', ')})`;
    case 'not-in':
      return `${key} not in (${requirement.values.join(', ')})`;
    case 'exists':
      return `a label ${key}`;
    case 'absent':
      return `no label ${key}`;
  }
}

function partyText(peer: Party): string {
  if (typeof peer === 'bigint') return formatAddress(peer);
  return peer.hostNetwork ? `${objectKey(peer)} on its machine's network` : objectKey(peer);
}
