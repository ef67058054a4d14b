/**
 * What policies say, apart from the pods there are: by namespace, subject and direction, the peers and ports that rules
 * grant. Policies of one subject add up, so that order, names and how rules are split make no difference.
 */

import type { PolicyId } from '../model/ids.ts';
import type { Direction } from '../model/objects.ts';
import { type CompiledPolicy, DIRECTIONS, type PeerMatcher, type PortMatcher } from '../policies/compile-policy.ts';
import { selectorText } from '../policies/covers.ts';
import { compileSelector, type Selector } from '../policies/selector.ts';
import type { AddressSet } from '../sets/address-set.ts';
import { type ConnectionSet, everything, nothing, union } from '../sets/connection-set.ts';

export type GrantedPeer =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'pods'; readonly namespaces: Selector; readonly pods: Selector }
  | { readonly kind: 'addresses'; readonly block: AddressSet };

export interface GrantedPorts {
  readonly numbers: ConnectionSet;
  /** `TCP http`: whatever number a pod gives the name. */
  readonly names: ReadonlySet<string>;
}

export interface Grant {
  readonly peer: GrantedPeer;
  /** The peer in words; equal for peers that mean the same. */
  readonly text: string;
  readonly ports: GrantedPorts;
}

export interface SubjectGrants {
  readonly namespace: string;
  readonly direction: Direction;
  readonly subject: Selector;
  readonly policies: readonly PolicyId[];
  /** By the peer's text. */
  readonly grants: ReadonlyMap<string, Grant>;
}

interface GrowingGrants {
  readonly policies: PolicyId[];
  readonly grants: Map<string, Grant>;
}

/** By a key that is equal for equal subjects. */
export function grantsOf(policies: Iterable<CompiledPolicy>): ReadonlyMap<string, SubjectGrants> {
  const found = new Map<string, SubjectGrants & GrowingGrants>();
  for (const policy of policies) {
    // A subject that cannot be read selects nothing.
    if (policy.subject.broken) continue;
    for (const direction of DIRECTIONS) {
      if (!policy.isolates[direction]) continue;
      const { namespace, subject } = policy;
      const key = `${direction} ${namespace} ${subject.key}`;
      const empty: GrowingGrants = { policies: [], grants: new Map() };
      const own = found.get(key) ?? { namespace, direction, subject, ...empty };
      found.set(key, own);
      own.policies.push(policy.id);
      for (const grant of policy.rules[direction].flatMap((rule) => grantsOfRule(policy, rule))) {
        const known = own.grants.get(grant.text);
        own.grants.set(grant.text, known ? { ...known, ports: addPorts(known.ports, grant.ports) } : grant);
      }
    }
  }
  return found;
}

type Rule = CompiledPolicy['rules'][Direction][number];

function grantsOfRule(policy: CompiledPolicy, { everyone, peers, ports }: Rule): readonly Grant[] {
  const granted = ports.map(toPorts).reduce(addPorts, NO_PORTS);
  if (granted.names.size === 0 && Object.keys(granted.numbers).length === 0) return [];
  if (everyone) return [{ peer: { kind: 'everyone' }, text: 'everyone', ports: granted }];
  return peers.flatMap((peer) => toGrant(policy, peer, granted));
}

function toGrant({ namespace }: CompiledPolicy, peer: PeerMatcher, ports: GrantedPorts): readonly Grant[] {
  if (peer.kind === 'broken') return [];
  if (peer.kind === 'addresses') {
    return [{ peer: { kind: 'addresses', block: peer.block }, text: `ipBlock ${peer.text}`, ports }];
  }
  // Rule 13: without a namespaceSelector it is the policy's own namespace, which always has this label.
  const namespaces = peer.namespaces ?? compileSelector({ matchLabels: { [NAME_LABEL]: namespace } });
  if (namespaces.broken || peer.pods.broken) return [];
  const [where, which] = [selectorText(namespaces), selectorText(peer.pods)];
  const text = `${which ? `pods ${which}` : 'all pods'} of ${where ? `namespaces ${where}` : 'all namespaces'}`;
  return [{ peer: { kind: 'pods', namespaces, pods: peer.pods }, text, ports }];
}

const NAME_LABEL = 'kubernetes.io/metadata.name';

const NO_PORTS: GrantedPorts = { numbers: nothing, names: new Set() };

function toPorts(port: PortMatcher): GrantedPorts {
  switch (port.kind) {
    case 'all':
      return { numbers: everything, names: new Set() };
    case 'range':
      return { numbers: { [port.protocol]: [[port.first, port.last]] }, names: new Set() };
    case 'named':
      return { numbers: nothing, names: new Set([`${port.protocol} ${port.name}`]) };
    case 'broken':
      return NO_PORTS;
  }
}

export function addPorts(a: GrantedPorts, b: GrantedPorts): GrantedPorts {
  if (a === NO_PORTS) return b;
  const names = b.names.size === 0 ? a.names : new Set([...a.names, ...b.names]);
  return { numbers: Object.keys(b.numbers).length === 0 ? a.numbers : union(a.numbers, b.numbers), names };
}
