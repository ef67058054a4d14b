/**
 * Groups: per direction, the classes that the same policies isolate. What may pass a group's gate is worked out once for
 * all its classes: rule by rule with the rule's name (for reasons), and merged into factors (for counting).
 */

import { forEachClass } from './class-set.ts';
import type { CompiledPolicy, CompiledRule } from './compile-policy.ts';
import { climb, type LayerVerdict } from './ladder.ts';
import type { Direction } from './objects.ts';
import type { PodClass } from './pod-classes.ts';
import type { PortSet } from './port-set.ts';
import type { RuleResolver } from './rule-terms.ts';
import { disjoint, type Factors, type Pools, type Term } from './terms.ts';

export interface RuleTerms {
  readonly rule: CompiledRule;
  readonly terms: readonly Term[];
  /** Ports it opens for an address outside that it admits. */
  readonly outside: PortSet;
}

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
  const { ports } = resolver;
  const within = (terms: readonly Term[]): Term[] =>
    terms.flatMap((term) => {
      const open = ports.inPlanes(term.ports, example.planes);
      return open === ports.none || term.peers.runs.length === 0 ? [] : [{ ports: open, peers: term.peers }];
    });
  const rules = policies.flatMap((policy) =>
    policy.rules[direction].map((rule) => ({
      rule,
      terms: within(resolver.terms(rule, policy.namespace, example.namedPorts)),
      outside: resolver.outsidePorts(rule, example.namedPorts),
    })),
  );
  const everything: Term[] = within([{ ports: ports.all, peers: resolver.universe.sets.all }]);
  const factors = climb(networkPolicyVerdict(policies, rules, resolver.pools), everything, resolver.pools);
  return { index, direction, policies, rules, factors, classes };
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
