/** Where a connection to a Service arrives: the pods behind it, with the port of each that the Service's stands for. */

import { isLive } from '../classes/universe.ts';
import { objectKey, podEnd, workloadId } from '../model/ids.ts';
import { type Pod, PROTOCOLS, type Protocol, type Snapshot, type WorkloadId } from '../model/objects.ts';
import type { SnapshotService, SnapshotServicePort } from '../model/service.ts';
import { labelMatcher } from '../policies/matches-labels.ts';
import { parseAddress } from '../sets/address.ts';

export interface ServiceTarget {
  /** A workload where all its pods answer alike, else a pod; the address of an endpoint that is written by hand. */
  readonly end: WorkloadId | string;
  readonly protocol: Protocol;
  readonly servicePort: number;
  readonly port: number;
}

export type ServiceAnswer = { readonly targets: readonly ServiceTarget[] } | { readonly why: string };

/** By `namespace/name[Service]`, or by one of its addresses. */
export function serviceNamed({ services = [] }: Snapshot, text: string): SnapshotService | undefined {
  if (text.includes('/'))
    return services.find(({ namespace, name }) => workloadId(namespace, { kind: 'Service', name }) === text);
  const position = parseAddress(text);
  if (position === undefined) return undefined;
  return services.find(({ clusterIps }) => clusterIps.some((ip) => parseAddress(ip) === position));
}

export function targetsOf(
  snapshot: Snapshot,
  service: SnapshotService,
  asked: { readonly protocol?: Protocol; readonly port?: number },
): ServiceAnswer {
  const name = `Service ${objectKey(service)}`;
  if (service.type === 'ExternalName')
    return { why: `${name} is a name for a host outside, whose address is not known` };
  const selects = service.selector !== undefined && Object.keys(service.selector).length > 0;
  if (!selects && !service.endpoints)
    return { why: `${name} selects no pods: what stands behind its address is not known` };
  const ports = service.ports.filter(
    ({ protocol, port }) => (asked.protocol ?? protocol) === protocol && (asked.port ?? port) === port,
  );
  if (ports.length === 0) return { why: `${name} has no such port: it has ${portsText(service.ports)}` };
  if (!selects) return endpointsAt(name, ports, service.endpoints ?? []);
  const live = snapshot.pods.filter((pod) => pod.namespace === service.namespace && isLive(pod));
  const isBehind = labelMatcher({ matchLabels: service.selector });
  const pods = live.filter(({ labels }) => isBehind(labels));
  if (pods.length === 0) return { why: `no pod stands behind ${name}` };
  const targets = ports.flatMap((port) => targetsAt(port, pods, live));
  return targets.length > 0 ? { targets } : { why: `no pod behind ${name} has a port of the name it sends to` };
}

function endpointsAt(
  name: string,
  ports: readonly SnapshotServicePort[],
  endpoints: NonNullable<SnapshotService['endpoints']>,
): ServiceAnswer {
  const targets = ports.flatMap((asked) => {
    const protocol = PROTOCOLS.find((one) => one === asked.protocol);
    const own = endpoints.filter((one) => one.protocol === protocol && (one.name ?? '') === (asked.name ?? ''));
    return protocol ? own.map(({ address, port }) => ({ end: address, protocol, servicePort: asked.port, port })) : [];
  });
  return targets.length > 0 ? { targets } : { why: `no endpoint stands behind ${name}` };
}

function targetsAt(port: SnapshotServicePort, pods: readonly Pod[], live: readonly Pod[]): readonly ServiceTarget[] {
  const protocol = PROTOCOLS.find((one) => one === port.protocol);
  if (!protocol) return [];
  const byWorkload = new Map<WorkloadId, { readonly pods: Pod[]; readonly numbers: Set<number> }>();
  for (const pod of pods) {
    const number = targetNumber(port, pod);
    if (number === undefined) continue;
    const id = workloadId(pod.namespace, pod.workload);
    const group = byWorkload.get(id) ?? { pods: [], numbers: new Set<number>() };
    group.pods.push(pod);
    group.numbers.add(number);
    byWorkload.set(id, group);
  }
  return [...byWorkload].flatMap(([id, group]): readonly ServiceTarget[] => {
    const all = live.filter((pod) => workloadId(pod.namespace, pod.workload) === id).length;
    const [only, other] = group.numbers;
    if (only !== undefined && other === undefined && all === group.pods.length)
      return [{ end: id, protocol, servicePort: port.port, port: only }];
    return group.pods.map((pod) => ({
      end: podEnd(pod),
      protocol,
      servicePort: port.port,
      port: targetNumber(port, pod) ?? port.port,
    }));
  });
}

function targetNumber({ protocol, targetPort }: SnapshotServicePort, pod: Pod): number | undefined {
  if (typeof targetPort === 'number') return targetPort;
  return pod.ports.find((own) => own.name === targetPort && own.protocol === protocol)?.port;
}

function portsText(ports: readonly SnapshotServicePort[]): string {
  return ports.length === 0 ? 'none' : ports.map(({ protocol, port }) => `${protocol} ${port}`).join(', ');
}
