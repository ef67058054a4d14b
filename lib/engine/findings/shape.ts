/** Remarks that a policy's own text is enough for. */

import type { NetworkPolicy } from '../model/network-policy.ts';
import type { Direction } from '../model/objects.ts';
import type { CompiledPolicy } from '../policies/compile-policy.ts';
import { DIRECTIONS } from '../policies/compile-policy.ts';
import type { Finding } from './finding.ts';

const TYPE: Readonly<Record<Direction, string>> = { ingress: 'Ingress', egress: 'Egress' };

export function shapeFindings(policy: CompiledPolicy): Finding[] {
  return [...ignoredRules(policy), ...implicitTypes(policy), ...emptyLists(policy)];
}

function withTypes({ policy }: CompiledPolicy, policyTypes: readonly string[]): NetworkPolicy {
  return { ...policy, spec: { ...policy.spec, policyTypes } };
}

/** Rule 5. */
function ignoredRules(policy: CompiledPolicy): Finding[] {
  return DIRECTIONS.flatMap((direction): Finding[] => {
    const rules = policy.rules[direction].length;
    if (rules === 0 || policy.isolates[direction]) return [];
    const types = policy.policy.spec?.policyTypes ?? [];
    return [
      {
        code: 'rules-ignored',
        severity: 'error',
        policy: policy.id,
        path: `spec.${direction}`,
        sentence: `The ${direction} rules have no effect: policyTypes does not list ${TYPE[direction]}.`,
        fix: {
          label: `List ${TYPE[direction]} in policyTypes`,
          policy: withTypes(policy, [...types, TYPE[direction]]),
        },
      },
    ];
  });
}

/** Rule 4: egress rules without policyTypes isolate for ingress too. */
function implicitTypes(policy: CompiledPolicy): Finding[] {
  const types: unknown = policy.policy.spec?.policyTypes;
  const written = Array.isArray(types) && types.length > 0;
  if (written || policy.rules.egress.length === 0) return [];
  const closed = policy.rules.ingress.length === 0 ? ' and, without ingress rules, closes ingress' : '';
  return [
    {
      code: 'policy-types-implicit',
      severity: 'warning',
      policy: policy.id,
      path: 'spec',
      sentence: `Without policyTypes this policy isolates for ingress as well as for egress${closed}.`,
      fix: {
        label:
          policy.rules.ingress.length === 0 ? 'Write policyTypes: [Egress]' : 'Write policyTypes: [Ingress, Egress]',
        policy: withTypes(policy, policy.rules.ingress.length === 0 ? ['Egress'] : ['Ingress', 'Egress']),
      },
    },
  ];
}

/** Rule 8: `from: []`, `to: []` and `ports: []` mean all, though they look like none. */
function emptyLists({ id, policy }: CompiledPolicy): Finding[] {
  return DIRECTIONS.flatMap((direction) => {
    const rules: unknown = policy.spec?.[direction];
    if (!Array.isArray(rules)) return [];
    const key = direction === 'ingress' ? 'from' : 'to';
    return rules.flatMap((rule: Record<string, unknown> | null, at) => {
      if (typeof rule !== 'object' || rule === null) return [];
      return [key, 'ports'].flatMap((list): Finding[] => {
        const value = rule[list];
        if (!Array.isArray(value) || value.length > 0) return [];
        const all = list === 'ports' ? 'every port of every protocol' : 'everyone, also outside the cluster';
        return [
          {
            code: 'empty-means-all',
            severity: 'warning',
            policy: id,
            path: `spec.${direction}[${at}].${list}`,
            sentence: `An empty ${list} list admits ${all}; to admit nothing, leave the whole rule out.`,
            fix: { label: `Leave out rule ${at + 1} of ${direction}`, policy: withoutRule(policy, direction, at) },
          },
        ];
      });
    });
  });
}

export function withoutRule(policy: NetworkPolicy, direction: Direction, rule: number): NetworkPolicy {
  const { spec } = policy;
  if (direction === 'ingress') return { ...policy, spec: { ...spec, ingress: spec?.ingress?.toSpliced(rule, 1) } };
  return { ...policy, spec: { ...spec, egress: spec?.egress?.toSpliced(rule, 1) } };
}
