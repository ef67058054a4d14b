/**
 * The policies that would admit what was denied and open as little else as can be: one per direction that denies,
 * beside the policies there are, for exactly the pods, peer and port asked about.
 */

import { formatAddress } from './address.ts';
import type { Compiled } from './compiled.ts';
import type { Question } from './decision.ts';
import { type End, findEnd } from './ends.ts';
import type { LabelSelector, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from './network-policy.ts';
import type { Direction, Pod } from './objects.ts';
import { addressesOf, PER_POD_KEYS } from './pod-classes.ts';
import { labelValue } from './selector.ts';
import type { WorkloadLevel } from './workload-level.ts';
import { sharedLabels } from './workloads.ts';

/** `closed`: the directions in which the question was denied. Empty where no policy could admit it. */
export function suggestFix(level: WorkloadLevel, question: Question, closed: readonly Direction[]): NetworkPolicy[] {
  const source = findEnd(level, question.source);
  const destination = findEnd(level, question.destination);
  return closed.flatMap((direction) => {
    const [subject, peer] = direction === 'ingress' ? [destination, source] : [source, destination];
    if (subject.kind !== 'pods' || peer.kind === 'missing') return [];
    const peers = peersFor(level.compiled, peer);
    if (peers.length === 0) return [];
    return [policyFor(level.compiled, direction, subject.pods, peers, portsFor(question, destination), nameOf(peer))];
  });
}

function policyFor(
  compiled: Compiled,
  direction: Direction,
  subject: readonly Pod[],
  peers: readonly NetworkPolicyPeer[],
  ports: readonly NetworkPolicyPort[],
  peerName: string,
): NetworkPolicy {
  const { namespace, workload } = subject[0] as Pod;
  const name = freeName(
    compiled,
    namespace,
    `allow-${direction === 'ingress' ? 'from' : 'to'}-${peerName}-${workload.name}`,
  );
  const rule = ports.length > 0 ? { ports } : {};
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: {
      podSelector: selectorFor(compiled, subject),
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
  return [{ namespaceSelector, podSelector: selectorFor(compiled, pods) }];
}

/** Every label the pods share, and the absence of labels that tell other pods of the namespace from them. */
function selectorFor({ universe }: Compiled, pods: readonly Pod[]): LabelSelector {
  const labels = Object.entries(sharedLabels(pods)).filter(([key]) => !PER_POD_KEYS.has(key));
  const { namespace } = pods[0] as Pod;
  const own = new Set(pods.map((pod) => universe.classOf(pod)?.index));
  const range = universe.ofNamespace.get(namespace)?.runs ?? [0, 0];
  const absent = new Set<string>();
  for (const { index, labels: others } of universe.classes.slice(range[0], range[1])) {
    const matched = labels.every(([key, value]) => labelValue(others, key) === value);
    if (!matched || own.has(index) || [...absent].some((key) => labelValue(others, key) !== undefined)) continue;
    const telling = Object.keys(others).find(
      (key) => !PER_POD_KEYS.has(key) && pods.every((pod) => labelValue(pod.labels, key) === undefined),
    );
    if (telling) absent.add(telling);
  }
  const matchExpressions = [...absent].sort().map((key) => ({ key, operator: 'DoesNotExist' }));
  return {
    ...(labels.length > 0 ? { matchLabels: Object.fromEntries(labels) } : {}),
    ...(matchExpressions.length > 0 ? { matchExpressions } : {}),
  };
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

/** A valid object name that no policy of the namespace has. */
function freeName({ policies }: Compiled, namespace: string, wish: string): string {
  const plain = wish
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/-+$/, '');
  let name = plain;
  for (let at = 2; policies.has(`${namespace}/${name}`); at++) name = `${plain}-${at}`;
  return name;
}
