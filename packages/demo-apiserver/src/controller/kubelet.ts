/** Runs pods as far as the API shows it: a node, an address, containers that are ready; and lets them go. */

import { served } from '../kinds.ts';
import { type JsonObject, type KubeObject, listAt, objectAt, textAt } from '../kube-object.ts';
import { timestamp } from '../write/timestamp.ts';
import type { AddressPool } from './address-pool.ts';
import type { Cluster } from './cluster.ts';
import { addressOf, type NodeLoad, pickNode } from './schedule.ts';

const pods = served('pods');
const nodes = served('nodes');
const KUBELET = { manager: 'kubelet', subresource: 'status' } as const;

export interface NodeFacts {
  readonly addresses: AddressPool;
  readonly load: NodeLoad;
  readonly terminationMs: number;
  /** Pods whose end is under way. */
  readonly ending: Set<string>;
}

export function reconcilePod(cluster: Cluster, pod: KubeObject, facts: NodeFacts): void {
  if (pod.metadata.deletionTimestamp !== undefined) endPod(cluster, pod, facts);
  else if (textAt(pod, 'status', 'podIP') === undefined) startPod(cluster, pod, facts);
}

function startPod(cluster: Cluster, pod: KubeObject, facts: NodeFacts): void {
  const phase = textAt(pod, 'status', 'phase');
  if (phase !== undefined && phase !== 'Pending') return;
  const { namespace, name } = pod.metadata;
  const nodeName = textAt(pod, 'spec', 'nodeName') ?? pickNode(cluster.store, pod, facts.load);
  const node = nodeName === undefined ? undefined : cluster.store.get(nodes, undefined, nodeName);
  const hostIP = addressOf(node);
  if (nodeName === undefined || hostIP === undefined) {
    const status = { phase: 'Pending', conditions: [unschedulable(cluster.now())], qosClass: 'BestEffort' };
    cluster.writer.update(pods, namespace, name, (live) => ({ ...live, status }), KUBELET);
    return;
  }
  if (textAt(pod, 'spec', 'nodeName') === undefined) bind(cluster, pod, nodeName);
  const isOnHost = objectAt(pod, 'spec').hostNetwork === true;
  const podIP = isOnHost ? hostIP : facts.addresses.take(nodeName);
  const status = runningStatus(pod, podIP, hostIP, timestamp(cluster.now()));
  cluster.writer.update(pods, namespace, name, (live) => ({ ...live, status }), KUBELET);
}

/** Binding is the scheduler's own way past the rule that a pod's spec does not change: straight into the store. */
function bind(cluster: Cluster, pod: KubeObject, nodeName: string): void {
  const { namespace, name } = pod.metadata;
  const live = cluster.store.get(pods, namespace, name);
  if (live !== undefined) cluster.store.put(pods, { ...live, spec: { ...live.spec, nodeName } });
}

function endPod(cluster: Cluster, pod: KubeObject, facts: NodeFacts): void {
  const uid = pod.metadata.uid ?? '';
  if (facts.ending.has(uid) || (pod.metadata.finalizers ?? []).length > 0) return;
  facts.ending.add(uid);
  cluster.later(facts.terminationMs, () => {
    facts.ending.delete(uid);
    const live = cluster.store.get(pods, pod.metadata.namespace, pod.metadata.name);
    if (live?.metadata.uid === uid) cluster.store.remove(pods, live);
  });
}

function runningStatus(pod: KubeObject, podIP: string, hostIP: string, now: string): JsonObject {
  const names = ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'];
  return {
    phase: 'Running',
    conditions: names.map((type) => ({ type, status: 'True', lastTransitionTime: now })),
    hostIP,
    hostIPs: [{ ip: hostIP }],
    podIP,
    podIPs: [{ ip: podIP }],
    startTime: now,
    containerStatuses: listAt(pod, 'spec', 'containers').map((container) => ({
      name: textAt(container, 'name') ?? '',
      image: textAt(container, 'image') ?? '',
      imageID: '',
      ready: true,
      started: true,
      restartCount: 0,
      state: { running: { startedAt: now } },
      lastState: {},
    })),
    qosClass: 'BestEffort',
  };
}

function unschedulable(now: number): JsonObject {
  return {
    type: 'PodScheduled',
    status: 'False',
    reason: 'Unschedulable',
    message: 'no node takes this pod',
    lastTransitionTime: timestamp(now),
  };
}
