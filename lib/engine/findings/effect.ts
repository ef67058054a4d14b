/** Remarks on what a policy does, beside all others that select the same pods. */

import type { CompiledPolicy, CompiledRule } from '../compile-policy.ts';
import { DIRECTIONS } from '../compile-policy.ts';
import type { Compiled } from '../compiled.ts';
import { externalReach } from '../external.ts';
import type { Finding } from '../finding.ts';
import type { Group } from '../groups.ts';
import type { Direction } from '../objects.ts';
import { workloadId } from '../objects.ts';
import { rulePath } from '../rule-path.ts';
import type { RuleTerms } from '../rule-terms.ts';
import { disjoint, subtractTerms } from '../terms.ts';
import { alwaysCovers } from './always-covers.ts';
import { withoutRule } from './shape.ts';
import { withoutDns } from './without-dns.ts';

/** The groups a policy isolates, by direction. */
type Isolated = Readonly<Record<Direction, readonly Group[]>>;

export function effectFindings(compiled: Compiled, policy: CompiledPolicy, isolated: Isolated): Finding[] {
  if (isolated.ingress.length === 0 && isolated.egress.length === 0) return [];
  const redundant = DIRECTIONS.flatMap((direction) =>
    policy.rules[direction].flatMap((rule) => redundancy(compiled, rule, isolated[direction])),
  );
  const without = withoutEffect(policy, isolated, redundant.length);
  return [
    ...(without.length > 0 ? without : redundant.map(({ finding }) => finding)),
    ...admitsNothing(compiled, policy, isolated),
    ...withoutDns(compiled, policy, isolated.egress),
  ];
}

interface Redundancy {
  readonly finding: Finding;
}

/** A rule whose every pair and port, and every address outside, other rules of the same gates admit as well. */
function redundancy(compiled: Compiled, rule: CompiledRule, groups: readonly Group[]): Redundancy[] {
  const { policy, direction, rule: at } = rule.ref;
  const places = groups.map((group) => ({ group, own: group.rules.find((one) => one.rule === rule) }));
  if (!places.some(({ own }) => own && admitsAnything(compiled, own))) return [];
  const covered = places.every(({ group, own }) => own && isCovered(compiled, group, own));
  if (!covered) return [];
  const others = groups.flatMap((group) => group.rules).filter((one) => one.rule !== rule);
  const source = compiled.policies.get(policy);
  const always = others.find(
    (one) => source && alwaysCovers(compiled.policies.get(one.rule.ref.policy), one.rule, source, rule),
  );
  const by = always ?? others.find((one) => groups.every((group) => group.rules.includes(one)));
  const name = by ? `rule ${by.rule.ref.rule + 1} of ${by.rule.ref.policy}` : 'other rules together';
  const when = always ? 'whatever pods come' : 'for the pods that run now';
  return [
    {
      finding: {
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
    },
  ];
}

function admitsAnything({ ports }: Compiled, { rule, terms, outside }: RuleTerms): boolean {
  if (terms.length > 0) return true;
  return outside !== ports.none && (rule.everyone || rule.peers.some(({ kind }) => kind === 'addresses'));
}

function isCovered(compiled: Compiled, group: Group, own: RuleTerms): boolean {
  const { pools } = compiled;
  const rest = group.rules.filter((one) => one !== own);
  const others = disjoint(
    rest.flatMap(({ terms }) => terms),
    pools,
  );
  if (subtractTerms(disjoint(own.terms, pools), others, pools).length > 0) return false;
  const reach = (rules: readonly RuleTerms[]) =>
    externalReach(compiled, [{ policies: group.policies, rules }]).map(
      ({ first, last, ports }) => `${first} ${last} ${ports.id}`,
    );
  return reach(rest).join() === reach(group.rules).join();
}

/** Its pods stay isolated by others, and every rule of it is redundant. */
function withoutEffect(policy: CompiledPolicy, isolated: Isolated, redundant: number): Finding[] {
  const rules = DIRECTIONS.reduce((sum, one) => sum + (policy.isolates[one] ? policy.rules[one].length : 0), 0);
  const shared = DIRECTIONS.every((direction) => isolated[direction].every(({ policies }) => policies.length > 1));
  if (!shared || redundant < rules || rules === 0) return [];
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
