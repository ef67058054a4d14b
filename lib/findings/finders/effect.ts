/** Findings on what a policy does, beside all others that select the same pods. */

import { DIRECTIONS, groupBy, type InspectedPolicy, type InspectedRule } from '#engine';
import type { FindingContext } from '../context.ts';
import { type Finding, found } from '../finding.ts';
import { withoutRule } from '../fixes/policy-parts.ts';
import { FIX_LABELS } from '../words/fix-labels.ts';
import { aboutPolicy } from './about-policy.ts';

export function effectFindings(policy: InspectedPolicy, context: FindingContext): readonly Finding[] {
  return [
    ...withoutEffect(policy),
    ...DIRECTIONS.flatMap((direction) => policy.rules[direction].flatMap((rule) => ruleFindings(policy, rule))),
    ...denyVoided(policy),
    ...admitsNothing(policy, context),
  ];
}

/** Whatever pods and namespaces come: what holds of those in sight alone may be a needed rule for others. */
function withoutEffect(policy: InspectedPolicy): readonly Finding[] {
  if (!policy.coveredBy) return [];
  return [found('policy-without-effect', aboutPolicy(policy, 'spec'), { by: policy.coveredBy })];
}

function ruleFindings(policy: InspectedPolicy, rule: InspectedRule): readonly Finding[] {
  const { direction, rule: at, path, voids, coveredBy } = rule;
  if (!policy.isolates[direction]) return [];
  // One rule that voids all entries of a block is told once.
  const blocks = groupBy(voids, (one) => `${one.path.replace(/\[\d+\]$/, '')} ${JSON.stringify(one.by)}`);
  const voided = [...blocks.values()].flatMap((entries) => {
    const [first] = entries;
    if (!first) return [];
    const facts = { cidrs: entries.map(({ cidr }) => cidr), by: first.by };
    return [found('except-voided', aboutPolicy(policy, first.path), facts)];
  });
  // A rule that leaves something out on purpose carries that purpose: it is not the one to go.
  if (voided.length > 0 || !coveredBy) return voided;
  const fix = { label: FIX_LABELS.leaveOutRule(at, direction), policy: withoutRule(policy.policy, direction, at) };
  return [found('redundant-rule', aboutPolicy(policy, path), { rule: at, direction, by: coveredBy }, { fixes: [fix] })];
}

function denyVoided(policy: InspectedPolicy): readonly Finding[] {
  return DIRECTIONS.flatMap((direction) => {
    const by = policy.voidedBy[direction];
    if (!by) return [];
    return [found('deny-voided', aboutPolicy(policy, 'spec'), { direction, by })];
  });
}

/** Of every cluster; files seldom hold their pods. */
const SYSTEM = ['kube-system', 'openshift-dns'];

/** A direction whose rules find nobody now; silent where they ask for what is not in sight. */
function admitsNothing(policy: InspectedPolicy, { podsOf }: FindingContext): readonly Finding[] {
  return policy.admitsNobody.flatMap((direction) => {
    const asksElsewhere = policy.rules[direction].some(({ peers }) =>
      peers.some(({ peer }) => {
        const name = peer.namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'];
        return name !== undefined && SYSTEM.includes(name) && podsOf(name).length === 0;
      }),
    );
    if (asksElsewhere) return [];
    return [found('admits-nothing', aboutPolicy(policy, `spec.${direction}`), { direction })];
  });
}
