/** Whether pods that are isolated for egress may ask the cluster's DNS. */

import { isDnsPod } from '../answers/dns.ts';
import type { Compiled } from '../gates/compiled.ts';
import type { Group } from '../gates/groups.ts';
import type { RuleTerms } from '../gates/rule-terms.ts';
import type { Pod } from '../model/objects.ts';
import type { CompiledPolicy, CompiledRule, PortMatcher } from '../policies/compile-policy.ts';
import { matches } from '../policies/selector.ts';
import { parseCidr } from '../sets/address.ts';
import { type AddressSet, addressCount, addressSet, subtractAddresses } from '../sets/address-set.ts';
import { classNumbers } from '../sets/class-set.ts';
import type { PortSet } from '../sets/port-set.ts';

type DnsProtocol = 'UDP' | 'TCP';

/** Where DNS runs, by the namespace and the labels of its pods, for files that hold none of it. */
const SYSTEM = 'kube-system';
const DNS_LABELS = { 'k8s-app': 'kube-dns' };
/** What servers listen on: 5353 is OpenShift's, behind a Service on 53. */
const DNS_PORTS: readonly number[] = [53, 5353];

/** Private ranges, where Services have their addresses. */
const PRIVATE: AddressSet = addressSet(
  ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'].flatMap((cidr) => {
    const range = parseCidr(cidr);
    return range ? [range] : [];
  }),
);

/** Empty where the policy admits nothing at all: who shuts egress altogether means it. */
export function protocolsWithoutDns(
  compiled: Compiled,
  policy: CompiledPolicy,
  groups: readonly Group[],
): readonly DnsProtocol[] {
  const { universe } = compiled;
  if (policy.rules.egress.length === 0) return [];
  const servers = universe.pods.filter(isDnsPod);
  const serverClasses = new Set(servers.flatMap((server) => universe.classOf(server)?.index ?? []));
  const clients = groups.filter(({ classes }) => classNumbers(classes).some((index) => !serverClasses.has(index)));
  return (['UDP', 'TCP'] as const).filter((protocol) => {
    const asks = servers.length > 0 ? asksServers(compiled, servers, protocol) : asksUnseen(compiled, protocol);
    return clients.some((group) => !asks(group) && !asksAddress(compiled, group, protocol));
  });
}

function asksServers({ ports, pools, universe }: Compiled, servers: readonly Pod[], protocol: DnsProtocol) {
  const asked = new Map<number, PortSet>();
  for (const server of servers) {
    const index = universe.classOf(server)?.index;
    if (index !== undefined) asked.set(index, portsOfServer(ports, server, protocol));
  }
  return ({ factors }: Group): boolean =>
    factors.some((factor) =>
      [...asked].some(([index, wanted]) => ports.meets(factor.ports, wanted) && pools.sets.has(factor.peers, index)),
    );
}

/** What it calls DNS, else port 53: a Service may stand before it on another port, but pods are judged by their own. */
function portsOfServer(ports: Compiled['ports'], server: Pod, protocol: DnsProtocol): PortSet {
  const named = server.ports.filter((port) => port.protocol === protocol && /^dns/.test(port.name ?? ''));
  const numbers = named.length > 0 ? named.map(({ port }) => port) : [53];
  return numbers.reduce((sum, port) => ports.union(sum, ports.range(protocol, port, port)), ports.none);
}

function dnsPorts(ports: Compiled['ports'], protocol: DnsProtocol): PortSet {
  return DNS_PORTS.reduce((sum, port) => ports.union(sum, ports.range(protocol, port, port)), ports.none);
}

/** Files seldom hold the cluster's own pods: what would admit the server that every cluster has is taken for meant. */
function asksUnseen(compiled: Compiled, protocol: DnsProtocol) {
  const asked = dnsPorts(compiled.ports, protocol);
  return ({ policies, rules }: Group): boolean =>
    policies.length === 0 ||
    rules.some((own) => compiled.ports.meets(portsOf(compiled, own), asked) && mayMeanDns(compiled, own.rule));
}

/** What a rule admits, whomever: `outside` leaves named ports out, which only a server could resolve. */
function portsOf({ ports }: Compiled, { rule, outside }: RuleTerms): PortSet {
  const named = rule.ports.flatMap((port) => (port.kind === 'named' && /^dns/.test(port.name) ? [port.protocol] : []));
  return named.reduce((sum, protocol) => ports.union(sum, ports.range(protocol, 53, 53)), outside);
}

function mayMeanDns({ universe }: Compiled, { everyone, peers, ports }: CompiledRule): boolean {
  if (everyone) return true;
  const labels = { ...universe.namespaces.get(SYSTEM)?.labels, 'kubernetes.io/metadata.name': SYSTEM };
  // DNS's port alone, to another namespace, is meant for DNS wherever that may be.
  const onlyDns = ports.every(isDnsPort);
  return peers.some(
    (peer) =>
      peer.kind === 'pods' &&
      peer.namespaces &&
      (onlyDns || (matches(peer.namespaces, labels) && matches(peer.pods, DNS_LABELS))),
  );
}

function isDnsPort(port: PortMatcher): boolean {
  if (port.kind === 'named') return /^dns/.test(port.name);
  return port.kind === 'range' && port.first === port.last && DNS_PORTS.includes(port.first);
}

/**
 * A server may also be known by its address: that of its Service, or of the machine. A block that opens DNS's port alone
 * says so; a wide one counts where it holds private addresses, for those outside are no cluster's DNS.
 */
function asksAddress({ ports }: Compiled, { rules }: Group, protocol: DnsProtocol): boolean {
  const asked = ports.range(protocol, 53, 53);
  return rules.some(
    ({ rule, outside }) =>
      ports.meets(outside, asked) &&
      rule.peers.some((peer) => peer.kind === 'addresses' && (rule.ports.every(isDnsPort) || isPrivate(peer.block))),
  );
}

function isPrivate(block: AddressSet): boolean {
  return addressCount(subtractAddresses(block, PRIVATE)) < addressCount(block);
}
