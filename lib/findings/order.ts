/** The one order of findings, and keys that tell each from all others. */

import { FINDING_CODES, SEVERITIES } from './codes.ts';
import type { Finding } from './finding.ts';

const RANK = new Map(FINDING_CODES.map((code, at) => [code, at]));

/** Parts of the cluster itself, which few can change. */
export function isOfCluster(namespace: string): boolean {
  return namespace.startsWith('kube-') || namespace.startsWith('openshift-');
}

/** By severity, what is of the cluster itself after the rest; then by code, namespace, subject and place. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return unique(findings.toSorted((a, b) => compareRanks(a, b) || compareTexts(placeOf(a), placeOf(b))));
}

function compareRanks(a: Finding, b: Finding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    Number(isOfCluster(a.namespace)) - Number(isOfCluster(b.namespace)) ||
    (RANK.get(a.code) ?? 0) - (RANK.get(b.code) ?? 0)
  );
}

/** Numbers in paths are compared as numbers: rule 10 comes after rule 9. */
function placeOf({ namespace, policy, workload, path }: Finding): readonly string[] {
  return [namespace, policy ?? workload ?? '', path.replace(/\d+/g, (digits) => digits.padStart(6, '0'))];
}

function compareTexts(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((text, index) => text !== b[index]);
  return at < 0 ? 0 : (a[at] ?? '') < (b[at] ?? '') ? -1 : 1;
}

/** Two findings may be of one kind and place: the second is told apart by its number. */
function unique(findings: readonly Finding[]): readonly Finding[] {
  const count = new Map<string, number>();
  return findings.map((finding) => {
    const before = count.get(finding.key) ?? 0;
    count.set(finding.key, before + 1);
    return before === 0 ? finding : { ...finding, key: `${finding.key} ${before + 1}` };
  });
}
