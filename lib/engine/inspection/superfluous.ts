/** Policies and rules that change nothing beside others, whatever pods and namespaces come. */

import type { Compiled } from '../gates/compiled.ts';
import type { PolicyId } from '../model/ids.ts';
import type { Direction } from '../model/objects.ts';
import { type CompiledPolicy, type CompiledRule, DIRECTIONS } from '../policies/compile-policy.ts';
import { groupBy } from '../sets/group-by.ts';
import { coveringRules } from './covering-rules.ts';
import { NamespaceRules, type RulesAround } from './namespace-rules.ts';

export interface Superfluous {
  /** With the policies that make it so. */
  readonly policies: ReadonlyMap<PolicyId, readonly PolicyId[]>;
  /** With the rules that admit the same; none of them of a superfluous policy. */
  readonly rules: ReadonlyMap<CompiledRule, readonly CompiledRule[]>;
}

/**
 * All of what is found may go together: of equals the last is superfluous, and it no longer counts for those before it.
 * `asked` are some of the policies; what covers them may be any.
 */
export function findSuperfluous(compiled: Compiled, asked: readonly CompiledPolicy[]): Superfluous {
  const ofNamespace = groupBy(compiled.policies.values(), ({ namespace }) => namespace);
  const policies = new Map<PolicyId, readonly PolicyId[]>();
  const rules = new Map<CompiledRule, readonly CompiledRule[]>();
  for (const [namespace, own] of groupBy(asked, (policy) => policy.namespace)) {
    const known = new NamespaceRules(ofNamespace.get(namespace) ?? []);
    for (const policy of own.toReversed()) {
      const around = known.around(policy);
      const covering = coveringPolicies(compiled, policy, around);
      if (covering) policies.set(policy.id, covering);
      else for (const [rule, by] of superfluousRules(compiled, policy, around)) rules.set(rule, by);
    }
  }
  return { policies, rules };
}

/** They are left out from then on. */
function superfluousRules(
  compiled: Compiled,
  policy: CompiledPolicy,
  around: RulesAround,
): [CompiledRule, readonly CompiledRule[]][] {
  return DIRECTIONS.toReversed().flatMap((direction) =>
    effective(policy, direction)
      .toReversed()
      .flatMap((rule): [CompiledRule, readonly CompiledRule[]][] => {
        if (!admitsAnyone(compiled, policy, rule)) return [];
        around.leaveOut(rule, true);
        const found = coveringRules(around.rules[direction], rule, around.line);
        if (found && found.length > 0) return [[rule, found]];
        around.leaveOut(rule, false);
        return [];
      }),
  );
}

/** A policy that admits nobody shuts on purpose, and is left alone. One that is covered is left out from then on. */
function coveringPolicies(
  compiled: Compiled,
  policy: CompiledPolicy,
  around: RulesAround,
): readonly PolicyId[] | undefined {
  const directions = DIRECTIONS.filter((direction) => policy.isolates[direction]);
  const own = directions.flatMap((direction) => effective(policy, direction));
  if (!own.some((rule) => admitsAnyone(compiled, policy, rule))) return undefined;
  around.leaveOutPolicy(policy, true);
  for (const rule of own) around.leaveOut(rule, true);
  const used = policiesBehind(policy, directions, around);
  if (!used) {
    around.leaveOutPolicy(policy, false);
    for (const rule of own) around.leaveOut(rule, false);
  }
  return used;
}

function policiesBehind(
  policy: CompiledPolicy,
  directions: readonly Direction[],
  around: RulesAround,
): readonly PolicyId[] | undefined {
  const used = new Set<PolicyId>();
  for (const direction of directions) {
    const isolating = around.isolating(direction);
    if (!isolating) return undefined;
    for (const rule of effective(policy, direction)) {
      const found = coveringRules(around.rules[direction], rule, around.line);
      if (!found) return undefined;
      for (const { ref } of found) used.add(ref.policy);
    }
    if (effective(policy, direction).length === 0) used.add(isolating.id);
  }
  return [...used];
}

function effective(policy: CompiledPolicy, direction: Direction): readonly CompiledRule[] {
  return policy.isolates[direction] ? policy.rules[direction] : [];
}

/** A rule that finds nobody now is more likely misspelt than superfluous. */
function admitsAnyone({ resolver, universe }: Compiled, policy: CompiledPolicy, rule: CompiledRule): boolean {
  if (!rule.ports.some(({ kind }) => kind !== 'broken')) return false;
  if (rule.everyone) return true;
  return rule.peers.some(
    (peer) => peer.kind === 'addresses' || resolver.peerClasses(peer, policy.namespace) !== universe.sets.none,
  );
}
