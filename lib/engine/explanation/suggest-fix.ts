/**
 * The policies that would admit what was denied and open as little else as can be: for each direction that denies,
 * beside the policies there are, for exactly the pods, peers and port asked about.
 */

import { type End, findEnd } from '../answers/ends.ts';
import type { NamedWorkloads } from '../answers/workloads.ts';
import { addressesOf } from '../classes/pod-classes.ts';
import type { Compiled } from '../gates/compiled.ts';
import { networkPolicyId, type PolicyId } from '../model/ids.ts';
import type { LabelSelector, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../model/network-policy.ts';
import type { Direction, Pod } from '../model/objects.ts';
import { formatAddress } from '../sets/address.ts';
import type { Question } from './decision.ts';
import { distinguishingSelectors } from './distinguishing-selector.ts';

/** `closed`: the directions in which the question was denied. Empty where no policy could admit it. */
export function suggestFix(level: NamedWorkloads, question: Question, closed: readonly Direction[]): NetworkPolicy[] {
  const { compiled } = level;
  const [from, to] = [findEnd(level, question.source), findEnd(level, question.destination)];
  const [source, destination] = [besides(from, to), besides(to, from)];
  const taken = new Set(compiled.policies.keys());
  return closed.flatMap((direction) => {
    const [subject, peer] = direction === 'ingress' ? [destination, source] : [source, destination];
    if (subject.kind !== 'pods' || peer.kind === 'missing') return [];
    const isolated = subject.pods.filter((pod) => isIsolated(compiled, direction, pod));
    const peers = peersFor(compiled, peer);
    if (isolated.length === 0 || peers.length === 0) return [];
    const rule = { peers, ports: portsFor(question, destination) };
    const { namespace, workload } = isolated[0] as Pod;
    const wish = `allow-${direction === 'ingress' ? 'from' : 'to'}-${nameOf(peer)}-${workload.name}`;
    return selectorsFor(compiled, isolated, isPod(subject)).map((podSelector) =>
      policyFor(direction, podSelector, rule, { namespace, name: freeName(taken, namespace, wish) }),
    );
  });
}

/** A pod that stands at both ends reaches itself already, and is not asked about where others stand beside it. */
function besides(end: End, other: End): End {
  if (end.kind !== 'pods' || other.kind !== 'pods' || other.pods.length !== 1) return end;
  const pods = end.pods.filter((pod) => pod !== other.pods[0]);
  return pods.length > 0 ? { ...end, pods } : end;
}

/** Whom no policy isolates, a new policy would. */
function isIsolated({ gates, universe }: Compiled, direction: Direction, pod: Pod): boolean {
  const own = universe.classOf(pod);
  return !pod.hostNetwork && own !== undefined && gates[direction].groupOf(own.index).policies.length > 0;
}

function policyFor(
  direction: Direction,
  podSelector: LabelSelector,
  { peers, ports }: { readonly peers: readonly NetworkPolicyPeer[]; readonly ports: readonly NetworkPolicyPort[] },
  metadata: { readonly name: string; readonly namespace: string },
): NetworkPolicy {
  const rule = ports.length > 0 ? { ports } : {};
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata,
    spec: {
      podSelector,
      policyTypes: [direction === 'ingress' ? 'Ingress' : 'Egress'],
      ...(direction === 'ingress' ? { ingress: [{ from: peers, ...rule }] } : { egress: [{ to: peers, ...rule }] }),
    },
  };
}

/** Host-network pods and addresses are admitted by address: no selector reaches them. */
function peersFor(compiled: Compiled, peer: Exclude<End, { kind: 'missing' }>): NetworkPolicyPeer[] {
  const byAddress = peer.kind === 'address' || peer.pods.every(({ hostNetwork }) => hostNetwork);
  if (byAddress) {
    const positions = peer.kind === 'address' ? [peer.position] : peer.pods.flatMap(addressesOf);
    return [...new Set(positions)].map((position) => {
      const text = formatAddress(position);
      return { ipBlock: { cidr: `${text}/${text.includes(':') ? 128 : 32}` } };
    });
  }
  const pods = peer.pods.filter(({ hostNetwork }) => !hostNetwork);
  const { namespace } = pods[0] as Pod;
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
  const selectors = selectorsFor(compiled, pods, isPod(peer));
  return selectors.some(isByAbsence) ? [] : selectors.map((podSelector) => ({ namespaceSelector, podSelector }));
}

/** Would admit every pod to come that lacks a label: who has no label of its own cannot be admitted by one. */
function isByAbsence({ matchLabels, matchExpressions }: LabelSelector): boolean {
  const operators = (matchExpressions ?? []).map(({ operator }) => operator);
  return operators.length > 0 && !matchLabels && operators.every((one) => one === 'DoesNotExist' || one === 'NotIn');
}

/** Asked about by its own name or address, rather than as what was deployed. */
const isPod = ({ name }: End): boolean => name.endsWith('[Pod]') || !name.endsWith(']');

/**
 * Labels that are each rollout's own count where a policy names them already, and where one single pod is asked about.
 */
function selectorsFor({ universe }: Compiled, pods: readonly Pod[], single: boolean): LabelSelector[] {
  const { namespace } = pods[0] as Pod;
  const own = new Set(pods);
  const others = universe.pods.filter((pod) => pod.namespace === namespace && !pod.hostNetwork && !own.has(pod));
  return distinguishingSelectors({
    own: pods.map(({ labels }) => labels),
    others: others.map(({ labels }) => labels),
    mayName: (key) => single || universe.namedKeys.has(key),
  });
}

function portsFor({ protocol, port }: Question, destination: End): NetworkPolicyPort[] {
  if (port !== undefined) return [{ protocol: protocol ?? 'TCP', port }];
  const declared = destination.kind === 'pods' ? destination.pods.flatMap(({ ports }) => ports) : [];
  const first = declared.find((one) => !protocol || one.protocol === protocol);
  if (first) return [{ protocol: first.protocol, port: first.port }];
  return protocol ? [{ protocol }] : [];
}

function nameOf(peer: Exclude<End, { kind: 'missing' }>): string {
  return peer.kind === 'address' ? peer.name : (peer.pods[0] as Pod).workload.name;
}

/** A valid object name that nobody in the namespace has; taken from then on. */
function freeName(taken: Set<PolicyId>, namespace: string, wish: string): string {
  const plain = wish
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/-+$/, '');
  let name = plain;
  for (let at = 2; taken.has(networkPolicyId(namespace, name)); at++) name = `${plain}-${at}`;
  taken.add(networkPolicyId(namespace, name));
  return name;
}
