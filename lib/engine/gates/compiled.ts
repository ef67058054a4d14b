/**
 * A snapshot made ready for questions: policies compiled, pods in classes, classes in groups. `connect` is the one
 * primitive every verdict and list rests on; `columns.ts` the same for many classes at once.
 */

import { buildUniverse, type Universe } from '../classes/universe.ts';
import type { PolicyId } from '../model/ids.ts';
import { inLayerOrder } from '../model/layers.ts';
import type { Direction, Snapshot } from '../model/objects.ts';
import type { Profile } from '../model/profile.ts';
import { type CompiledPolicy, compilePolicy, sharedParts } from '../policies/compile-policy.ts';
import { type PortSet, PortSets } from '../sets/port-set.ts';
import { WorkBudget } from '../sets/work-budget.ts';
import { buildColumns, type Columns } from './columns.ts';
import { buildGroups, type DirectionGroups, type Group } from './groups.ts';
import type { Layer } from './layer-gate.ts';
import { RuleResolver } from './rule-terms.ts';
import type { Pools } from './terms.ts';

export interface Compiled {
  readonly snapshot: Snapshot;
  readonly profile: Profile;
  /** Network policies in the order of the snapshot; of two with one name the later counts. */
  readonly policies: ReadonlyMap<PolicyId, CompiledPolicy>;
  /** Every layer with its policies, in the order in which they are asked; network policy among them. */
  readonly layers: readonly Layer[];
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

/** `others`: the layers besides network policy. */
export function compile(snapshot: Snapshot, profile: Profile, others: readonly Layer[]): Compiled {
  const parts = sharedParts();
  const policies = new Map<PolicyId, CompiledPolicy>();
  for (const policy of snapshot.policies) {
    const own = compilePolicy(policy, parts);
    policies.set(own.id, own);
  }
  return compileWith(snapshot, profile, policies, others, [], new WorkBudget());
}

/** The same snapshot, with classes fine enough to judge policies too that are not in force. May throw `Stopped`. */
export function refine(
  { snapshot, profile, policies, layers }: Compiled,
  expected: readonly CompiledPolicy[],
  budget: WorkBudget,
): Compiled {
  return compileWith(snapshot, profile, policies, otherLayers(layers), expected, budget);
}

function compileWith(
  snapshot: Snapshot,
  profile: Profile,
  policies: Compiled['policies'],
  others: readonly Layer[],
  expected: readonly CompiledPolicy[],
  budget: WorkBudget,
): Compiled {
  const layers = layersWith(others, policies);
  const inForce = layers.flatMap((layer) => layer.policies);
  const universe = buildUniverse(snapshot, [...inForce, ...expected], profile, budget);
  const ports = new PortSets(universe.planes);
  const resolver = new RuleResolver(universe, ports, profile);
  const gates = {
    ingress: buildGroups(layers, 'ingress', resolver, budget),
    egress: buildGroups(layers, 'egress', resolver, budget),
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
  return { snapshot, profile, policies, layers, orderOf, universe, ports, pools, resolver, gates, columns };
}

export function otherLayers(layers: readonly Layer[]): readonly Layer[] {
  return layers.filter(({ name }) => name !== 'network-policy');
}

export function layersWith(others: readonly Layer[], policies: Compiled['policies']): readonly Layer[] {
  return inLayerOrder([...others, { name: 'network-policy', policies: [...policies.values()] }]);
}

/** Ports a group's gate admits to or from one class. */
export function admitted({ ports, universe: { sets } }: Compiled, group: Group, peer: number): PortSet {
  for (const factor of group.factors) if (sets.has(factor.peers, peer)) return factor.ports;
  return ports.none;
}

/** Rule 2: what the source's egress side and the destination's ingress side both admit, by class number. */
export function connectClasses(compiled: Compiled, source: number, destination: number): PortSet {
  const egress = compiled.gates.egress.groupOf(source);
  const ingress = compiled.gates.ingress.groupOf(destination);
  const out = admitted(compiled, egress, destination);
  if (out === compiled.ports.none) return out;
  return compiled.ports.intersect(out, admitted(compiled, ingress, source));
}
