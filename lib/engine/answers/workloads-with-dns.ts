/** Which workloads may ask the cluster's DNS, whose servers are those that findings look for too. */

import { DnsAccess } from '../dns/asks-dns.ts';
import type { DnsProtocol, Resolver } from '../dns/resolvers.ts';
import { admitted } from '../gates/compiled.ts';
import type { WorkloadId } from '../model/objects.ts';
import type { WorkloadLevel } from './workload-level.ts';

/** Workloads all of whose pods may ask a server that lets them in. */
export function workloadsWithDns(level: WorkloadLevel, protocol: DnsProtocol): ReadonlySet<WorkloadId> {
  const { compiled } = level;
  const access = new DnsAccess(compiled, protocol);
  const { all } = access.resolvers;
  const letsIn = (resolver: Resolver, from: number) => {
    const index = compiled.universe.classOf(resolver.pod)?.index;
    if (index === undefined || resolver.pod.hostNetwork) return true;
    const into = admitted(compiled, compiled.gates.ingress.groupOf(index), from);
    return compiled.ports.meets(into, access.portsOf(resolver));
  };
  const mayAsk = (from: number) => {
    const group = compiled.gates.egress.groupOf(from);
    if (all.length === 0) return access.asks(group);
    const byAddress = access.asksAddress(group);
    return all.some((resolver) => (byAddress || access.asksResolver(group, resolver)) && letsIn(resolver, from));
  };
  const servers = new Set(all.map(({ pod }) => pod));
  const served = level.judged.filter(
    ({ classes, pods }) => pods.some((pod) => servers.has(pod)) || classes.every(mayAsk),
  );
  return new Set(served.map(({ id }) => id));
}
