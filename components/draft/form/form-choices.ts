/** What the fields of a form offer: labels, whole peers and ports of the live cluster, the narrowest first. */

import { labelName, type NetworkPolicyPeer, type NetworkPolicyPort, type WorkloadReach } from '#engine';
import type { Requirement } from '#manifest';
import { ownLabels } from '#workbench';

export interface Offer<Value> {
  readonly key: string;
  readonly words: string;
  /** What it rests on, in small letters. */
  readonly detail: string;
  /** Pods that have it now. */
  readonly pods: number;
  readonly value: Value;
}

/** Those that have all the words; one that is called exactly so stands first. */
export function offersFor<Value>(offers: readonly Offer<Value>[], words: readonly string[]): readonly Offer<Value>[] {
  const [only] = words.length === 1 ? words : [];
  const rank = (offer: Offer<Value>) => (only !== undefined && offer.words.toLowerCase() === only ? 0 : 1);
  return offers
    .filter((offer) => words.every((word) => `${offer.words} ${offer.detail}`.toLowerCase().includes(word)))
    .toSorted((a, b) => rank(a) - rank(b));
}

export const METADATA_NAME = 'kubernetes.io/metadata.name';

/** Labels that pods have, those of fewest pods first. */
export function labelOffers(workloads: readonly WorkloadReach[]): readonly Offer<Requirement>[] {
  const found = new Map<string, { requirement: Requirement; pods: number; namespaces: Set<string> }>();
  for (const { labels, pods, namespace, hostNetwork } of workloads) {
    if (hostNetwork) continue;
    for (const [key, value] of Object.entries(labels)) {
      const id = `${key}=${value}`;
      const own = found.get(id) ?? {
        requirement: { key, operator: '=' as const, values: [value] },
        pods: 0,
        namespaces: new Set<string>(),
      };
      own.pods += pods;
      own.namespaces.add(namespace);
      found.set(id, own);
    }
  }
  return [...found]
    .map(([key, { requirement, pods, namespaces }]) => ({
      key,
      words: key,
      detail: namespaces.size === 1 ? `${[...namespaces][0]}` : `${namespaces.size} namespaces`,
      pods,
      value: requirement,
    }))
    .sort((a, b) => a.pods - b.pods || (a.key < b.key ? -1 : 1));
}

/** Whole peers as seen from a policy in `home`: single workloads, then namespaces, then everything. */
export function peerOffers(
  workloads: readonly WorkloadReach[],
  namespaces: readonly string[],
  home: string,
): readonly Offer<NetworkPolicyPeer>[] {
  const single = workloads.flatMap((workload): readonly Offer<NetworkPolicyPeer>[] => {
    const { namespace, name, pods, hostNetwork } = workload;
    const matchLabels = hostNetwork ? undefined : ownLabels(workload, workloads);
    if (!matchLabels) return [];
    const entry = inNamespace(namespace, home, { matchLabels });
    const labels = Object.entries(matchLabels).map(([key, value]) => `${labelName(key)}=${value}`);
    return [{ key: workload.id, words: name, detail: `${namespace} · ${labels.join(', ')}`, pods, value: entry }];
  });
  const podsIn = (namespace: string) =>
    workloads.reduce((sum, one) => sum + (one.namespace === namespace && !one.hostNetwork ? one.pods : 0), 0);
  const whole = namespaces.map((namespace) => ({
    key: `namespace/${namespace}`,
    words: `every pod of ${namespace}`,
    detail: namespace,
    pods: podsIn(namespace),
    value: inNamespace(namespace, home),
  }));
  const all = namespaces.reduce((sum, namespace) => sum + podsIn(namespace), 0);
  const everywhere = {
    key: 'everywhere',
    words: 'every pod of every namespace',
    detail: 'not outside',
    pods: all,
    value: { namespaceSelector: {} },
  };
  return [...single, ...whole.sort((a, b) => a.pods - b.pods), everywhere];
}

function inNamespace(
  namespace: string,
  home: string,
  podSelector?: NetworkPolicyPeer['podSelector'],
): NetworkPolicyPeer {
  if (namespace === home) return { podSelector: podSelector ?? {} };
  const namespaceSelector = { matchLabels: { [METADATA_NAME]: namespace } };
  return podSelector ? { namespaceSelector, podSelector } : { namespaceSelector };
}

/** Ports that containers declare, by name where they have one. */
export function portOffers(workloads: readonly WorkloadReach[]): readonly Offer<NetworkPolicyPort>[] {
  const found = new Map<string, Offer<NetworkPolicyPort>>();
  for (const { ports, pods, name } of workloads) {
    for (const { protocol, port, name: portName } of ports) {
      const key = `${protocol} ${port}`;
      const known = found.get(key);
      const detail = [portName, name].filter(Boolean).join(' of ');
      found.set(key, {
        key,
        words: key,
        detail: known ? 'several workloads' : detail,
        pods: pods + (known?.pods ?? 0),
        value: { protocol, port },
      });
    }
  }
  return [...found.values()].sort((a, b) => a.pods - b.pods || (a.key < b.key ? -1 : 1));
}

/** A range typed as it is: an address or a block. */
export function typedRange(text: string): NetworkPolicyPeer | undefined {
  const block = /^(\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:]*)(\/\d{1,3})?$/i.exec(text.trim());
  if (!block?.[1]) return undefined;
  return { ipBlock: { cidr: block[2] ? text.trim() : `${block[1]}/${block[1].includes(':') ? 128 : 32}` } };
}

/** `8080`, `UDP 53`, `9000-9100`, `http`. */
export function typedPort(text: string): NetworkPolicyPort | undefined {
  const parts = /^(?:(TCP|UDP|SCTP)\s*)?(?:(\d{1,5})(?:\s*-\s*(\d{1,5}))?|([a-z0-9-]*[a-z][a-z0-9-]*))$/i.exec(
    text.trim(),
  );
  if (!parts) return undefined;
  const [, protocol, first, last, name] = parts;
  const own = protocol ? { protocol: protocol.toUpperCase() } : {};
  if (name) return { ...own, port: name.toLowerCase() };
  return { ...own, port: Number(first), ...(last && Number(last) > Number(first) && { endPort: Number(last) }) };
}

/** `app=web`, `tier in (a, b)`, `team exists`, `!debug`. */
export function typedRequirement(text: string): Requirement | undefined {
  const own = text.trim();
  const absent = /^!\s*(\S+)$/.exec(own);
  if (absent?.[1]) return { key: absent[1], operator: 'DoesNotExist', values: [] };
  const exists = /^(\S+)\s+exists$/i.exec(own);
  if (exists?.[1]) return { key: exists[1], operator: 'Exists', values: [] };
  const set = /^(\S+)\s+(not\s*in|in)\s*\(?([^)]*)\)?$/i.exec(own);
  if (set?.[1] && set[3]) {
    const values = set[3].split(/[\s,]+/).filter(Boolean);
    return { key: set[1], operator: /^not/i.test(set[2] ?? '') ? 'NotIn' : 'In', values };
  }
  const unequal = /^([^\s=!]+)\s*!=\s*(\S+)$/.exec(own);
  if (unequal?.[1] && unequal[2]) return { key: unequal[1], operator: 'NotIn', values: [unequal[2]] };
  const equal = /^([^\s=]+)\s*={1,2}\s*(\S*)$/.exec(own);
  return equal?.[1] ? { key: equal[1], operator: '=', values: [equal[2] ?? ''] } : undefined;
}
