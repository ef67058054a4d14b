/** Policies and rules that change nothing beside others, whatever pods and namespaces come. */

import type { Compiled } from '../gates/compiled.ts';
import type { PolicyId } from '../model/ids.ts';
import type { Direction } from '../model/objects.ts';
import { type CompiledPolicy, type CompiledRule, DIRECTIONS } from '../policies/compile-policy.ts';
import { groupBy } from '../sets/group-by.ts';
import { coveringRules, subjectsCover } from './always-covers.ts';

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
  for (const policy of asked.toReversed()) {
    const around = (ofNamespace.get(policy.namespace) ?? []).filter(
      (other) => !policies.has(other.id) && subjectsCover(other, policy),
    );
    const others = around.filter(({ id }) => id !== policy.id);
    const covering = coveringPolicies(compiled, policy, others, rules);
    if (covering) {
      policies.set(policy.id, covering);
      continue;
    }
    for (const direction of DIRECTIONS.toReversed()) {
      for (const rule of effective(policy, direction).toReversed()) {
        const wide = around
          .flatMap((other) => effective(other, direction))
          .filter((one) => one !== rule && !rules.has(one));
        const found = admitsAnyone(compiled, policy, rule) ? coveringRules(wide, rule) : undefined;
        if (found) rules.set(rule, found);
      }
    }
  }
  return { policies, rules };
}

/** A policy that admits nobody shuts on purpose, and is left alone. */
function coveringPolicies(
  compiled: Compiled,
  policy: CompiledPolicy,
  others: readonly CompiledPolicy[],
  spare: ReadonlyMap<CompiledRule, unknown>,
): readonly PolicyId[] | undefined {
  const directions = DIRECTIONS.filter((direction) => policy.isolates[direction]);
  const own = directions.flatMap((direction) => effective(policy, direction));
  if (!own.some((rule) => admitsAnyone(compiled, policy, rule))) return undefined;
  const used = new Set<PolicyId>();
  for (const direction of directions) {
    const isolating = others.filter((other) => other.isolates[direction]);
    const [first] = isolating;
    if (!first) return undefined;
    const wide = isolating.flatMap((other) => effective(other, direction)).filter((rule) => !spare.has(rule));
    for (const rule of effective(policy, direction)) {
      const found = coveringRules(wide, rule);
      if (!found) return undefined;
      for (const { ref } of found) used.add(ref.policy);
    }
    if (effective(policy, direction).length === 0) used.add(first.id);
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
