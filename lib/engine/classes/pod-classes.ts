/**
 * Gathers pods into **classes**: pods that no selector, port name or ipBlock can tell apart. Classes are ordered by
 * namespace, so that a namespace is one run of numbers; host-network pods come last (rule 33).
 */

import type { Labels } from '../model/labels.ts';
import type { ContainerPort, Pod } from '../model/objects.ts';
import type { Profile } from '../model/profile.ts';
import { familyOf, type Position, parseAddress } from '../sets/address.ts';
import type { BlockIndex } from '../sets/block-index.ts';
import { Interner } from '../sets/interner.ts';
import { readIpv4 } from '../sets/ip-text.ts';
import { OVER_IPV4, OVER_IPV6, SHARED } from '../sets/port-set.ts';
import type { WorkBudget } from '../sets/work-budget.ts';

export interface PodClass {
  readonly index: number;
  readonly namespace: string;
  /** Of one of its pods; alike in every key that a policy of this snapshot can ask about. */
  readonly labels: Labels;
  /** Declared ports that have a name, in the order declared. */
  readonly namedPorts: readonly ContainerPort[];
  /** Equal for classes whose named ports are alike. */
  readonly namedPortsKey: number;
  readonly hostNetwork: boolean;
  /** Planes its traffic can lie in (port-set.ts). */
  readonly planes: number;
  /** Addresses of its machine, for a host-network class told apart by them (`match-opens-node`); else empty. */
  readonly machine: readonly Position[];
  /** Its pods have no address yet: whether an ipBlock covers them is unknown (rule 34). */
  readonly addressless: boolean;
  /** By plane, the numbers of the blocks that cover its pods. */
  readonly covered: readonly PlaneCover[];
}

export interface PlaneCover {
  readonly plane: number;
  readonly blocks: readonly number[];
}

export interface Gathered {
  readonly classes: readonly PodClass[];
  /** For every pod handed in, the number of its class. */
  readonly classOfPod: Int32Array;
}

/** Labels that every pod, or every rollout, has for itself alone. They tell classes apart only if a policy names them. */
export const PER_POD_KEYS: ReadonlySet<string> = new Set([
  'pod-template-hash',
  'controller-revision-hash',
  'pod-template-generation',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
  'batch.kubernetes.io/job-name',
  'controller-uid',
  'job-name',
]);

/** The addresses of a pod; of its machine where it uses the machine's network and has none of its own. */
export function addressesOf(pod: Pod): Position[] {
  const texts = pod.hostNetwork && pod.ips.length === 0 ? pod.hostIps : pod.ips;
  const positions: Position[] = [];
  for (const text of texts) {
    const position = parseAddress(text);
    if (position !== undefined) positions.push(position);
  }
  return positions;
}

/** Whether no block can say yet that it covers the pod, or its machine. */
const isAddressless = ({ ips, hostIps, hostNetwork }: Pod): boolean =>
  ips.length === 0 && !(hostNetwork && hostIps.length > 0);

export interface ClassCriteria {
  /** Mask of the planes in use. */
  readonly planes: number;
  readonly blocks: BlockIndex;
  /** Rule 20: whether blocks cover pods, or only host-network pods. */
  readonly blocksCoverPods: boolean;
  /** Rule 33: how selectors see host-network pods: the more they see, the finer are their classes. */
  readonly hostNetworkPeers: Profile['hostNetworkPeers'];
  /** Rule 28: whether the ports of sidecars have names. */
  readonly sidecarPorts: Profile['sidecarPorts'];
  /** Label keys that policies name. */
  readonly namedKeys: ReadonlySet<string>;
}

/** May throw `Stopped`. */
export function gatherClasses(pods: readonly Pod[], criteria: ClassCriteria, budget: WorkBudget): Gathered {
  const interner = new Interner();
  const firstOf = new Map<number, { readonly pod: Pod; readonly order: number }>();
  const orders = new Int32Array(pods.length);
  pods.forEach((pod, at) => {
    budget.check(STEPS_A_POD);
    const key = keyOf(pod, criteria, interner);
    let found = firstOf.get(key);
    if (!found) {
      found = { pod, order: firstOf.size };
      firstOf.set(key, found);
    }
    orders[at] = found.order;
  });
  const sorted = [...firstOf.values()].sort((a, b) => comparePods(a.pod, b.pod) || a.order - b.order);
  const indexOfOrder = new Int32Array(sorted.length);
  sorted.forEach(({ order }, index) => {
    indexOfOrder[order] = index;
  });
  const known = new Map<number, readonly ContainerPort[]>();
  const classes = sorted.map(({ pod }, index): PodClass => {
    const { namespace, labels, hostNetwork } = pod;
    const namedPortsKey = isSelected(pod, criteria) ? namedPortsId(pod.ports, criteria, interner) : 0;
    // One list for all classes whose named ports are alike.
    const namedPorts = known.get(namedPortsKey) ?? (namedPortsKey === 0 ? [] : namedPortsOf(pod, criteria));
    known.set(namedPortsKey, namedPorts);
    const machine = opensMachine(pod, criteria) ? addressesOf(pod) : NO_ADDRESSES;
    const { planes, covered } = placeOf(pod, criteria);
    const addressless = isAddressless(pod);
    return { index, namespace, labels, namedPorts, namedPortsKey, hostNetwork, machine, planes, addressless, covered };
  });
  for (let at = 0; at < orders.length; at++) orders[at] = indexOfOrder[orders[at] as number] as number;
  return { classes, classOfPod: orders };
}

const STEPS_A_POD = 2;
const NO_ADDRESSES: readonly Position[] = [];

const namedPortsOf = (pod: Pod, criteria: ClassCriteria): readonly ContainerPort[] =>
  pod.ports.filter((port) => hasName(port, criteria));

const opensMachine = ({ hostNetwork }: Pod, { hostNetworkPeers }: ClassCriteria): boolean =>
  hostNetwork && hostNetworkPeers === 'match-opens-node';

function comparePods(a: Pod, b: Pod): number {
  if (a.hostNetwork !== b.hostNetwork) return a.hostNetwork ? 1 : -1;
  return a.namespace < b.namespace ? -1 : a.namespace > b.namespace ? 1 : 0;
}

/** Rule 33: whether selectors, and port names, reach a pod. */
const isSelected = (pod: Pod, { hostNetworkPeers }: ClassCriteria): boolean =>
  !pod.hostNetwork || hostNetworkPeers !== 'node-address-only';

const hasName = ({ name, ofSidecar }: ContainerPort, { sidecarPorts }: ClassCriteria): boolean =>
  Boolean(name) && !(ofSidecar && sidecarPorts === 'ignored');

/** A number for all that a class is gathered by; `interner` gives numbers to labels, ports and names. */
function keyOf(pod: Pod, criteria: ClassCriteria, interner: Interner): number {
  const { planes, covered } = placeOf(pod, criteria);
  let key = interner.pair(planes, isAddressless(pod) ? 1 : 0);
  for (const { plane, blocks } of covered) {
    for (const block of blocks) key = interner.pair(key, plane * MAX_BLOCKS + block);
  }
  if (!isSelected(pod, criteria)) return interner.pair(key, 0);
  if (pod.hostNetwork) {
    const machine = opensMachine(pod, criteria) ? addressesOf(pod).join() : '';
    key = interner.pair(key, interner.text(`machine ${machine}`));
  }
  key = interner.pair(key, namedPortsId(pod.ports, criteria, interner));
  key = interner.pair(key, interner.text(pod.namespace));
  return interner.pair(key, labelsId(pod.labels, criteria, interner));
}

/** The planes of a pod's traffic and the blocks that cover it. */
function placeOf(pod: Pod, criteria: ClassCriteria): { planes: number; covered: readonly PlaneCover[] } {
  const { blocks, planes, blocksCoverPods } = criteria;
  if (blocks.blocks.length === 0) return EVERYWHERE;
  const judged = blocksCoverPods || pod.hostNetwork;
  const [ip, second] = pod.ips;
  if (planes === SHARED && ip !== undefined && second === undefined && !ip.includes(':')) {
    return { planes, covered: judged ? covering(blocks.coveringIPv4(readIpv4(ip))) : UNCOVERED };
  }
  const positions = addressesOf(pod);
  return { planes: planesOf(positions, planes), covered: judged ? coverOf(positions, criteria) : UNCOVERED };
}

const covering = (blocks: readonly number[]): readonly PlaneCover[] =>
  blocks.length > 0 ? [{ plane: SHARED, blocks }] : UNCOVERED;

const MAX_BLOCKS = 2 ** 20;
const UNCOVERED: readonly PlaneCover[] = [];
const EVERYWHERE = { planes: SHARED, covered: UNCOVERED };

function labelsId(labels: Labels, { namedKeys }: ClassCriteria, interner: Interner): number {
  const ids: number[] = [];
  for (const key of Object.keys(labels)) {
    if (PER_POD_KEYS.has(key) && !namedKeys.has(key)) continue;
    const id = interner.pair(interner.text(key), interner.text(labels[key] ?? ''));
    let at = ids.length;
    while (at > 0 && (ids[at - 1] as number) > id) {
      ids[at] = ids[at - 1] as number;
      at--;
    }
    ids[at] = id;
  }
  let key = 0;
  for (const id of ids) key = interner.pair(key, id);
  return key;
}

function namedPortsId(ports: readonly ContainerPort[], criteria: ClassCriteria, interner: Interner): number {
  let key = 0;
  for (const one of ports) {
    const { name, protocol, port } = one;
    if (name && hasName(one, criteria))
      key = interner.pair(interner.pair(key, interner.text(name)), interner.pair(interner.text(protocol), port));
  }
  return key;
}

/** A pod without an address could have any. A pod of one family shares none with a pod of the other. */
function planesOf(positions: readonly Position[], planes: number): number {
  if (planes === SHARED) return SHARED;
  let mask = 0;
  for (const position of positions) mask |= familyOf(position) === 4 ? OVER_IPV4 : OVER_IPV6;
  if (mask === 0) return planes;
  return mask === (OVER_IPV4 | OVER_IPV6) ? mask : mask | SHARED;
}

/** An address counts in the plane of its family, and in the shared plane. */
function coverOf(positions: readonly Position[], { blocks, planes }: ClassCriteria): PlaneCover[] {
  return [SHARED, OVER_IPV4, OVER_IPV6].flatMap((plane) => {
    if (!(plane & planes)) return [];
    const inPlane = positions.filter((one) => plane === SHARED || (plane === OVER_IPV4) === (familyOf(one) === 4));
    const covering = new Set(inPlane.flatMap((one) => blocks.covering(one)));
    return covering.size > 0 ? [{ plane, blocks: [...covering].sort((a, b) => a - b) }] : [];
  });
}
