/** Which rules admit, and which policies deny, at one gate: read off the same groups that `connect` reads. */

import type { Compiled } from '../gates/compiled.ts';
import type { Group, LayeredGate } from '../gates/groups.ts';
import type { RuleTerms } from '../gates/rule-terms.ts';
import type { PolicyId } from '../model/ids.ts';
import { LAYERS } from '../model/layers.ts';
import type { RuleRef } from '../policies/rule-ref.ts';
import type { Position } from '../sets/address.ts';
import { hasAddress } from '../sets/address-set.ts';
import type { PortSet } from '../sets/port-set.ts';
import { askLayers, type Coverage, type LayerAnswer } from './ask-layers.ts';

/** Ports that one rule of a group covers to or from a class. */
export function ruleCovers({ ports, universe: { sets } }: Compiled, { terms }: RuleTerms, peer: number): PortSet {
  let open = ports.none;
  for (const term of terms) if (sets.has(term.peers, peer)) open = ports.union(open, term.ports);
  return open;
}

/** Ports that one rule of a group covers to or from an address that is no pod's. */
export function ruleCoversAddress({ ports }: Compiled, { rule, outside }: RuleTerms, position: Position): PortSet {
  const holds =
    rule.everyone || rule.peers.some((peer) => peer.kind === 'addresses' && hasAddress(peer.block, position));
  return holds ? outside : ports.none;
}

/** Ports a gate admits, out of all there are. */
export function admittedBy({ ports }: Compiled, gate: LayeredGate, covers: Coverage): PortSet {
  const { layers, rulesByLayer } = gate;
  const [only] = layers;
  if (only === undefined) return ports.all;
  if (layers.length === 1 && LAYERS[only.name].logic === 'isolates') {
    return (rulesByLayer[0] ?? []).reduce((open, rule) => ports.union(open, covers(rule)), ports.none);
  }
  return askLayers(ports, gate, ports.all, covers).open;
}

/** What each layer of a group says of a class. */
function answersOn(compiled: Compiled, group: Group, peer: number): readonly LayerAnswer[] {
  const { ports } = compiled;
  const everything = ports.inPlanes(ports.all, group.example.planes);
  return askLayers(ports, group, everything, (rule) => ruleCovers(compiled, rule, peer)).answers;
}

/** Rules of a group that admit some of `asked` to or from a class. */
export function admittingRules(compiled: Compiled, group: Group, peer: number, asked: PortSet): RuleRef[] {
  return answersOn(compiled, group, peer).flatMap(({ rules }) =>
    rules.flatMap(({ rule: { rule }, ports }) =>
      rule.action === 'allow' && compiled.ports.meets(ports, asked) ? [rule.ref] : [],
    ),
  );
}

/** Policies of a group that deny some of `asked` to or from a class: those that close it, or whose rules deny. */
export function denyingPolicies(compiled: Compiled, group: Group, peer: number, asked: PortSet): PolicyId[] {
  const { ports } = compiled;
  return answersOn(compiled, group, peer).flatMap(({ gate, denied, rules }) => {
    if (!ports.meets(denied, asked)) return [];
    if (LAYERS[gate.name].logic === 'isolates') return gate.policies.map(({ id }) => id);
    return rules.flatMap(({ rule: { rule }, ports: hit }) =>
      rule.action === 'deny' && ports.meets(hit, asked) ? [rule.ref.policy] : [],
    );
  });
}

/** Policies of every layer that select the classes behind a gate. */
export function policyIds({ layers }: Group): PolicyId[] {
  return layers.flatMap(({ policies }) => policies.map(({ id }) => id));
}

/** In the order first met, each once. */
export function distinctRules(rules: readonly RuleRef[]): RuleRef[] {
  return [...new Map(rules.map((ref) => [`${ref.policy}|${ref.direction}|${ref.rule}`, ref])).values()];
}
