/**
 * Groups: per direction, the classes that the same policies isolate. What may pass a group's gate is worked out once for
 * all its classes: merged into factors (for counting), and rule by rule with the rule's name when reasons are asked for.
 */

import type { PodClass } from '../classes/pod-classes.ts';
import type { Direction } from '../model/objects.ts';
import type { CompiledPolicy } from '../policies/compile-policy.ts';
import { appendClass, type ClassSet, forEachClass } from '../sets/class-set.ts';
import { Interner } from '../sets/interner.ts';
import type { PortSets } from '../sets/port-set.ts';
import type { WorkBudget } from '../sets/work-budget.ts';
import type { RuleResolver, RuleTerms } from './rule-terms.ts';
import { disjoint, extend, type Factors, type Term } from './terms.ts';
import { evaluateTiers } from './tiers.ts';

/** What decides about a gate. */
interface GateTraits {
  readonly direction: Direction;
  /** Policies that isolate its classes in this direction; none = not isolated. */
  readonly policies: readonly CompiledPolicy[];
  /** One of its classes: all have the same planes and, for ingress, the same named ports. */
  readonly example: PodClass;
  readonly classes: ClassSet;
  readonly resolver: RuleResolver;
}

export class Group implements GateTraits {
  readonly index: number;
  readonly direction: Direction;
  readonly policies: readonly CompiledPolicy[];
  readonly example: PodClass;
  readonly classes: ClassSet;
  readonly resolver: RuleResolver;
  /** What network policy allows; nothing where it is silent. */
  readonly allows: Factors;
  /** What passes the gate. */
  readonly factors: Factors;
  #rules: readonly RuleTerms[] | undefined;

  constructor(index: number, traits: GateTraits, allows: Factors, factors: Factors) {
    this.index = index;
    this.direction = traits.direction;
    this.policies = traits.policies;
    this.example = traits.example;
    this.classes = traits.classes;
    this.resolver = traits.resolver;
    this.allows = allows;
    this.factors = factors;
  }

  /** Worked out when first asked. */
  get rules(): readonly RuleTerms[] {
    this.#rules ??= rulesOf(this.policies, this);
    return this.#rules;
  }

  /** The same gate before other classes. */
  of(classes: ClassSet): Group {
    if (classes === this.classes) return this;
    const { index, direction, policies, example, resolver, allows, factors } = this;
    return new Group(index, { direction, policies, example, classes, resolver }, allows, factors);
  }
}

export interface DirectionGroups {
  readonly groups: readonly Group[];
  /** The group of a class. */
  groupOf(index: number): Group;
}

const STEPS_A_GROUP = 8;

/** May throw `Stopped`. */
export function buildGroups(
  policies: readonly CompiledPolicy[],
  direction: Direction,
  resolver: RuleResolver,
  budget: WorkBudget,
): DirectionGroups {
  const { classes, sets } = resolver.universe;
  const { listOf, lists } = listPolicies(policies, direction, resolver);
  const keys = new Interner();
  const found = new Map<number, { readonly example: PodClass; readonly runs: number[] }>();
  for (const example of classes) {
    const list = listOf[example.index] as number;
    const named = direction === 'ingress' && list > 0 ? example.namedPortsKey : 0;
    const key = keys.pair(keys.pair(list, example.planes), named);
    const group = found.get(key);
    if (group) appendClass(group.runs, example.index);
    else found.set(key, { example, runs: [example.index, example.index + 1] });
  }
  const groups: Group[] = [];
  const groupOf: Group[] = new Array(classes.length);
  for (const { example, runs } of found.values()) {
    budget.check(STEPS_A_GROUP);
    const own = policiesOf(lists, listOf[example.index] as number, policies);
    const group = buildGroup(groups.length, { direction, policies: own, example, classes: sets.of(runs), resolver });
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

/** The list of the policies that isolate each class. */
function listPolicies(policies: readonly CompiledPolicy[], direction: Direction, resolver: RuleResolver) {
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

/**
 * Rules 1 and 3: isolated by at least one policy, a gate admits the union of their rules; else the layer is silent.
 * `from`: an isolated gate before classes alike, and the policies that are not among its own.
 */
export function buildGroup(index: number, traits: GateTraits, from?: Addition): Group {
  const { resolver, policies, example } = traits;
  const { ports, universe, pools } = resolver;
  const everything: Term[] = [{ ports: ports.inPlanes(ports.all, example.planes), peers: universe.sets.all }];
  if (policies.length === 0) return new Group(index, traits, NOTHING, evaluateTiers([], everything, pools));
  const rules = rulesOf(from?.added ?? policies, traits);
  const terms = rules.length === 1 ? (rules[0] as RuleTerms).terms : rules.flatMap((rule) => rule.terms);
  const allows = from ? extend(from.known.allows, terms, pools) : disjoint(terms, pools);
  const factors = evaluateTiers([{ layer: 'network-policy', allows, denies: 'rest' }], everything, pools);
  return new Group(index, traits, allows, factors);
}

interface Addition {
  readonly known: Group;
  readonly added: readonly CompiledPolicy[];
}

const NOTHING: Factors = [];

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
