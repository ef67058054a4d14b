/**
 * Groups: per direction, the classes that the same policies of every layer select. What may pass a group's gate is
 * worked out once for all its classes: merged into factors (for counting), and rule by rule with the rule's name when
 * reasons are asked for.
 */

import type { PodClass } from '../classes/pod-classes.ts';
import { inLayerOrder } from '../model/layers.ts';
import type { Direction } from '../model/objects.ts';
import type { CompiledPolicy } from '../policies/compile-policy.ts';
import { appendClass, type ClassSet, forEachClass } from '../sets/class-set.ts';
import { Interner } from '../sets/interner.ts';
import type { PortSets } from '../sets/port-set.ts';
import type { WorkBudget } from '../sets/work-budget.ts';
import { type Layer, type LayerGate, layerGate } from './layer-gate.ts';
import type { RuleResolver, RuleTerms } from './rule-terms.ts';
import type { Factors, Term } from './terms.ts';
import { evaluateLayers } from './tiers.ts';

/** Which classes stand behind a gate. */
interface GateTraits {
  readonly direction: Direction;
  /** One of its classes: all have the same planes and, for ingress, the same named ports. */
  readonly example: PodClass;
  readonly classes: ClassSet;
  readonly resolver: RuleResolver;
}

/** What is asked of a gate about one peer: each layer, with its rules. */
export interface LayeredGate {
  /** Those whose policies select its classes in this direction, in the order in which they are asked. */
  readonly layers: readonly LayerGate[];
  /** The rules of each of them. */
  readonly rulesByLayer: readonly (readonly RuleTerms[])[];
}

export class Group implements GateTraits, LayeredGate {
  readonly index: number;
  readonly direction: Direction;
  readonly example: PodClass;
  readonly classes: ClassSet;
  readonly resolver: RuleResolver;
  readonly layers: readonly LayerGate[];
  /** What passes the gate. */
  readonly factors: Factors;
  #rules: readonly (readonly RuleTerms[])[] | undefined;

  constructor(index: number, traits: GateTraits, layers: readonly LayerGate[], factors: Factors) {
    this.index = index;
    this.direction = traits.direction;
    this.example = traits.example;
    this.classes = traits.classes;
    this.resolver = traits.resolver;
    this.layers = layers;
    this.factors = factors;
  }

  /** No policy of any layer selects its classes: everything passes. */
  get isOpen(): boolean {
    return this.layers.length === 0;
  }

  /** Worked out when first asked. */
  get rulesByLayer(): readonly (readonly RuleTerms[])[] {
    this.#rules ??= this.layers.map(({ policies }) => rulesOf(policies, this));
    return this.#rules;
  }

  /** The network policies that isolate its classes in this direction. */
  get policies(): readonly CompiledPolicy[] {
    return this.layers.find(isNetworkPolicy)?.policies ?? NO_POLICIES;
  }

  /** Their rules. */
  get rules(): readonly RuleTerms[] {
    return this.rulesByLayer[this.layers.findIndex(isNetworkPolicy)] ?? NO_RULES;
  }

  /** Network policy alone at this gate, as if it had these rules. */
  networkPolicyWith(rules: readonly RuleTerms[]): LayeredGate {
    return { layers: this.layers.filter(isNetworkPolicy), rulesByLayer: [rules] };
  }

  /** The same gate before other classes. */
  of(classes: ClassSet): Group {
    if (classes === this.classes) return this;
    return new Group(this.index, { ...traitsOf(this), classes }, this.layers, this.factors);
  }

  /**
   * The gate of some of its classes, or of classes alike, where other network policies isolate them. `added`: those
   * that its own do not hold, where all of its own stay.
   */
  withPolicies(
    { example, classes }: Pick<GateTraits, 'example' | 'classes'>,
    policies: readonly CompiledPolicy[],
    added?: readonly CompiledPolicy[],
  ): Group {
    const { direction, resolver, layers } = this;
    const traits = { direction, example, classes, resolver };
    const { pools } = resolver;
    const everything = everythingAt(traits);
    const own = layers.find(isNetworkPolicy);
    const others = own === undefined || layers.length > 1 ? layers.filter((gate) => gate !== own) : NO_LAYERS;
    if (policies.length === 0) return new Group(-1, traits, others, evaluateLayers(others, everything, pools));
    const known = added && own?.allows;
    const rules = rulesOf((known && added) || policies, traits);
    const gate = layerGate({ name: 'network-policy', policies }, rules, everything, pools, known);
    const all = others.length === 0 ? [gate] : inLayerOrder([...others, gate]);
    return new Group(-1, traits, all, evaluateLayers(all, everything, pools));
  }
}

const traitsOf = ({ direction, example, classes, resolver }: Group): GateTraits => ({
  direction,
  example,
  classes,
  resolver,
});

const isNetworkPolicy = ({ name }: Layer): boolean => name === 'network-policy';

export interface DirectionGroups {
  readonly groups: readonly Group[];
  /** The group of a class. */
  groupOf(index: number): Group;
}

const STEPS_A_GROUP = 8;

/** May throw `Stopped`. */
export function buildGroups(
  layers: readonly Layer[],
  direction: Direction,
  resolver: RuleResolver,
  budget: WorkBudget,
): DirectionGroups {
  const { classes, sets } = resolver.universe;
  const lists = layers.map(({ policies }) => listPolicies(policies, direction, resolver));
  const keys = new Interner();
  const found = new Map<number, { readonly example: PodClass; readonly runs: number[] }>();
  for (const example of classes) {
    let key = example.planes;
    let selected = false;
    for (const { listOf } of lists) {
      const list = listOf[example.index] as number;
      key = keys.pair(list, key);
      if (list > 0) selected = true;
    }
    key = keys.pair(key, direction === 'ingress' && selected ? example.namedPortsKey : 0);
    const group = found.get(key);
    if (group) appendClass(group.runs, example.index);
    else found.set(key, { example, runs: [example.index, example.index + 1] });
  }
  const groups: Group[] = [];
  const groupOf: Group[] = new Array(classes.length);
  for (const { example, runs } of found.values()) {
    budget.check(STEPS_A_GROUP);
    const own = layers.flatMap(({ name, policies }, at): Layer[] => {
      const { listOf, lists: known } = lists[at] as PolicyLists;
      const list = listOf[example.index] as number;
      return list === 0 ? [] : [{ name, policies: policiesOf(known, list, policies) }];
    });
    const group = buildGroup(groups.length, { direction, example, classes: sets.of(runs), resolver }, own);
    groups.push(group);
    forEachClass(group.classes, (index) => {
      groupOf[index] = group;
    });
  }
  return { groups, groupOf: (index) => groupOf[index] as Group };
}

/** A list of policies is a shorter list (by number; 0 is the empty one) and one policy more. */
interface PolicyList {
  readonly shorter: number;
  readonly policy: number;
}

interface PolicyLists {
  readonly listOf: Int32Array;
  readonly lists: readonly PolicyList[];
}

/** The list of the policies of one layer that select each class. */
function listPolicies(policies: readonly CompiledPolicy[], direction: Direction, resolver: RuleResolver): PolicyLists {
  const numbers = new Interner();
  const listOf = new Int32Array(resolver.universe.classes.length);
  const lists: PolicyList[] = [{ shorter: 0, policy: -1 }];
  policies.forEach((policy, at) => {
    if (!policy.isolates[direction]) return;
    forEachClass(resolver.subjects(policy), (index) => {
      const shorter = listOf[index] as number;
      const list = numbers.pair(shorter, at);
      if (list === lists.length) lists.push({ shorter, policy: at });
      listOf[index] = list;
    });
  });
  return { listOf, lists };
}

function policiesOf(
  lists: readonly PolicyList[],
  list: number,
  policies: readonly CompiledPolicy[],
): readonly CompiledPolicy[] {
  if (list === 0) return NO_POLICIES;
  const own: CompiledPolicy[] = [];
  for (let at = list; at > 0; at = (lists[at] as PolicyList).shorter) {
    own.push(policies[(lists[at] as PolicyList).policy] as CompiledPolicy);
  }
  // Lists that grew hold room to grow: a copy does not.
  return own.reverse().slice();
}

const NO_POLICIES: readonly CompiledPolicy[] = [];
const NO_RULES: readonly RuleTerms[] = [];
const NO_LAYERS: readonly LayerGate[] = [];

function buildGroup(index: number, traits: GateTraits, layers: readonly Layer[]): Group {
  const { pools } = traits.resolver;
  const everything = everythingAt(traits);
  if (layers.length === 0) return new Group(index, traits, NO_LAYERS, everything);
  const gates = layers.map((layer) => layerGate(layer, rulesOf(layer.policies, traits), everything, pools));
  return new Group(index, traits, gates, evaluateLayers(gates, everything, pools));
}

function everythingAt({ resolver: { ports, universe }, example }: GateTraits): Factors {
  const everything: Term = { ports: ports.inPlanes(ports.all, example.planes), peers: universe.sets.all };
  return [everything];
}

function rulesOf(policies: readonly CompiledPolicy[], { direction, example, resolver }: GateTraits): RuleTerms[] {
  const rules: RuleTerms[] = [];
  for (const policy of policies) {
    for (const rule of policy.rules[direction]) {
      rules.push(inPlanes(resolver.resolve(rule, policy, example), example.planes, resolver.ports));
    }
  }
  return rules;
}

/** What lies in the planes of the group's own traffic; the very same where there is one plane. */
function inPlanes(resolved: RuleTerms, planes: number, ports: PortSets): RuleTerms {
  if (ports.inPlanes(ports.all, planes) === ports.all) return resolved;
  const terms = resolved.terms.flatMap(({ ports: open, peers }) => {
    const inside = ports.inPlanes(open, planes);
    return inside === ports.none ? [] : [{ ports: inside, peers }];
  });
  return { ...resolved, terms };
}
