/** Findings that a policy's own text is enough for. */

import { DIRECTIONS, type Direction, type InspectedPolicy, type NetworkPolicy } from '#engine';
import type { FindingContext } from '../context.ts';
import { type Finding, found } from '../finding.ts';
import { FIX_LABELS } from '../words/fix-labels.ts';
import { aboutPolicy } from './about-policy.ts';

const TYPE: Readonly<Record<Direction, string>> = { ingress: 'Ingress', egress: 'Egress' };

export function shapeFindings(policy: InspectedPolicy, context: FindingContext): readonly Finding[] {
  return [...ignoredRules(policy), ...implicitTypes(policy), ...emptyLists(policy), ...noNamespace(policy, context)];
}

function withTypes({ policy }: InspectedPolicy, policyTypes: readonly string[]): NetworkPolicy {
  return { ...policy, spec: { ...policy.spec, policyTypes } };
}

/** Rules of a direction that policyTypes does not list have no effect. */
function ignoredRules(policy: InspectedPolicy): readonly Finding[] {
  return DIRECTIONS.flatMap((direction) => {
    if (policy.rules[direction].length === 0 || policy.isolates[direction]) return [];
    const types = policy.policy.spec?.policyTypes ?? [];
    const type = TYPE[direction];
    const fix = { label: FIX_LABELS.listType(type), policy: withTypes(policy, [...types, type]) };
    return [found('rules-ignored', aboutPolicy(policy, `spec.${direction}`), { direction }, { fixes: [fix] })];
  });
}

/** Egress rules without policyTypes isolate for ingress too. To write down what it does changes nothing. */
function implicitTypes(policy: InspectedPolicy): readonly Finding[] {
  const types: unknown = policy.policy.spec?.policyTypes;
  const isWritten = Array.isArray(types) && types.length > 0;
  if (isWritten || policy.rules.egress.length === 0) return [];
  const closesIngress = policy.rules.ingress.length === 0;
  const choices = closesIngress ? [['Ingress', 'Egress'], ['Egress']] : [['Ingress', 'Egress']];
  const fixes = choices.map((choice) => ({ label: FIX_LABELS.writeTypes(choice), policy: withTypes(policy, choice) }));
  return [found('policy-types-implicit', aboutPolicy(policy, 'spec'), { closesIngress }, { fixes })];
}

/** An empty list, or a key without a value, means all, though it looks like none. What was meant, only a person knows. */
function emptyLists(policy: InspectedPolicy): readonly Finding[] {
  return DIRECTIONS.flatMap((direction) => {
    const rules: unknown = policy.policy.spec?.[direction];
    if (!Array.isArray(rules)) return [];
    const peers = direction === 'ingress' ? 'from' : 'to';
    return rules.flatMap((rule: Readonly<Record<string, unknown>> | null, at) => {
      if (typeof rule !== 'object' || rule === null) return [];
      return ([peers, 'ports'] as const).flatMap((list) => {
        const written = list === 'ports' ? writtenAs(rule, list) : (writtenAs(rule, list) ?? leftOut(rule, list));
        if (!written) return [];
        const path = `spec.${direction}[${at}]`;
        // Left out, it is at least not written as if to admit nobody.
        const [place, rest] = written === 'missing' ? [path, { severity: 'info' } as const] : [`${path}.${list}`, {}];
        return [found('empty-means-all', aboutPolicy(policy, place), { list, written }, rest)];
      });
    });
  });
}

function writtenAs(rule: Readonly<Record<string, unknown>>, list: string): '[]' | 'null' | undefined {
  if (!Object.hasOwn(rule, list)) return undefined;
  const value = rule[list];
  if (value === null) return 'null';
  return Array.isArray(value) && value.length === 0 ? '[]' : undefined;
}

/** Ports without peers. A rule that is empty says plainly that it admits all; DNS alone is often meant for any server. */
function leftOut(rule: Readonly<Record<string, unknown>>, list: 'from' | 'to'): 'missing' | undefined {
  const { ports } = rule;
  if (Object.hasOwn(rule, list) || !Array.isArray(ports) || ports.length === 0) return undefined;
  const isDns = list === 'to' && ports.every((entry: { readonly port?: unknown } | null) => entry?.port === 53);
  return isDns ? undefined : 'missing';
}

/** Said where the namespace it lands in has no pods, while others have. */
function noNamespace(policy: InspectedPolicy, { unplaced, podsOf, inspection }: FindingContext): readonly Finding[] {
  const { id, namespace } = policy;
  if (!unplaced?.has(id) || podsOf(namespace).length > 0 || inspection.pods.length === 0) return [];
  return [found('no-namespace', aboutPolicy(policy, 'metadata'), { namespace })];
}
