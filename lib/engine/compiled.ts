/**
 * A snapshot made ready for questions: policies compiled, pods in classes, classes in groups. `connect` is the one
 * primitive every verdict, list, count and diff rests on.
 */

import { type CompiledPolicy, compilePolicy } from './compile-policy.ts';
import { buildGroups, type DirectionGroups, type Group } from './groups.ts';
import type { Direction, Snapshot } from './objects.ts';
import { type PortSet, PortSets } from './port-set.ts';
import type { Profile } from './profile.ts';
import { RuleResolver } from './rule-terms.ts';
import { buildUniverse, type Universe } from './universe.ts';

export interface Compiled {
  readonly snapshot: Snapshot;
  readonly profile: Profile;
  readonly policies: readonly CompiledPolicy[];
  readonly universe: Universe;
  readonly ports: PortSets;
  readonly resolver: RuleResolver;
  readonly gates: Readonly<Record<Direction, DirectionGroups>>;
}

export function compile(snapshot: Snapshot, profile: Profile): Compiled {
  const policies = snapshot.policies.map(compilePolicy);
  const universe = buildUniverse(snapshot, policies, profile);
  const ports = new PortSets(universe.planes);
  const resolver = new RuleResolver(universe, ports);
  const gates = {
    ingress: buildGroups(policies, 'ingress', resolver),
    egress: buildGroups(policies, 'egress', resolver),
  };
  return { snapshot, profile, policies, universe, ports, resolver, gates };
}

/** Ports a group's gate admits to or from one class. */
export function admitted({ ports, universe: { sets } }: Compiled, group: Group, peer: number): PortSet {
  let open = ports.none;
  for (const factor of group.factors) if (sets.has(factor.peers, peer)) open = ports.union(open, factor.ports);
  return open;
}

/** Rule 2: what the source's egress side and the destination's ingress side both admit, by class number. */
export function connect(compiled: Compiled, source: number, destination: number): PortSet {
  const egress = compiled.gates.egress.ofClass[source] as Group;
  const ingress = compiled.gates.ingress.ofClass[destination] as Group;
  const out = admitted(compiled, egress, destination);
  if (out === compiled.ports.none) return out;
  return compiled.ports.intersect(out, admitted(compiled, ingress, source));
}
