/**
 * A snapshot made ready for questions: policies compiled, pods in classes, classes in groups. `connect` is the one
 * primitive every verdict and list rests on; `columns.ts` the same for many classes at once.
 */

import { buildColumns, type Columns } from './columns.ts';
import { type CompiledPolicy, compilePolicy, sharedParts } from './compile-policy.ts';
import { buildGroups, type DirectionGroups, type Group } from './groups.ts';
import type { PolicyId } from './network-policy.ts';
import type { Direction, Snapshot } from './objects.ts';
import { Patience } from './patience.ts';
import { type PortSet, PortSets } from './port-set.ts';
import type { Profile } from './profile.ts';
import { RuleResolver } from './rule-terms.ts';
import type { Pools } from './terms.ts';
import { buildUniverse, type Universe } from './universe.ts';

export interface Compiled {
  readonly snapshot: Snapshot;
  readonly profile: Profile;
  /** In the order of the snapshot; of two with one name the later counts. */
  readonly policies: ReadonlyMap<PolicyId, CompiledPolicy>;
  /** Where each policy stands in that order; worked out when first asked. */
  orderOf(id: PolicyId): number;
  readonly universe: Universe;
  readonly ports: PortSets;
  readonly pools: Pools;
  readonly resolver: RuleResolver;
  readonly gates: Readonly<Record<Direction, DirectionGroups>>;
  /** The gates of one direction as columns; worked out when first asked. */
  columns(direction: Direction): Columns;
}

export function compile(snapshot: Snapshot, profile: Profile): Compiled {
  const parts = sharedParts();
  const policies = new Map<PolicyId, CompiledPolicy>();
  for (const policy of snapshot.policies) {
    const own = compilePolicy(policy, parts);
    policies.set(own.id, own);
  }
  return compileWith(snapshot, profile, policies, [], new Patience());
}

/** The same snapshot, with classes fine enough to judge policies too that are not in force. May throw `Stopped`. */
export function refine(
  { snapshot, profile, policies }: Compiled,
  expected: readonly CompiledPolicy[],
  patience: Patience,
): Compiled {
  return compileWith(snapshot, profile, policies, expected, patience);
}

function compileWith(
  snapshot: Snapshot,
  profile: Profile,
  policies: Compiled['policies'],
  expected: readonly CompiledPolicy[],
  patience: Patience,
): Compiled {
  const inForce = [...policies.values()];
  const universe = buildUniverse(snapshot, [...inForce, ...expected], profile, patience);
  const ports = new PortSets(universe.planes);
  const resolver = new RuleResolver(universe, ports, profile);
  const gates = {
    ingress: buildGroups(inForce, 'ingress', resolver, patience),
    egress: buildGroups(inForce, 'egress', resolver, patience),
  };
  const pools = resolver.pools;
  const kept: Partial<Record<Direction, Columns>> = {};
  const columns = (direction: Direction): Columns => {
    kept[direction] ??= buildColumns(universe, pools, gates[direction].groups);
    return kept[direction];
  };
  let order: Map<PolicyId, number> | undefined;
  const orderOf = (id: PolicyId): number => {
    order ??= new Map([...policies.keys()].map((one, at) => [one, at]));
    return order.get(id) ?? policies.size;
  };
  return { snapshot, profile, policies, orderOf, universe, ports, pools, resolver, gates, columns };
}

/** Ports a group's gate admits to or from one class. */
export function admitted({ ports, universe: { sets } }: Compiled, group: Group, peer: number): PortSet {
  for (const factor of group.factors) if (sets.has(factor.peers, peer)) return factor.ports;
  return ports.none;
}

/** Rule 2: what the source's egress side and the destination's ingress side both admit, by class number. */
export function connect(compiled: Compiled, source: number, destination: number): PortSet {
  const egress = compiled.gates.egress.groupOf(source);
  const ingress = compiled.gates.ingress.groupOf(destination);
  const out = admitted(compiled, egress, destination);
  if (out === compiled.ports.none) return out;
  return compiled.ports.intersect(out, admitted(compiled, ingress, source));
}
