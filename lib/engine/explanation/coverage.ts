/** What single rules cover, for the peer of one pair. */

import type { Coverage } from '../answers/ask-layers.ts';
import { ruleCovers, ruleCoversAddress } from '../answers/reasons.ts';
import type { Party } from '../answers/side.ts';
import type { Compiled } from '../gates/compiled.ts';
import type { Group } from '../gates/groups.ts';
import type { RuleTerms } from '../gates/rule-terms.ts';
import type { Pod } from '../model/objects.ts';
import type { Position } from '../sets/address.ts';
import type { PortSet } from '../sets/port-set.ts';

/** For a gate's own peer; of a pod that has no address yet, the ipBlocks of rules with the `optimistic` actions cover it. */
export function coverageOf(
  compiled: Compiled,
  peer: Party,
  optimistic: readonly RuleTerms['rule']['action'][] = [],
): Coverage {
  if (typeof peer === 'bigint') return addressCoverage(compiled, peer);
  const index = compiled.universe.classOf(peer)?.index ?? -1;
  return (rule) => {
    const covered = inSharedPlanes(compiled, ruleCovers(compiled, rule, index), peer);
    const { action, peers } = rule.rule;
    const mayHold = optimistic.includes(action) && peers.some(({ kind }) => kind === 'addresses');
    if (!mayHold) return covered;
    const named = compiled.resolver.namedPortsInBlock(rule.rule, index);
    return compiled.ports.union(compiled.ports.union(covered, rule.outside), inSharedPlanes(compiled, named, peer));
  };
}

/** What a gate lets through to or from a peer where no policy speaks. */
export function everythingFor(compiled: Compiled, group: Group, peer: Party): PortSet {
  const { ports } = compiled;
  if (typeof peer === 'bigint') return ports.all;
  return inSharedPlanes(compiled, ports.inPlanes(ports.all, group.example.planes), peer);
}

/** What a gate opens lies in the planes of its own pods; traffic with a peer lies in the peer's too. */
export function inSharedPlanes({ ports, universe }: Compiled, open: PortSet, peer: Pod): PortSet {
  return ports.inPlanes(open, universe.classOf(peer)?.planes ?? universe.planes);
}

/** Rule 33: a machine's address is covered also where a selector that matches a pod on it opens the machine. */
function addressCoverage(compiled: Compiled, position: Position): Coverage {
  const { ports } = compiled;
  const host = machineClass(compiled, position);
  return (rule) => {
    const byAddress = ruleCoversAddress(compiled, rule, position);
    if (host === undefined) return byAddress;
    return ports.union(byAddress, ruleCovers(compiled, { ...rule, terms: rule.machines }, host));
  };
}

/** A class of the pods that share a machine's address; they are told apart by machine where this matters alone. */
function machineClass({ universe }: Compiled, position: Position): number | undefined {
  return universe.classes.find(({ machine }) => machine.includes(position))?.index;
}
