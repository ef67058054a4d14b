/** A finding of the engine as a remark: a short title that names the policy, and the engine's own sentence. */

import { type Finding, type FindingCode, policyName, policyNamespace, workloadName, workloadNamespace } from '#engine';
import type { Harm, Remark } from './remark.ts';

const HARM_OF: Readonly<Record<Finding['severity'], Harm>> = { error: 'broken', warning: 'doubtful', info: 'note' };

/** What follows the name of the policy. */
const SAYS: Readonly<Partial<Record<FindingCode, string>>> = {
  'selects-nothing': 'selects no pod',
  'unknown-namespace-label': 'names a label that no namespace has',
  'ip-block-holds-pods': 'names pods by their addresses',
  'rules-ignored': 'has rules without effect',
  'policy-types-implicit': 'leaves policyTypes out',
  'egress-without-dns': 'leaves DNS out',
  'unknown-named-port': 'names a port that nobody has',
  'own-namespace-only': 'looks only in its own namespace',
  'empty-means-all': 'has an empty list, which admits all',
  'redundant-rule': 'has a rule that adds nothing',
  'policy-without-effect': 'adds nothing today',
  'admits-nothing': 'admits nobody',
};

export function remarkOnFinding(finding: Finding): Remark {
  const { code, policy, workload, path, sentence, severity, fix } = finding;
  const subject = policy ?? workload ?? '';
  const name = policy ? policyName(policy) : workloadName(subject);
  return {
    key: `${code} ${subject} ${path}`,
    harm: HARM_OF[severity],
    namespace: policy ? (policyNamespace(policy) ?? '') : workloadNamespace(subject),
    ...(policy !== undefined && { policy }),
    ...(workload !== undefined && { workload }),
    path,
    title: policy ? `${name} ${SAYS[code] ?? code.replaceAll('-', ' ')}` : `${name} has no policy`,
    detail: workload ? 'It is open both ways: no policy selects it.' : sentence,
    ...(fix?.policy && { cure: { label: fix.label, policy: fix.policy } }),
  };
}
