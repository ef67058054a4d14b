/** What one policy leaves out on purpose and another admits all the same: policies only add up. */

import type { Compiled } from '../gates/compiled.ts';
import type { Group } from '../gates/groups.ts';
import type { NetworkPolicyPeer } from '../model/network-policy.ts';
import type { Direction } from '../model/objects.ts';
import type { CompiledPolicy, CompiledRule } from '../policies/compile-policy.ts';
import { peerPath, type RuleRef } from '../policies/rule-ref.ts';
import { parseCidr } from '../sets/address.ts';
import { addressCount, addressSet, subtractAddresses } from '../sets/address-set.ts';
import { portsCover } from './always-covers.ts';
import type { VoidedException } from './inspection.ts';

/** Entries of `except` that some rule admits whole, on every port of this rule, to pods that both select. */
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
      const holds = other.peers.some(
        (peer) => peer.kind === 'addresses' && addressCount(subtractAddresses(left, peer.block)) === 0n,
      );
      if (other.everyone || holds) return other.ref;
    }
  }
  return undefined;
}

/** A rule for everyone on every port at each gate that the policy shuts without a rule of its own. */
export function voidedBy(
  { policies }: Compiled,
  policy: CompiledPolicy,
  direction: Direction,
  groups: readonly Group[],
): RuleRef | undefined {
  if (!policy.isolates[direction] || policy.rules[direction].length > 0 || groups.length === 0) return undefined;
  const found = groups.map((group) =>
    group.policies
      .filter(({ id }) => policies.has(id))
      .flatMap((other) => other.rules[direction])
      .find((rule) => rule.everyone && rule.ports.some(({ kind }) => kind === 'all')),
  );
  return found.every((rule) => rule !== undefined) ? found[0]?.ref : undefined;
}
