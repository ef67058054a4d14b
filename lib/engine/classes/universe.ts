/**
 * The pods of a snapshot as classes, and every set of classes that policies can ask for: by namespace, by label, by
 * ipBlock. Completed pods are left out (rule 34).
 */

import type { Namespace, Pod, Snapshot } from '../model/objects.ts';
import type { Profile } from '../model/profile.ts';
import type { CompiledPolicy } from '../policies/compile-policy.ts';
import { DIRECTIONS } from '../policies/compile-policy.ts';
import type { Selector } from '../policies/selector.ts';
import { familyOf } from '../sets/address.ts';
import { BlockIndex, type NamedBlock } from '../sets/block-index.ts';
import { appendClass, type ClassSet, ClassSets } from '../sets/class-set.ts';
import { OVER_IPV4, OVER_IPV6, SHARED } from '../sets/port-set.ts';
import type { WorkBudget } from '../sets/work-budget.ts';
import { PodAddresses } from './pod-addresses.ts';
import { addressesOf, gatherClasses, PER_POD_KEYS, type PodClass } from './pod-classes.ts';

/** Where a block covers pods, in one plane. */
export interface BlockCover {
  readonly plane: number;
  readonly classes: ClassSet;
}

/** The classes of a namespace, from `start` on, before `end`. */
export interface NamespaceSpan {
  readonly namespace: string;
  readonly start: number;
  readonly end: number;
}

export interface Universe {
  readonly classes: readonly PodClass[];
  readonly sets: ClassSets;
  /** Mask of the planes in use (port-set.ts). */
  readonly planes: number;
  readonly namespaces: ReadonlyMap<string, Namespace>;
  /** Namespace to its classes. */
  readonly ofNamespace: ReadonlyMap<string, ClassSet>;
  /** The same in order of their classes. */
  readonly spans: readonly NamespaceSpan[];
  /** The span of each class that is not host-network, by number. */
  readonly spanOf: Int32Array;
  /** Pods that are not completed, and the class of each. */
  readonly pods: readonly Pod[];
  readonly classOfPod: Int32Array;
  /** Pods in each class. */
  readonly weights: Int32Array;
  /** The classes an ipBlock covers, by the text of the block. */
  readonly covers: ReadonlyMap<string, readonly BlockCover[]>;
  /** Per-pod label keys by which classes were told apart. */
  readonly namedKeys: ReadonlySet<string>;
  classOf(pod: Pod): PodClass | undefined;
  podsOf(index: number): readonly Pod[];
  /** Takes up a block that no policy had; false where it would split a class, so that classes must be made anew. */
  coverBlock(block: NamedBlock): boolean;
}

export const isLive = (pod: Pod): boolean => pod.phase !== 'Succeeded' && pod.phase !== 'Failed';

const NAME_LABEL = 'kubernetes.io/metadata.name';

/** May throw `Stopped`. */
export function buildUniverse(
  snapshot: Snapshot,
  policies: readonly CompiledPolicy[],
  profile: Profile,
  budget: WorkBudget,
): Universe {
  const pods = snapshot.pods.every(isLive) ? snapshot.pods : snapshot.pods.filter(isLive);
  const blocks = new BlockIndex(blocksOf(policies));
  const planes = blocks.blocks.length > 0 && familiesDiffer(pods) ? SHARED | OVER_IPV4 | OVER_IPV6 : SHARED;
  const namedKeys = perPodKeysIn(policies);
  const blocksCoverPods = profile.ipBlockMatchesPods;
  const { hostNetworkPeers, sidecarPorts } = profile;
  const criteria = { planes, blocks, blocksCoverPods, hostNetworkPeers, sidecarPorts, namedKeys };
  const { classes, classOfPod } = gatherClasses(pods, criteria, budget);
  const counts = new Int32Array(classes.length);
  for (const index of classOfPod) counts[index] = (counts[index] ?? 0) + 1;
  const hosts = classes.findIndex(({ hostNetwork }) => hostNetwork);
  const sets = new ClassSets(counts, hosts < 0 ? classes.length : hosts);
  const covers = coversOf(blocks.blocks, classes, sets);
  const spans = spansOf(classes);
  const spanOf = new Int32Array(classes.length).fill(-1);
  spans.forEach(({ start, end }, at) => {
    spanOf.fill(at, start, end);
  });
  return {
    classes,
    sets,
    planes,
    namespaces: namespacesOf(snapshot, classes),
    ofNamespace: new Map(spans.map(({ namespace, start, end }) => [namespace, sets.of([start, end])])),
    spans,
    spanOf,
    pods,
    classOfPod,
    weights: counts,
    covers,
    namedKeys,
    coverBlock: blockTaker({ pods, classOfPod, weights: counts, sets, planes, covers, blocksCoverPods }),
    ...membership(pods, classes, classOfPod),
  };
}

export function blocksOf(policies: readonly CompiledPolicy[]): NamedBlock[] {
  const blocks = new Map<string, NamedBlock>();
  for (const policy of policies) {
    for (const direction of DIRECTIONS) {
      for (const rule of policy.rules[direction]) {
        for (const peer of rule.peers) if (peer.kind === 'addresses') blocks.set(peer.text, peer);
      }
    }
  }
  return [...blocks.values()];
}

/** Label keys of single pods that policies name all the same. */
export function perPodKeysIn(policies: readonly CompiledPolicy[]): Set<string> {
  const keys = new Set<string>();
  const note = ({ requirements }: Selector) => {
    for (const { key } of requirements) if (PER_POD_KEYS.has(key)) keys.add(key);
  };
  for (const policy of policies) {
    note(policy.subject);
    for (const direction of DIRECTIONS) {
      for (const rule of policy.rules[direction]) {
        for (const peer of rule.peers) if (peer.kind === 'pods') note(peer.pods);
      }
    }
  }
  return keys;
}

function familiesDiffer(pods: readonly Pod[]): boolean {
  let seen = 0;
  for (const pod of pods) {
    const [ip, second] = pod.ips;
    const plain = ip !== undefined && second === undefined && !ip.includes(':');
    if (plain) seen |= 4;
    else for (const position of addressesOf(pod)) seen |= familyOf(position);
    if (seen === (4 | 6)) return true;
  }
  return false;
}

/** Rule 17: every namespace carries its name as a label, also one that is known only through its pods. */
function namespacesOf(snapshot: Snapshot, classes: readonly PodClass[]): Map<string, Namespace> {
  const namespaces = new Map<string, Namespace>();
  for (const { name, labels } of snapshot.namespaces) {
    namespaces.set(name, { name, labels: { ...labels, [NAME_LABEL]: name } });
  }
  for (const { namespace: name } of classes) {
    if (!namespaces.has(name)) namespaces.set(name, { name, labels: { [NAME_LABEL]: name } });
  }
  return namespaces;
}

function spansOf(classes: readonly PodClass[]): NamespaceSpan[] {
  const spans: { namespace: string; start: number; end: number }[] = [];
  for (const { index, namespace, hostNetwork } of classes) {
    if (hostNetwork) break;
    const last = spans.at(-1);
    if (last?.namespace === namespace) last.end = index + 1;
    else spans.push({ namespace, start: index, end: index + 1 });
  }
  return spans;
}

function coversOf(
  blocks: readonly NamedBlock[],
  classes: readonly PodClass[],
  sets: ClassSets,
): Map<string, BlockCover[]> {
  const runs = blocks.map(() => new Map<number, number[]>());
  for (const { index, covered } of classes) {
    for (const { plane, blocks: numbers } of covered) {
      for (const number of numbers) {
        const own = runs[number]?.get(plane);
        if (own) appendClass(own, index);
        else runs[number]?.set(plane, [index, index + 1]);
      }
    }
  }
  const cover = (byPlane: Map<number, number[]>) =>
    [...byPlane].map(([plane, own]) => ({ plane, classes: sets.of(own) }));
  return new Map(blocks.map(({ text }, number) => [text, cover(runs[number] ?? new Map())]));
}

/** From pod to class and back; worked out when first asked. */
function membership(pods: readonly Pod[], classes: readonly PodClass[], classOfPod: Int32Array) {
  let numbers: Map<Pod, number> | undefined;
  let members: Pod[][] | undefined;
  const classOf = (pod: Pod): PodClass | undefined => {
    numbers ??= new Map(pods.map((one, at) => [one, classOfPod[at] ?? -1]));
    return classes[numbers.get(pod) ?? -1];
  };
  const podsOf = (index: number): readonly Pod[] => {
    if (!members) {
      members = classes.map(() => []);
      pods.forEach((pod, at) => {
        members?.[classOfPod[at] ?? -1]?.push(pod);
      });
    }
    return members[index] ?? [];
  };
  return { classOf, podsOf };
}

interface Covered {
  readonly pods: readonly Pod[];
  readonly classOfPod: Int32Array;
  readonly weights: Int32Array;
  readonly sets: ClassSets;
  readonly planes: number;
  readonly covers: Map<string, BlockCover[]>;
  readonly blocksCoverPods: boolean;
}

function blockTaker(known: Covered): Universe['coverBlock'] {
  const { pods, classOfPod, weights, sets, planes, covers, blocksCoverPods } = known;
  let addresses: PodAddresses | undefined;
  return ({ text, block }) => {
    if (covers.has(text)) return true;
    if (planes !== SHARED) return false;
    addresses ??= new PodAddresses(pods, (pod) => blocksCoverPods || pod.hostNetwork);
    if (!addresses.uniform) return false;
    const inside = new Map<number, number>();
    for (const pod of addresses.inside(block)) {
      const index = classOfPod[pod] ?? -1;
      inside.set(index, (inside.get(index) ?? 0) + 1);
    }
    for (const [index, count] of inside) if (count !== weights[index]) return false;
    const runs: number[] = [];
    for (const index of [...inside.keys()].sort((a, b) => a - b)) appendClass(runs, index);
    covers.set(text, runs.length > 0 ? [{ plane: SHARED, classes: sets.of(runs) }] : []);
    return true;
  };
}
