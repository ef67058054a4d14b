/** Whether workloads may ask the cluster's DNS, over UDP and TCP at the ports of its pods. */

import { isLive } from '../classes/universe.ts';
import { connectClasses } from '../gates/compiled.ts';
import type { Pod, Protocol, WorkloadId } from '../model/objects.ts';
import type { PortSet } from '../sets/port-set.ts';
import type { WorkloadLevel } from './workload-level.ts';

const DNS_PORT = 53;
const DNS_NAMES: Readonly<Record<'TCP' | 'UDP', string>> = { UDP: 'dns', TCP: 'dns-tcp' };

/** Workloads all of whose pods reach at least one DNS pod over both protocols; empty where the snapshot holds no DNS pod. */
export function workloadsWithDns(level: WorkloadLevel): ReadonlySet<WorkloadId> {
  const { compiled } = level;
  const servers = compiled.universe.pods.filter(isDnsPod);
  if (servers.length === 0) return new Set();
  const served = level.judged.filter(({ classes, pods }) =>
    (['UDP', 'TCP'] as const).every((protocol) =>
      classes.every((from) =>
        servers.some((server) => pods.includes(server) || reaches(level, from, server, protocol)),
      ),
    ),
  );
  return new Set(served.map(({ id }) => id));
}

/** Where the cluster's DNS runs: that of Kubernetes, and that of OpenShift. */
const DNS_PODS: readonly { readonly namespace: string; readonly key: string; readonly value: string }[] = [
  { namespace: 'kube-system', key: 'k8s-app', value: 'kube-dns' },
  { namespace: 'openshift-dns', key: 'dns.operator.openshift.io/daemonset-dns', value: 'default' },
];

/** A pod that answers the cluster's name queries. */
export function isDnsPod(pod: Pod): boolean {
  return (
    isLive(pod) &&
    DNS_PODS.some(({ namespace, key, value }) => pod.namespace === namespace && pod.labels[key] === value)
  );
}

/** The Service's target port: the port named `dns` (`dns-tcp`), else 53 itself. */
function dnsPort(level: WorkloadLevel, server: Pod, protocol: 'TCP' | 'UDP'): PortSet {
  const declared = server.ports.filter((port) => port.protocol === protocol);
  const found = declared.find(({ name }) => name === DNS_NAMES[protocol]);
  const port = found?.port ?? DNS_PORT;
  return level.compiled.ports.range(protocol satisfies Protocol, port, port);
}

function reaches(level: WorkloadLevel, from: number, server: Pod, protocol: 'TCP' | 'UDP'): boolean {
  const to = level.compiled.universe.classOf(server)?.index;
  if (to === undefined || server.hostNetwork) return true;
  return level.compiled.ports.meets(connectClasses(level.compiled, from, to), dnsPort(level, server, protocol));
}
