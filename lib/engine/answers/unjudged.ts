/** Which answers policies of kinds that are not judged may change: what is said of those is unknown. */

import type { Decision } from '../explanation/decision.ts';
import { workloadNamespace } from '../model/ids.ts';
import type { Snapshot } from '../model/objects.ts';
import { type OtherPolicy, otherPolicyKind, otherPolicyName } from '../model/other-policies.ts';
import type { ConnectionRow } from './connection-list.ts';
import type { Peers, Verdict } from './reachability.ts';

/** Of a verdict of network policies: whether a policy of another kind may make it another. */
type Known = Exclude<Verdict, 'unknown'>;
type Policies = Pick<Snapshot, 'otherPolicies'>;

/** Of some ends, `namespace/name[Kind]` or addresses, the policies that may make this verdict another. */
function policiesThatMayChange(snapshot: Policies, ends: readonly string[], verdict: Verdict): readonly OtherPolicy[] {
  const { otherPolicies = [] } = snapshot;
  if (otherPolicies.length === 0) return otherPolicies;
  const namespaces = new Set(ends.filter((end) => end.includes('/')).map(workloadNamespace));
  return otherPolicies.filter(({ group, kind, namespace }) => {
    if (verdict === 'denied' && otherPolicyKind(group, kind)?.mayAllow === false) return false;
    return namespace === undefined ? namespaces.size > 0 : namespaces.has(namespace);
  });
}

/** Of policies of other kinds, one that may make this verdict on workloads of a namespace another. */
export function mayBeChangedBy(snapshot: Policies, namespace: string, verdict: Known): OtherPolicy | undefined {
  return policiesThatMayChange(snapshot, [`${namespace}/`], verdict)[0];
}

/** Says of namespaces whether verdicts of their workloads may be changed; asked once a pair, so worked out beforehand. */
export interface UnjudgedNamespaces {
  /** No policy of another kind is there. */
  readonly none: boolean;
  mayChange(namespace: string, verdict: Known): boolean;
}

export function unjudgedNamespaces({ otherPolicies = [] }: Policies): UnjudgedNamespaces {
  const of = (verdict: Known) => {
    const those = otherPolicies.filter(
      ({ group, kind }) => verdict === 'allowed' || otherPolicyKind(group, kind)?.mayAllow !== false,
    );
    const named = new Set(those.map(({ namespace }) => namespace));
    return { everywhere: named.has(undefined), named };
  };
  const scopes = { allowed: of('allowed'), denied: of('denied') };
  return {
    none: otherPolicies.length === 0,
    mayChange(namespace, verdict) {
      const { everywhere, named } = scopes[verdict];
      return everywhere || named.has(namespace);
    },
  };
}

/** `ends`: the two, by the names of their pods where the question gave addresses. */
export function withUnjudged(snapshot: Policies, decision: Decision, ends: readonly string[]): Decision {
  const { verdict } = decision;
  if (verdict === 'unknown') return decision;
  const because = whyUnknown(snapshot, ends, verdict);
  return because === undefined ? decision : { ...decision, verdict: 'unknown', because };
}

function whyUnknown(snapshot: Policies, ends: readonly string[], verdict: Known): string | undefined {
  const [first, ...more] = policiesThatMayChange(snapshot, ends, verdict);
  if (!first) return undefined;
  const name = otherPolicyName(first);
  const others = more.length === 0 ? '' : ` and ${more.length} more policies of other kinds`;
  return `network policies alone would give ${verdict}, but ${name}${others} may say otherwise and is not judged here`;
}

/** Who may reach a workload, with the verdicts that may be other ones. */
export function peersWithUnjudged(snapshot: Policies, workload: string, peers: Peers | undefined): Peers | undefined {
  const unjudged = unjudgedNamespaces(snapshot);
  if (unjudged.none || peers === undefined) return peers;
  const here = workloadNamespace(workload);
  const mark = (rows: Peers['ingress']): Peers['ingress'] =>
    rows.map((row) => {
      const { verdict } = row;
      if (verdict === 'unknown') return row;
      const isOther = [here, workloadNamespace(row.workload)].some((name) => unjudged.mayChange(name, verdict));
      return isOther ? { ...row, verdict: 'unknown' } : row;
    });
  return { ingress: mark(peers.ingress), egress: mark(peers.egress) };
}

/** Rows are marked; rows that are not there may be missing for the same reason. */
export function markUnjudged<R extends Pick<ConnectionRow, 'source' | 'destination'>>(
  snapshot: Policies,
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
