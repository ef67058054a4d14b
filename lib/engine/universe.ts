/**
 * The pods of a snapshot, gathered into **classes**: pods that no selector, port name or ipBlock can tell apart.
 * Classes are numbered by namespace, so a namespace is one run of numbers; host-network pods come last, in classes that
 * no selector reaches (rule 33). Completed pods are left out (rule 34).
 */

import { familyOf, type Position, parseAddress } from './address.ts';
import { hasAddress } from './address-set.ts';
import { type ClassSet, ClassSets } from './class-set.ts';
import type { CompiledPolicy, PeerMatcher } from './compile-policy.ts';
import { DIRECTIONS } from './compile-policy.ts';
import type { ContainerPort, Labels, Namespace, Pod, Snapshot } from './objects.ts';
import { OVER_IPV4, OVER_IPV6, SHARED } from './port-set.ts';
import type { Profile } from './profile.ts';

export type AddressPeer = Extract<PeerMatcher, { kind: 'addresses' }>;

export interface PodClass {
  readonly index: number;
  readonly namespace: string;
  readonly labels: Labels;
  /** Declared ports that have a name. */
  readonly namedPorts: readonly ContainerPort[];
  readonly namedPortsKey: string;
  readonly hostNetwork: boolean;
  /** Planes its traffic can lie in (port-set.ts). */
  readonly planes: number;
  /** Its pods have no address yet: whether an ipBlock covers them is unknown (rule 34). */
  readonly addressless: boolean;
  readonly pods: readonly Pod[];
}

/** Where a block covers pods, by plane; `text` of the block is its name. */
export interface BlockCover {
  readonly plane: number;
  readonly classes: ClassSet;
}

export interface Universe {
  readonly classes: readonly PodClass[];
  readonly sets: ClassSets;
  readonly planes: number;
  readonly namespaces: ReadonlyMap<string, Namespace>;
  /** Namespace to its classes. */
  readonly ofNamespace: ReadonlyMap<string, ClassSet>;
  readonly classOf: ReadonlyMap<Pod, PodClass>;
  /** The classes an ipBlock covers, by the text of the block. */
  readonly covers: ReadonlyMap<string, readonly BlockCover[]>;
}

export const isLive = (pod: Pod): boolean => pod.phase !== 'Succeeded' && pod.phase !== 'Failed';

/** The addresses of a pod; of its machine where it uses the machine's network. */
export function addressesOf(pod: Pod): Position[] {
  const texts = pod.hostNetwork && pod.ips.length === 0 ? pod.hostIps : pod.ips;
  return texts.flatMap((text) => parseAddress(text) ?? []);
}

const NAME_LABEL = 'kubernetes.io/metadata.name';

export function buildUniverse(snapshot: Snapshot, policies: readonly CompiledPolicy[], profile: Profile): Universe {
  const pods = snapshot.pods.filter(isLive);
  const addresses = new Map(pods.map((pod) => [pod, addressesOf(pod)]));
  const blocks = blocksOf(policies);
  const planes = blocks.size > 0 && familiesDiffer(addresses.values()) ? SHARED | OVER_IPV4 | OVER_IPV6 : SHARED;
  const judges = (pod: Pod) => profile.ipBlockMatchesPods || pod.hostNetwork;
  const covered = (pod: Pod) =>
    judges(pod) ? [...blocks.values()].map((peer) => coverOf(peer, addresses.get(pod) ?? [], planes)) : [];
  const classes = gatherClasses(pods, (pod) => planesOf(addresses.get(pod) ?? [], planes), covered);
  const selectable = classes.filter((one) => !one.hostNetwork).length;
  const sets = new ClassSets(selectable, classes.length);
  return {
    classes,
    sets,
    planes,
    namespaces: namespacesOf(snapshot, pods),
    ofNamespace: namespaceRuns(classes, sets),
    classOf: new Map(classes.flatMap((one) => one.pods.map((pod): [Pod, PodClass] => [pod, one]))),
    covers: new Map([...blocks].map(([text], at) => [text, coversOf(classes, sets, planes, covered, at)])),
  };
}

function blocksOf(policies: readonly CompiledPolicy[]): Map<string, AddressPeer> {
  const blocks = new Map<string, AddressPeer>();
  for (const policy of policies) {
    for (const direction of DIRECTIONS) {
      for (const rule of policy.rules[direction]) {
        for (const peer of rule.peers) if (peer.kind === 'addresses') blocks.set(peer.text, peer);
      }
    }
  }
  return blocks;
}

function familiesDiffer(addresses: Iterable<readonly Position[]>): boolean {
  const families = new Set<number>();
  for (const own of addresses) for (const position of own) families.add(familyOf(position));
  return families.size > 1;
}

/** A pod without an address could have any. A pod of one family shares none with a pod of the other. */
function planesOf(addresses: readonly Position[], planes: number): number {
  if (planes === SHARED) return SHARED;
  const mask = addresses.reduce((sum, position) => sum | (familyOf(position) === 4 ? OVER_IPV4 : OVER_IPV6), 0);
  if (mask === 0) return planes;
  return mask === (OVER_IPV4 | OVER_IPV6) ? mask : mask | SHARED;
}

/** Planes in which a block covers one of a pod's addresses. */
function coverOf(peer: AddressPeer, addresses: readonly Position[], planes: number): number {
  let mask = 0;
  for (const position of addresses) {
    if (hasAddress(peer.block, position)) mask |= SHARED | (familyOf(position) === 4 ? OVER_IPV4 : OVER_IPV6);
  }
  return mask & planes;
}

function gatherClasses(
  pods: readonly Pod[],
  planesOfPod: (pod: Pod) => number,
  covered: (pod: Pod) => readonly number[],
): PodClass[] {
  const members = new Map<string, Pod[]>();
  for (const pod of pods) {
    const selectable = pod.hostNetwork ? ['~'] : ['', pod.namespace, sortedLabels(pod.labels), namedPorts(pod.ports)];
    const key = JSON.stringify([...selectable, planesOfPod(pod), covered(pod), addressesOf(pod).length > 0]);
    const own = members.get(key);
    if (own) own.push(pod);
    else members.set(key, [pod]);
  }
  const groups = [...members.values()].sort((a, b) => compareClasses(a[0] as Pod, b[0] as Pod));
  return groups.map((group, index) => {
    const first = group[0] as Pod;
    const named = namedPorts(first.ports);
    return {
      index,
      namespace: first.namespace,
      labels: first.labels,
      namedPorts: first.hostNetwork ? [] : named,
      namedPortsKey: first.hostNetwork ? '' : JSON.stringify(named),
      hostNetwork: first.hostNetwork,
      planes: planesOfPod(first),
      addressless: addressesOf(first).length === 0,
      pods: group,
    };
  });
}

function compareClasses(a: Pod, b: Pod): number {
  if (a.hostNetwork !== b.hostNetwork) return a.hostNetwork ? 1 : -1;
  return a.namespace < b.namespace ? -1 : a.namespace > b.namespace ? 1 : 0;
}

function sortedLabels(labels: Labels): [string, string | undefined][] {
  return Object.keys(labels)
    .sort()
    .map((key) => [key, labels[key]]);
}

/** In the order declared: the first port of a name and protocol is the one a policy means. */
function namedPorts(ports: readonly ContainerPort[]): ContainerPort[] {
  return ports.flatMap(({ name, port, protocol }) => (name ? [{ name, port, protocol }] : []));
}

/** Rule 17: every namespace carries its name as a label, also one that is known only through its pods. */
function namespacesOf(snapshot: Snapshot, pods: readonly Pod[]): Map<string, Namespace> {
  const namespaces = new Map<string, Namespace>();
  for (const { name, labels } of snapshot.namespaces)
    namespaces.set(name, { name, labels: { ...labels, [NAME_LABEL]: name } });
  for (const { namespace: name } of pods) {
    if (!namespaces.has(name)) namespaces.set(name, { name, labels: { [NAME_LABEL]: name } });
  }
  return namespaces;
}

function namespaceRuns(classes: readonly PodClass[], sets: ClassSets): Map<string, ClassSet> {
  const bounds = new Map<string, [number, number]>();
  for (const { index, namespace, hostNetwork } of classes) {
    if (hostNetwork) continue;
    const own = bounds.get(namespace);
    if (own) own[1] = index + 1;
    else bounds.set(namespace, [index, index + 1]);
  }
  return new Map([...bounds].map(([namespace, run]) => [namespace, sets.of(run)]));
}

function coversOf(
  classes: readonly PodClass[],
  sets: ClassSets,
  planes: number,
  covered: (pod: Pod) => readonly number[],
  block: number,
): BlockCover[] {
  return [SHARED, OVER_IPV4, OVER_IPV6].flatMap((plane) => {
    if (!(plane & planes)) return [];
    const runs: number[] = [];
    for (const { index, pods } of classes) {
      if (!((covered(pods[0] as Pod)[block] ?? 0) & plane)) continue;
      if (runs[runs.length - 1] === index) runs[runs.length - 1] = index + 1;
      else runs.push(index, index + 1);
    }
    return runs.length > 0 ? [{ plane, classes: sets.of(runs) }] : [];
  });
}
