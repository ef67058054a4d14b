/** Which answers policies of kinds that are not judged may change: what is said of those is unknown. */

import type { Decision } from '../explanation/decision.ts';
import { workloadNamespace } from '../model/ids.ts';
import type { Snapshot } from '../model/objects.ts';
import { type OtherPolicy, otherPolicyKind, otherPolicyName } from '../model/other-policies.ts';
import type { ConnectionRow } from './connection-list.ts';
import type { Verdict } from './reachability.ts';

/** Of some ends, `namespace/name[Kind]` or addresses, the policies that may make this verdict another. */
function policiesThatMayChange(snapshot: Snapshot, ends: readonly string[], verdict: Verdict): readonly OtherPolicy[] {
  const { otherPolicies = [] } = snapshot;
  if (otherPolicies.length === 0) return otherPolicies;
  const namespaces = new Set(ends.filter((end) => end.includes('/')).map(workloadNamespace));
  return otherPolicies.filter(({ group, kind, namespace }) => {
    if (verdict === 'denied' && otherPolicyKind(group, kind)?.mayAllow === false) return false;
    return namespace === undefined ? namespaces.size > 0 : namespaces.has(namespace);
  });
}

/** `ends`: the two, by the names of their pods where the question gave addresses. */
export function withUnjudged(snapshot: Snapshot, decision: Decision, ends: readonly string[]): Decision {
  const { verdict } = decision;
  if (verdict === 'unknown') return decision;
  const [first, ...more] = policiesThatMayChange(snapshot, ends, verdict);
  if (!first) return decision;
  const name = otherPolicyName(first);
  const others = more.length === 0 ? '' : ` and ${more.length} more policies of other kinds`;
  const because = `network policies alone would give ${verdict}, but ${name}${others} may say otherwise and is not judged here`;
  return { ...decision, verdict: 'unknown', because };
}

/** Rows are marked; rows that are not there may be missing for the same reason. */
export function markUnjudged<R extends Pick<ConnectionRow, 'source' | 'destination'>>(
  snapshot: Snapshot,
  rows: readonly R[],
): readonly (R & { readonly unknown?: true })[] {
  if (!snapshot.otherPolicies?.length) return rows;
  const known = new Map<string, boolean>();
  return rows.map((row) => {
    const ends = [row.source, row.destination];
    const key = ends.map((end) => (end.includes('/') ? workloadNamespace(end) : '')).join(' ');
    const unknown = known.get(key) ?? policiesThatMayChange(snapshot, ends, 'allowed').length > 0;
    known.set(key, unknown);
    return unknown ? { ...row, unknown: true } : row;
  });
}
