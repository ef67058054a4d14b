/** The finding that pods isolated for egress may not ask the cluster's DNS. */

import type { InspectedPolicy, NetworkPolicy, NetworkPolicyEgressRule } from '#engine';
import type { FindingContext } from '../context.ts';
import { type Finding, found } from '../finding.ts';
import { FIX_LABELS } from '../words/fix-labels.ts';
import { aboutPolicy } from './about-policy.ts';

export function dnsFindings(policy: InspectedPolicy, context: FindingContext): readonly Finding[] {
  const protocols = policy.withoutDns;
  if (protocols.length === 0) return [];
  // TCP alone is the rarer need: larger answers fall back to it.
  const rest = protocols.includes('UDP') ? {} : { severity: 'info' as const };
  const fixes = [{ label: FIX_LABELS.admitDns, policy: withDns(policy.policy, context) }];
  return [found('egress-without-dns', aboutPolicy(policy, 'spec.egress'), { protocols }, { fixes, ...rest })];
}

function withDns(policy: NetworkPolicy, context: FindingContext): NetworkPolicy {
  return { ...policy, spec: { ...policy.spec, egress: [...(policy.spec?.egress ?? []), dnsRule(context)] } };
}

/** Admits the DNS of the cluster in sight; that of Kubernetes where none is. */
export function dnsRule({ inspection }: Pick<FindingContext, 'inspection'>): NetworkPolicyEgressRule {
  const { namespace, labels, ports } = inspection.dns;
  return {
    to: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
        podSelector: { matchLabels: labels },
      },
    ],
    ports: (['UDP', 'TCP'] as const).flatMap((protocol) => ports[protocol].map((port) => ({ protocol, port }))),
  };
}
