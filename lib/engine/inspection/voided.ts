/** What one policy leaves out on purpose and another admits all the same: policies only add up. */

import type { Compiled } from '../gates/compiled.ts';
import type { Group } from '../gates/groups.ts';
import type { NetworkPolicyPeer } from '../model/network-policy.ts';
import type { Direction } from '../model/objects.ts';
import type { CompiledPolicy, CompiledRule } from '../policies/compile-policy.ts';
import { peerPath, type RuleRef } from '../policies/rule-ref.ts';
import { parseCidr } from '../sets/address.ts';
import { type AddressSet, addressCount, addressSet, subtractAddresses } from '../sets/address-set.ts';
import { portsCover, subjectsCover } from './always-covers.ts';
import type { VoidedException } from './inspection.ts';

/**
 * Entries of `except` that a wider rule admits whole, on every port of this rule, to pods that both select. A rule for
 * addresses within the entry is meant: it gives back what was left out.
 */
export function voidedExceptions(
  rule: CompiledRule,
  peers: readonly NetworkPolicyPeer[],
  groups: readonly Group[],
): readonly VoidedException[] {
  return peers.flatMap(({ ipBlock }, at) => {
    const exceptions: unknown = ipBlock?.except;
    if (!Array.isArray(exceptions)) return [];
    return exceptions.flatMap((cidr: unknown, index): VoidedException[] => {
      const by = typeof cidr === 'string' ? admitting(cidr, rule, groups) : undefined;
      return by ? [{ path: `${peerPath(rule.ref, at)}.ipBlock.except[${index}]`, cidr: String(cidr), by }] : [];
    });
  });
}

function admitting(cidr: string, rule: CompiledRule, groups: readonly Group[]): RuleRef | undefined {
  const range = parseCidr(cidr);
  if (!range) return undefined;
  const left = addressSet([range]);
  for (const { policies } of groups) {
    for (const other of policies.flatMap((policy) => policy.rules[rule.ref.direction])) {
      if (other === rule || !rule.ports.every((port) => portsCover(other.ports, port))) continue;
      const holds = other.peers.some((peer) => peer.kind === 'addresses' && isWider(peer.block, left));
      if (other.everyone || holds) return other.ref;
    }
  }
  return undefined;
}

function isWider(block: AddressSet, than: AddressSet): boolean {
  return addressCount(subtractAddresses(than, block)) === 0n && addressCount(block) > addressCount(than);
}

/** A rule for everyone on every port, of a policy for at least the same pods, where the policy itself has no rule. */
export function voidedBy({ policies }: Compiled, policy: CompiledPolicy, direction: Direction): RuleRef | undefined {
  if (!policy.isolates[direction] || policy.rules[direction].length > 0) return undefined;
  for (const other of policies.values()) {
    if (!other.isolates[direction] || !subjectsCover(other, policy)) continue;
    const open = other.rules[direction].find((rule) => rule.everyone && rule.ports.some(({ kind }) => kind === 'all'));
    if (open) return open.ref;
  }
  return undefined;
}
