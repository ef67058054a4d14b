/** Findings that rest on a verdict, where policies of kinds that are not judged may make it another. */

import { mayBeChangedBy, otherPolicyName, type Snapshot } from '#engine';
import type { FindingCode } from './codes.ts';
import type { Finding } from './finding.ts';

/** What each of them takes for granted of the traffic it is about; the others are about texts and labels. */
const RESTS_ON: { readonly [C in FindingCode]?: 'allowed' | 'denied' } = {
  'open-data-store': 'allowed',
  'open-egress': 'allowed',
  'except-voided': 'allowed',
  'deny-voided': 'allowed',
  'workload-without-policy': 'allowed',
  'workloads-without-policy': 'allowed',
  'webhook-shut': 'denied',
  'api-service-shut': 'denied',
  'ingress-shut': 'denied',
  'load-balancer-shut': 'denied',
  'api-server-shut': 'denied',
  'job-shut': 'denied',
  'hook-shut': 'denied',
  'egress-without-dns': 'denied',
};

export function markUnjudged(findings: readonly Finding[], snapshot: Snapshot): readonly Finding[] {
  if (!snapshot.otherPolicies?.length) return findings;
  return findings.map((finding) => {
    const verdict = RESTS_ON[finding.code];
    const policy = verdict && mayBeChangedBy(snapshot, finding.namespace, verdict);
    return policy ? { ...finding, unjudged: otherPolicyName(policy) } : finding;
  });
}
