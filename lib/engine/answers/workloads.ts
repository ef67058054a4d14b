/** The workloads of a snapshot: what was deployed, with the classes its live pods fall into. */

import { isLive } from '../classes/universe.ts';
import type { Compiled } from '../gates/compiled.ts';
import { workloadId } from '../model/ids.ts';
import type { Labels } from '../model/labels.ts';
import type { ContainerPort, Pod, Snapshot, WorkloadId } from '../model/objects.ts';
import { PROTOCOLS } from '../model/objects.ts';
import type { FinishedWorkload } from './reachability.ts';

export interface Workload {
  readonly id: WorkloadId;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  readonly pods: readonly Pod[];
  /** Class numbers, each once; of its pods with a network of their own, if it has any. */
  readonly classes: readonly number[];
  readonly hostNetwork: boolean;
}

/** A compiled snapshot whose workloads are known by name. */
export interface NamedWorkloads {
  readonly compiled: Compiled;
  readonly byId: ReadonlyMap<WorkloadId, Workload>;
}

export function nameWorkloads(compiled: Compiled): NamedWorkloads {
  return { compiled, byId: new Map(workloadsOf(compiled).map((workload) => [workload.id, workload])) };
}

/** Sorted by id. A workload whose pods are all completed is over and not listed. */
export function workloadsOf({ snapshot, universe }: Compiled): Workload[] {
  const members = new Map<WorkloadId, Pod[]>();
  for (const pod of snapshot.pods) {
    if (!isLive(pod)) continue;
    const id = workloadId(pod.namespace, pod.workload);
    const own = members.get(id);
    if (own) own.push(pod);
    else members.set(id, [pod]);
  }
  const workloads = [...members].map(([id, pods]): Workload => {
    const { namespace, workload } = pods[0] as Pod;
    const hostNetwork = pods.every((pod) => pod.hostNetwork);
    // Rule 33: a pod on its machine's network is no end of a pair.
    const judged = hostNetwork ? pods : pods.filter((pod) => !pod.hostNetwork);
    const classes = new Set(judged.flatMap((pod) => universe.classOf(pod)?.index ?? []));
    return { id, namespace, name: workload.name, kind: workload.kind, pods, classes: [...classes], hostNetwork };
  });
  return workloads.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Those of whose pods none is live, sorted by id. `listed`: the ones with live pods. */
export function finishedWorkloads({ pods }: Snapshot, listed: readonly Workload[]): FinishedWorkload[] {
  const live = new Set(listed.map(({ id }) => id));
  const finished = new Map<WorkloadId, FinishedWorkload>();
  for (const pod of pods) {
    if (isLive(pod)) continue;
    const { namespace, workload } = pod;
    const id = workloadId(namespace, workload);
    if (!live.has(id)) finished.set(id, { id, namespace, name: workload.name, kind: workload.kind });
  }
  return [...finished.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Distinct ports that its pods declare, by protocol and number. */
export function declaredPorts(pods: readonly Pod[]): ContainerPort[] {
  const ports = new Map(pods.flatMap((pod) => pod.ports.map((port) => [JSON.stringify(port), port] as const)));
  const order = (port: ContainerPort) => PROTOCOLS.indexOf(port.protocol) * 65536 + port.port;
  return [...ports.values()].sort((a, b) => order(a) - order(b));
}

/** Labels that all pods share. */
export function sharedLabels(pods: readonly Pod[]): Labels {
  const [first, ...rest] = pods;
  const entries = Object.entries(first?.labels ?? {});
  return Object.fromEntries(
    entries.filter(([key, value]) => rest.every(({ labels }) => Object.hasOwn(labels, key) && labels[key] === value)),
  );
}
