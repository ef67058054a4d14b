/** Whether pods that are isolated for egress may ask the cluster's DNS. */

import { DnsAccess } from '../dns/asks-dns.ts';
import { DNS_PROTOCOLS, type DnsProtocol, KUBE_DNS, resolversOf } from '../dns/resolvers.ts';
import type { Compiled } from '../gates/compiled.ts';
import type { Group } from '../gates/groups.ts';
import type { CompiledPolicy } from '../policies/compile-policy.ts';
import { classNumbers } from '../sets/class-set.ts';
import type { DnsServers } from './inspection.ts';

/** Empty where the policy admits nothing at all: who shuts egress altogether means it. */
export function protocolsWithoutDns(
  compiled: Compiled,
  policy: CompiledPolicy,
  groups: readonly Group[],
): readonly DnsProtocol[] {
  if (policy.rules.egress.length === 0) return [];
  const { universe } = compiled;
  const own = new Set(resolversOf(compiled).all.map(({ pod }) => universe.classOf(pod)?.index ?? -1));
  const clients = groups.filter(({ classes }) => classNumbers(classes).some((index) => !own.has(index)));
  return DNS_PROTOCOLS.filter((protocol) => {
    const access = new DnsAccess(compiled, protocol);
    return clients.some((group) => !access.asks(group));
  });
}

/** Those of the first namespace where there are some: a cluster has its DNS in one. */
export function dnsServers(compiled: Compiled): DnsServers {
  const { all, selection = KUBE_DNS } = resolversOf(compiled);
  const own = all.filter(({ pod }) => pod.namespace === selection.namespace);
  const portsOf = (protocol: DnsProtocol) => {
    const ports = [...new Set(own.flatMap((resolver) => resolver.ports[protocol]))];
    return ports.length > 0 ? ports : [53];
  };
  return { ...selection, isSeen: all.length > 0, ports: { UDP: portsOf('UDP'), TCP: portsOf('TCP') } };
}
