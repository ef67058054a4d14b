/** Which findings belong beside a workload. */

import type { WorkloadReach } from '#engine';
import type { Finding } from './finding.ts';

/** Whether it is about a workload itself, about a policy that selects it, or about all that no policy selects. */
export function isAbout({ workload, policy, namespace }: Finding, subject: WorkloadReach): boolean {
  const { id, ingress, egress } = subject;
  if (workload !== undefined) return workload === id;
  const isBare = ingress.isolatedBy.length === 0 && egress.isolatedBy.length === 0;
  if (policy === undefined) return namespace === subject.namespace && isBare;
  return ingress.isolatedBy.includes(policy) || egress.isolatedBy.includes(policy);
}
