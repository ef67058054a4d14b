/** Which rules admit, and which policies deny, at one gate: read off the same groups that `connect` reads. */

import type { Compiled } from '../gates/compiled.ts';
import type { Group } from '../gates/groups.ts';
import type { RuleTerms } from '../gates/rule-terms.ts';
import type { PolicyId } from '../model/network-policy.ts';
import type { RuleRef } from '../policies/rule-ref.ts';
import type { Position } from '../sets/address.ts';
import { hasAddress } from '../sets/address-set.ts';
import type { PortSet } from '../sets/port-set.ts';

/** Ports that one rule of a group admits to or from a class. */
export function ruleAdmits({ ports, universe: { sets } }: Compiled, { terms }: RuleTerms, peer: number): PortSet {
  let open = ports.none;
  for (const term of terms) if (sets.has(term.peers, peer)) open = ports.union(open, term.ports);
  return open;
}

/** Ports that one rule of a group admits to or from an address that is no pod's. */
export function ruleAdmitsAddress({ ports }: Compiled, { rule, outside }: RuleTerms, position: Position): PortSet {
  const holds =
    rule.everyone || rule.peers.some((peer) => peer.kind === 'addresses' && hasAddress(peer.block, position));
  return holds ? outside : ports.none;
}

/** Ports a group's gate admits to or from an address that is no pod's. */
export function admittedAddress(
  compiled: Compiled,
  group: Pick<Group, 'policies' | 'rules'>,
  position: Position,
): PortSet {
  if (group.policies.length === 0) return compiled.ports.all;
  return group.rules.reduce(
    (open, rule) => compiled.ports.union(open, ruleAdmitsAddress(compiled, rule, position)),
    compiled.ports.none,
  );
}

/** Rules of a group that admit some of `asked` to or from a class. */
export function admittingRules(compiled: Compiled, group: Group, peer: number, asked: PortSet): RuleRef[] {
  return group.rules
    .filter((rule) => compiled.ports.meets(ruleAdmits(compiled, rule, peer), asked))
    .map(({ rule }) => rule.ref);
}

export const policyIds = (group: Group): PolicyId[] => group.policies.map(({ id }) => id);

/** In the order first met, each once. */
export function distinctRules(rules: readonly RuleRef[]): RuleRef[] {
  return [...new Map(rules.map((ref) => [`${ref.policy}|${ref.direction}|${ref.rule}`, ref])).values()];
}
