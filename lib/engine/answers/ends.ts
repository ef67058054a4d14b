/** The two ends of a question: pods (of a workload, a pod's own id, or a pod's address) or an address outside. */

import { addressesOf } from '../classes/pod-classes.ts';
import { isLive } from '../classes/universe.ts';
import type { Compiled } from '../gates/compiled.ts';
import { workloadId } from '../model/ids.ts';
import type { Pod } from '../model/objects.ts';
import type { Profile } from '../model/profile.ts';
import { formatAddress, type Position, parseAddress } from '../sets/address.ts';
import { serviceNamed } from './service-targets.ts';
import type { NamedWorkloads } from './workloads.ts';

export type End =
  | { readonly kind: 'pods'; readonly name: string; readonly pods: readonly Pod[] }
  | { readonly kind: 'address'; readonly name: string; readonly position: Position }
  | { readonly kind: 'missing'; readonly name: string; readonly why: string };

/** A pod's own address stands for the pod; a machine's address stays an address (rule 33). */
export function findEnd({ compiled, byId }: NamedWorkloads, text: string): End {
  const workload = byId.get(text);
  if (workload) return { kind: 'pods', name: text, pods: workload.pods };
  const named = /^([^/]+)\/(.+)\[Pod\]$/.exec(text);
  if (named) {
    const pods = compiled.snapshot.pods.filter(({ namespace, name }) => namespace === named[1] && name === named[2]);
    const live = pods.filter(isLive);
    if (live.length > 0) return { kind: 'pods', name: text, pods: live };
    if (pods.length > 0)
      return { kind: 'missing', name: text, why: `${text} has completed and takes part in no traffic` };
  }
  const position = parseAddress(text);
  if (position === undefined) return { kind: 'missing', name: text, why: `${text} is not in this snapshot` };
  const pod = podAt(compiled, position);
  return pod ? { kind: 'pods', name: text, pods: [pod] } : { kind: 'address', name: formatAddress(position), position };
}

/** The two ends of a question by name: a pod that is asked about by its address has one too. */
export function endNames(level: NamedWorkloads, { source, destination }: { source: string; destination: string }) {
  return [source, destination].map((text) => {
    const end = text.includes('/') ? undefined : findEnd(level, text);
    const service = serviceNamed(level.compiled.snapshot, text);
    if (service) return `${service.namespace}/${service.name}[Service]`;
    const [pod] = end?.kind === 'pods' ? end.pods : [];
    return pod ? workloadId(pod.namespace, pod.workload) : text;
  });
}

function podAt({ snapshot }: Compiled, position: Position): Pod | undefined {
  return snapshot.pods.find((pod) => isLive(pod) && !pod.hostNetwork && addressesOf(pod).includes(position));
}

/** Rule 31: whether traffic passes because it is a pod's with its own machine. */
export function passesOwnNode({ ownNodeTraffic }: Profile, from: Pod | Position, to: Pod | Position): boolean {
  if (ownNodeTraffic === 'as-policy') return false;
  if (typeof to !== 'bigint' && isOwnNode(to, from)) return true;
  return ownNodeTraffic === 'both-directions' && typeof from !== 'bigint' && isOwnNode(from, to);
}

/** Rule 31: whether traffic between the two is traffic between a pod and the machine it runs on. */
function isOwnNode(pod: Pod, other: Pod | Position): boolean {
  if (pod.hostNetwork) return false;
  if (typeof other === 'bigint') return pod.hostIps.some((text) => parseAddress(text) === other);
  if (!other.hostNetwork) return false;
  if (pod.host !== undefined && pod.host === other.host) return true;
  const machine = new Set(pod.hostIps.map(parseAddress));
  return addressesOf(other).some((position) => machine.has(position));
}
