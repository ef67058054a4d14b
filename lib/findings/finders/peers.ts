/** Findings on entries of `from` and `to` that admit nobody, though someone was probably meant. */

import {
  DIRECTIONS,
  type Direction,
  type InspectedPeer,
  type InspectedPolicy,
  type LabelSelector,
  labelMatcher,
  matchesLabels,
  type Namespace,
  type NetworkPolicyPeer,
} from '#engine';
import type { FindingContext } from '../context.ts';
import { type Finding, found } from '../finding.ts';
import { withPeer } from '../fixes/policy-parts.ts';
import { isOneLetterAway, type LabelTerm, labelTerms, labelWords, respelled } from '../labels.ts';
import { FIX_LABELS } from '../words/fix-labels.ts';
import { aboutPolicy } from './about-policy.ts';

const NAME_LABEL = 'kubernetes.io/metadata.name';
const MOST_FIXES = 3;

/** Of every cluster, and seldom in files. */
const ALWAYS_THERE: readonly Namespace[] = ['default', 'kube-system', 'kube-public', 'kube-node-lease'].map((name) => ({
  name,
  labels: { [NAME_LABEL]: name },
}));

export function peerFindings(policy: InspectedPolicy, context: FindingContext): readonly Finding[] {
  return DIRECTIONS.flatMap((direction) => {
    if (!policy.isolates[direction]) return [];
    const shuts = policy.admitsNobody.includes(direction) ? { shuts: direction } : {};
    return policy.rules[direction].flatMap(({ peers }) =>
      peers.flatMap((entry) => {
        if (entry.kind !== 'pods' || entry.isBroken || !entry.selects.isEmpty) return [];
        return entry.peer.namespaceSelector
          ? inNamespaces(policy, entry, entry.peer.namespaceSelector, shuts, context)
          : inOwnNamespace(policy, entry, shuts, context);
      }),
    );
  });
}

interface Shuts {
  /** The direction in which the policy admits nobody at all. */
  readonly shuts?: Direction;
}

function inNamespaces(
  policy: InspectedPolicy,
  entry: InspectedPeer,
  selector: LabelSelector,
  shuts: Shuts,
  context: FindingContext,
): readonly Finding[] {
  const { namespaces } = context.inspection;
  const isMeant = labelMatcher(selector);
  const meant = namespaces.filter(({ labels }) => isMeant(labels));
  if (meant.length === 0) return unknownNamespaces(policy, entry, selector, shuts, namespaces);
  const names = meant.map(({ name }) => name);
  return missingPods(policy, entry, names, shuts, context);
}

/** Terms that not one namespace meets. */
function unknownNamespaces(
  policy: InspectedPolicy,
  entry: InspectedPeer,
  selector: LabelSelector,
  shuts: Shuts,
  namespaces: readonly Namespace[],
): readonly Finding[] {
  const known = [...namespaces, ...ALWAYS_THERE];
  const place = aboutPolicy(policy, `${entry.path}.namespaceSelector`);
  return labelTerms(selector).flatMap((term) => {
    if (known.some(({ labels }) => matchesLabels(term.selector, labels))) return [];
    const named = namespaceMeant(term, namespaces);
    const facts = { label: term.text, ...shuts };
    if (!named || !term.label) return [found('unknown-namespace-label', place, facts)];
    const { [term.label.key]: _, ...rest } = selector.matchLabels ?? {};
    const namespaceSelector = { ...selector, matchLabels: { ...rest, [NAME_LABEL]: named } };
    const meant = `${NAME_LABEL}: ${named}`;
    const guess = { wrote: term.text, meant };
    const fixes = [
      { label: FIX_LABELS.write(meant), policy: changed(policy, entry, { ...entry.peer, namespaceSelector }) },
    ];
    return [found('unknown-namespace-label', place, { ...facts, guess }, { fixes })];
  });
}

/** A label whose value is the name of a namespace, or nearly, asks for that namespace. */
function namespaceMeant({ label }: LabelTerm, namespaces: readonly Namespace[]): string | undefined {
  if (!label) return undefined;
  const exact = namespaces.find(({ name }) => name === label.value);
  const near = namespaces.filter(({ name }) => isOneLetterAway(label.value, name));
  return exact?.name ?? (label.key === NAME_LABEL && near.length === 1 ? near[0]?.name : undefined);
}

/** A podSelector alone stays in the policy's own namespace: the commonest mistake of all. */
function inOwnNamespace(
  policy: InspectedPolicy,
  entry: InspectedPeer,
  shuts: Shuts,
  context: FindingContext,
): readonly Finding[] {
  const { podSelector } = entry.peer;
  const labels = labelWords(podSelector);
  if (labels === '') return [];
  const { namespace } = policy;
  const isMeant = labelMatcher(podSelector);
  const elsewhere = [
    ...new Set(
      context.inspection.pods.flatMap((pod) =>
        !pod.hostNetwork && pod.namespace !== namespace && isMeant(pod.labels) ? [pod.namespace] : [],
      ),
    ),
  ].sort();
  if (elsewhere.length === 0) return missingPods(policy, entry, [namespace], shuts, context);
  const fixes = elsewhere.slice(0, MOST_FIXES).map((name) => ({
    label: FIX_LABELS.addNamespace(name),
    policy: changed(policy, entry, { namespaceSelector: { matchLabels: { [NAME_LABEL]: name } }, ...entry.peer }),
  }));
  const place = aboutPolicy(policy, entry.path, markOf(entry));
  return [found('own-namespace-only', place, { labels, namespace, elsewhere, ...shuts }, { fixes })];
}

/** Namespaces without a pod in sight say nothing: they may come. */
function missingPods(
  policy: InspectedPolicy,
  entry: InspectedPeer,
  namespaces: readonly string[],
  shuts: Shuts,
  context: FindingContext,
): readonly Finding[] {
  const { podSelector } = entry.peer;
  const labels = labelWords(podSelector);
  const pods = namespaces.flatMap((name) => context.podsOf(name));
  if (labels === '' || pods.length === 0) return [];
  const place = aboutPolicy(policy, entry.path, markOf(entry));
  const isMeant = labelMatcher(podSelector);
  if (pods.some((pod) => pod.hostNetwork && isMeant(pod.labels))) {
    return [found('host-network-peer', place, { labels, ...shuts })];
  }
  const near = respelled(
    podSelector,
    pods.filter(({ hostNetwork }) => !hostNetwork).map((pod) => pod.labels),
  );
  const facts = { labels, namespaces, ...shuts };
  // Without a likeness it may be of pods to come: good to know beside live entries, told by its effect where alone.
  if (!near) return [found('peer-selects-nothing', place, facts, shuts.shuts ? {} : { severity: 'info' })];
  const fix = changed(policy, entry, { ...entry.peer, podSelector: near.selector });
  const fixes = [{ label: FIX_LABELS.write(near.guess.meant), policy: fix }];
  return [found('peer-selects-nothing', place, { ...facts, guess: near.guess }, { fixes })];
}

function markOf({ path, peer }: InspectedPeer): string {
  const last = Object.keys(peer.podSelector?.matchLabels ?? {}).at(-1);
  return last === undefined ? `${path}.podSelector` : `${path}.podSelector.matchLabels[${last}]`;
}

function changed({ policy }: InspectedPolicy, { path }: InspectedPeer, peer: NetworkPolicyPeer) {
  return withPeer(policy, path, peer);
}
