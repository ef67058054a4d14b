/**
 * Groups: per direction, the classes that the same policies isolate. What may pass a group's gate is worked out once for
 * all its classes: rule by rule with the rule's name (for reasons), and merged into factors (for counting).
 */

import { forEachClass } from './class-set.ts';
import type { CompiledPolicy } from './compile-policy.ts';
import { climb, type LayerVerdict } from './ladder.ts';
import type { Direction } from './objects.ts';
import type { PodClass } from './pod-classes.ts';
import type { PortSets } from './port-set.ts';
import type { RuleResolver, RuleTerms } from './rule-terms.ts';
import { disjoint, type Factors, type Pools, type Term } from './terms.ts';

export interface Group {
  readonly index: number;
  readonly direction: Direction;
  /** Policies that isolate its classes in this direction; none = not isolated. */
  readonly policies: readonly CompiledPolicy[];
  readonly rules: readonly RuleTerms[];
  /** What the rules admit together (everything where not isolated), disjoint in ports. */
  readonly factors: Factors;
  readonly classes: readonly number[];
}

export interface DirectionGroups {
  readonly groups: readonly Group[];
  /** The group of a class. */
  groupOf(index: number): Group;
}

export function buildGroups(
  policies: readonly CompiledPolicy[],
  direction: Direction,
  resolver: RuleResolver,
): DirectionGroups {
  const { classes } = resolver.universe;
  const isolating: number[][] = classes.map(() => []);
  policies.forEach((policy, at) => {
    if (policy.isolates[direction]) forEachClass(resolver.subjects(policy), (index) => isolating[index]?.push(at));
  });
  const members = new Map<string, number[]>();
  for (const one of classes) {
    const own = isolating[one.index] ?? [];
    const named = direction === 'ingress' && own.length > 0 ? one.namedPortsKey : 0;
    const key = `${own.join()}|${one.planes}|${named}`;
    const group = members.get(key);
    if (group) group.push(one.index);
    else members.set(key, [one.index]);
  }
  const groups = [...members.values()].map((own, index) => {
    const first = own[0] as number;
    const selecting = (isolating[first] ?? []).flatMap((at) => policies[at] ?? []);
    return buildGroup(index, direction, selecting, classes[first] as PodClass, own, resolver);
  });
  const ofClass: Group[] = [];
  for (const group of groups) for (const index of group.classes) ofClass[index] = group;
  return { groups, groupOf: (index) => ofClass[index] as Group };
}

export function buildGroup(
  index: number,
  direction: Direction,
  policies: readonly CompiledPolicy[],
  example: PodClass,
  classes: readonly number[],
  resolver: RuleResolver,
): Group {
  const { ports, universe } = resolver;
  const rules: RuleTerms[] = [];
  for (const policy of policies) {
    for (const rule of policy.rules[direction]) {
      const resolved = resolver.resolve(rule, policy, example);
      rules.push(inPlanes(resolved, example.planes, ports));
    }
  }
  const everything: Term[] = [{ ports: ports.inPlanes(ports.all, example.planes), peers: universe.sets.all }];
  const factors = climb(networkPolicyVerdict(policies, rules, resolver.pools), everything, resolver.pools);
  return { index, direction, policies, rules, factors, classes };
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

/** Rules 1 and 3: isolated by at least one policy, a gate admits the union of their rules; else the layer is silent. */
function networkPolicyVerdict(
  policies: readonly CompiledPolicy[],
  rules: readonly RuleTerms[],
  pools: Pools,
): LayerVerdict[] {
  if (policies.length === 0) return [];
  const terms = rules.length === 1 ? (rules[0] as RuleTerms).terms : rules.flatMap((rule) => rule.terms);
  return [{ layer: 'network-policy', allows: disjoint(terms, pools), denies: 'rest' }];
}
