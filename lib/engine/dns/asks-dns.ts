/** Whether what passes an egress gate lets its pods ask the cluster's DNS. */

import type { Compiled } from '../gates/compiled.ts';
import type { Group } from '../gates/groups.ts';
import type { RuleTerms } from '../gates/rule-terms.ts';
import type { CompiledRule, PeerMatcher, PortMatcher } from '../policies/compile-policy.ts';
import { matches } from '../policies/selector.ts';
import { parseCidr } from '../sets/address.ts';
import { type AddressSet, addressCount, addressSet, hasAddress, subtractAddresses } from '../sets/address-set.ts';
import type { PortSet } from '../sets/port-set.ts';
import { type DnsProtocol, KUBE_DNS, type Resolver, type Resolvers, resolversOf } from './resolvers.ts';

/** What servers listen on: 5353 is OpenShift's, behind a Service on 53. */
const DNS_PORTS: readonly number[] = [53, 5353];

/** Private ranges, where Services have their addresses; and those of the machine, where node-local caches listen. */
const PRIVATE = blocksOf('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7');
const LINK_LOCAL = blocksOf('169.254.0.0/16', 'fe80::/10');

function blocksOf(...cidrs: readonly string[]): AddressSet {
  return addressSet(cidrs.flatMap((cidr) => [parseCidr(cidr)].filter((range) => range !== undefined)));
}

/** Asks by egress gate; each is answered once. */
export class DnsAccess {
  readonly resolvers: Resolvers;
  readonly #compiled: Compiled;
  readonly #protocol: DnsProtocol;
  readonly #byAddress = new Map<Group, boolean>();
  readonly #unseen = new Map<Group, boolean>();

  constructor(compiled: Compiled, protocol: DnsProtocol) {
    this.resolvers = resolversOf(compiled);
    this.#compiled = compiled;
    this.#protocol = protocol;
  }

  /** Whether the gate lets queries out to some server, wherever that may be. */
  asks(group: Group): boolean {
    const { all } = this.resolvers;
    if (this.asksAddress(group)) return true;
    return all.length > 0 ? all.some((resolver) => this.asksResolver(group, resolver)) : this.#asksUnseen(group);
  }

  asksResolver({ factors }: Group, resolver: Resolver): boolean {
    const { ports, pools, universe } = this.#compiled;
    const index = universe.classOf(resolver.pod)?.index;
    const wanted = this.portsOf(resolver);
    return (
      index !== undefined &&
      factors.some((factor) => ports.meets(factor.ports, wanted) && pools.sets.has(factor.peers, index))
    );
  }

  portsOf(resolver: Resolver): PortSet {
    return portSet(this.#compiled, resolver.ports[this.#protocol], this.#protocol);
  }

  /**
   * A server may also be known by its address: that of its Service, or of the machine. A block that opens DNS's port
   * alone says so; a wide one counts where it holds the Service's address, or, where that is not known, private ones:
   * those outside are no cluster's DNS.
   */
  asksAddress(group: Group): boolean {
    return remembered(this.#byAddress, group, () => {
      const { ports } = this.#compiled;
      const asked = ports.range(this.#protocol, 53, 53);
      return group.rules.some(
        ({ rule, outside }) =>
          ports.meets(outside, asked) &&
          rule.peers.some(
            (peer) => peer.kind === 'addresses' && (rule.ports.every(isDnsPort) || this.#mayHoldServer(peer)),
          ),
      );
    });
  }

  #mayHoldServer({ block }: Extract<PeerMatcher, { kind: 'addresses' }>): boolean {
    const { addresses } = this.resolvers;
    if (addresses.length === 0) return meetsBlock(block, PRIVATE);
    return addresses.some((address) => hasAddress(block, address)) || meetsBlock(block, LINK_LOCAL);
  }

  /** Files seldom hold the cluster's own pods: what would admit the server that every cluster has is taken for meant. */
  #asksUnseen(group: Group): boolean {
    return remembered(this.#unseen, group, () => {
      const asked = portSet(this.#compiled, DNS_PORTS, this.#protocol);
      if (group.policies.length === 0) return true;
      return group.rules.some(
        (own) =>
          this.#compiled.ports.meets(portsOfRule(this.#compiled, own), asked) && mayMeanDns(this.#compiled, own.rule),
      );
    });
  }
}

function remembered(known: Map<Group, boolean>, group: Group, find: () => boolean): boolean {
  let answer = known.get(group);
  if (answer === undefined) {
    answer = find();
    known.set(group, answer);
  }
  return answer;
}

function portSet({ ports }: Compiled, numbers: readonly number[], protocol: DnsProtocol): PortSet {
  return numbers.reduce((sum, port) => ports.union(sum, ports.range(protocol, port, port)), ports.none);
}

/** What a rule admits, whomever: `outside` leaves named ports out, which only a server could resolve. */
function portsOfRule({ ports }: Compiled, { rule, outside }: RuleTerms): PortSet {
  const named = rule.ports.flatMap((port) => (port.kind === 'named' && /^dns/.test(port.name) ? [port.protocol] : []));
  return named.reduce((sum, protocol) => ports.union(sum, ports.range(protocol, 53, 53)), outside);
}

function mayMeanDns({ universe }: Compiled, { everyone, peers, ports }: CompiledRule): boolean {
  if (everyone) return true;
  const { namespace, labels } = KUBE_DNS;
  const own = { ...universe.namespaces.get(namespace)?.labels, 'kubernetes.io/metadata.name': namespace };
  // DNS's port alone, to another namespace, is meant for DNS wherever that may be.
  const onlyDns = ports.every(isDnsPort);
  return peers.some(
    (peer) =>
      peer.kind === 'pods' &&
      peer.namespaces &&
      (onlyDns || (matches(peer.namespaces, own) && matches(peer.pods, labels))),
  );
}

function isDnsPort(port: PortMatcher): boolean {
  if (port.kind === 'named') return /^dns/.test(port.name);
  return port.kind === 'range' && port.first === port.last && DNS_PORTS.includes(port.first);
}

function meetsBlock(block: AddressSet, other: AddressSet): boolean {
  return addressCount(subtractAddresses(block, other)) < addressCount(block);
}
