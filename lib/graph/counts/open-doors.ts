/** Policies whose rules let in every pod of the cluster: what they select is open to everyone, though isolated. */

import type { NetworkPolicy, PolicyId } from '#engine';
import { policyId } from '#engine';

export function policiesOpenToAll(policies: readonly NetworkPolicy[]): ReadonlySet<PolicyId> {
  return new Set(policies.filter(admitsEveryone).map(policyId));
}

/** A rule without `from`, or one of whose peers is every pod of every namespace, on whatever ports. */
function admitsEveryone({ spec }: NetworkPolicy): boolean {
  return (spec?.ingress ?? []).some((rule) => {
    const peers = rule?.from ?? [];
    return peers.length === 0 || peers.some((peer) => isEvery(peer?.namespaceSelector) && !narrows(peer?.podSelector));
  });
}

type Selector = { readonly matchLabels?: object | null; readonly matchExpressions?: readonly unknown[] | null };

function isEvery(selector: Selector | null | undefined): boolean {
  return selector !== null && selector !== undefined && !narrows(selector);
}

function narrows(selector: Selector | null | undefined): boolean {
  return Object.keys(selector?.matchLabels ?? {}).length + (selector?.matchExpressions?.length ?? 0) > 0;
}
