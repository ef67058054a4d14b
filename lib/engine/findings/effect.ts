/** Remarks on what a policy does, beside all others that select the same pods. */

import { externalReach } from '../answers/external.ts';
import type { Compiled } from '../gates/compiled.ts';
import type { Group } from '../gates/groups.ts';
import type { RuleTerms } from '../gates/rule-terms.ts';
import { disjoint, subtractTerms } from '../gates/terms.ts';
import type { PolicyId } from '../model/network-policy.ts';
import type { Direction } from '../model/objects.ts';
import { workloadId } from '../model/objects.ts';
import type { CompiledPolicy, CompiledRule } from '../policies/compile-policy.ts';
import { DIRECTIONS } from '../policies/compile-policy.ts';
import { rulePath } from '../policies/rule-ref.ts';
import { alwaysCovers } from './always-covers.ts';
import type { Finding } from './finding.ts';
import { withoutRule } from './shape.ts';
import { withoutDns } from './without-dns.ts';

/** The groups a policy isolates, by direction. */
type Isolated = Readonly<Record<Direction, readonly Group[]>>;

/** What is found to be superfluous: it no longer counts for what comes after, so that all of it may go together. */
export interface Spare {
  readonly policies: Set<PolicyId>;
  readonly rules: Set<CompiledRule>;
}

/** Of equal rules and policies the last is superfluous: ask for the last policy first. */
export function effectFindings(
  compiled: Compiled,
  policy: CompiledPolicy,
  isolated: Isolated,
  spare: Spare,
): Finding[] {
  if (isolated.ingress.length === 0 && isolated.egress.length === 0) return [];
  const without = withoutEffect(compiled, policy, isolated, spare);
  return [
    ...(without.length > 0 ? without : redundantRules(compiled, policy, isolated, spare)),
    ...admitsNothing(compiled, policy, isolated),
    ...withoutDns(compiled, policy, isolated.egress),
  ];
}

function redundantRules(compiled: Compiled, policy: CompiledPolicy, isolated: Isolated, spare: Spare): Finding[] {
  const found = DIRECTIONS.toReversed().flatMap((direction) =>
    policy.rules[direction].toReversed().flatMap((rule) => redundancy(compiled, rule, isolated[direction], spare)),
  );
  return found.toReversed();
}

/** A rule whose every pair and port, and every address outside, other rules of the same gates admit as well. */
function redundancy(compiled: Compiled, rule: CompiledRule, groups: readonly Group[], spare: Spare): Finding[] {
  const { policy, direction, rule: at } = rule.ref;
  const places = groups.map((group) => ({ group, own: group.rules.filter((one) => one.rule === rule) }));
  if (!places.some(({ own }) => own.some((one) => admitsAnything(compiled, one)))) return [];
  if (!places.every(({ group, own }) => own.length > 0 && isCovered(compiled, group, own, spare))) return [];
  const others = groups
    .flatMap((group) => group.rules)
    .filter((one) => one.rule !== rule && !spare.rules.has(one.rule));
  const source = compiled.policies.get(policy);
  const always = others.find(
    (one) => source && alwaysCovers(compiled.policies.get(one.rule.ref.policy), one.rule, source, rule),
  );
  const by = always ?? others.find((one) => coversAlone(compiled, one, places));
  const name = by ? `rule ${by.rule.ref.rule + 1} of ${by.rule.ref.policy}` : 'other rules together';
  const when = always ? 'whatever pods come' : 'for the pods that run now';
  spare.rules.add(rule);
  return [
    {
      code: 'redundant-rule',
      severity: 'info',
      policy,
      path: rulePath(rule.ref),
      sentence: `All that this rule admits is admitted by ${name}, ${when}.`,
      fix: {
        label: `Leave out rule ${at + 1} of ${direction}`,
        ...(source ? { policy: withoutRule(source.policy, direction, at) } : {}),
      },
    },
  ];
}

interface Place {
  readonly group: Group;
  readonly own: readonly RuleTerms[];
}

function coversAlone(compiled: Compiled, { rule }: RuleTerms, places: readonly Place[]): boolean {
  return places.every(({ group, own }) => {
    const one = group.rules.filter((each) => each.rule === rule);
    return one.length > 0 && covers(compiled, group, one, own);
  });
}

function admitsAnything({ ports }: Compiled, { rule, terms, outside }: RuleTerms): boolean {
  if (terms.length > 0) return true;
  return outside !== ports.none && (rule.everyone || rule.peers.some(({ kind }) => kind === 'addresses'));
}

function isCovered(compiled: Compiled, group: Group, own: readonly RuleTerms[], { rules }: Spare): boolean {
  const rest = group.rules.filter((one) => !own.includes(one) && !rules.has(one.rule));
  return covers(compiled, group, rest, own);
}

function covers(compiled: Compiled, group: Group, wide: readonly RuleTerms[], narrow: readonly RuleTerms[]): boolean {
  const { pools } = compiled;
  const all = (rules: readonly RuleTerms[]) =>
    disjoint(
      rules.flatMap(({ terms }) => terms),
      pools,
    );
  if (subtractTerms(all(narrow), all(wide), pools).length > 0) return false;
  const reach = (rules: readonly RuleTerms[]) =>
    externalReach(compiled, [{ policies: group.policies, rules }]).map(
      ({ first, last, ports }) => `${first} ${last} ${ports.id}`,
    );
  return reach(wide).join() === reach([...wide, ...narrow]).join();
}

/** Its pods stay isolated by others, which admit all that it admits. */
function withoutEffect(compiled: Compiled, policy: CompiledPolicy, isolated: Isolated, spare: Spare): Finding[] {
  const ownRules = (group: Group) => group.rules.filter(({ rule }) => rule.ref.policy === policy.id);
  const groups = DIRECTIONS.flatMap((direction) => isolated[direction]);
  const isolatedByOthers = ({ policies }: Group) =>
    policies.some(({ id }) => id !== policy.id && !spare.policies.has(id));
  if (!groups.some((group) => ownRules(group).some((one) => admitsAnything(compiled, one)))) return [];
  if (!groups.every((group) => isolatedByOthers(group) && isCovered(compiled, group, ownRules(group), spare)))
    return [];
  spare.policies.add(policy.id);
  for (const rule of DIRECTIONS.flatMap((direction) => policy.rules[direction])) spare.rules.add(rule);
  const sentence = 'Without this policy everything would be as it is: others isolate its pods and admit all it admits.';
  return [{ code: 'policy-without-effect', severity: 'info', policy: policy.id, path: 'spec', sentence }];
}

/** Rules that find nobody leave the gate shut; a policy without rules says so itself and is left alone. */
function admitsNothing(compiled: Compiled, policy: CompiledPolicy, isolated: Isolated): Finding[] {
  return DIRECTIONS.flatMap((direction): Finding[] => {
    const rules = policy.rules[direction];
    if (rules.length === 0 || isolated[direction].length === 0) return [];
    const idle = isolated[direction].every(({ rules: all }) =>
      all.filter(({ rule }) => rule.ref.policy === policy.id).every((one) => !admitsAnything(compiled, one)),
    );
    if (!idle) return [];
    const sentence = `The policy isolates its pods for ${direction}, and its rules admit nobody: no peer and port match.`;
    return [{ code: 'admits-nothing', severity: 'warning', policy: policy.id, path: `spec.${direction}`, sentence }];
  });
}

/** Workloads that no policy selects in any direction. */
export function unprotectedWorkloads({ universe, gates }: Compiled): Finding[] {
  const covered = new Map<string, boolean>();
  for (const pod of universe.pods) {
    if (pod.hostNetwork) continue;
    const index = universe.classOf(pod)?.index ?? -1;
    const free = DIRECTIONS.every((direction) => gates[direction].groupOf(index).policies.length === 0);
    const id = workloadId(pod.namespace, pod.workload);
    covered.set(id, (covered.get(id) ?? true) && free);
  }
  return [...covered]
    .filter(([, free]) => free)
    .map(([workload]): Finding => {
      const sentence = `No policy selects ${workload}: everyone may reach it, and it may reach everyone who is open.`;
      return { code: 'workload-without-policy', severity: 'info', workload, path: '', sentence };
    })
    .sort((a, b) => ((a.workload ?? '') < (b.workload ?? '') ? -1 : 1));
}
