/** The remark that pods are isolated for egress and may not ask the cluster's DNS. */

import { isDnsPod } from '../answers/dns.ts';
import type { Compiled } from '../gates/compiled.ts';
import type { Group } from '../gates/groups.ts';
import type { RuleTerms } from '../gates/rule-terms.ts';
import type { Pod } from '../model/objects.ts';
import type { CompiledPolicy, CompiledRule } from '../policies/compile-policy.ts';
import { matches } from '../policies/selector.ts';
import { classNumbers } from '../sets/class-set.ts';
import type { PortSet } from '../sets/port-set.ts';
import type { Finding } from './finding.ts';

const SYSTEM = 'kube-system';
const DNS_LABELS = { 'k8s-app': 'kube-dns' };

/** Only where something is admitted at all: who shuts egress altogether means it. */
export function withoutDns(compiled: Compiled, policy: CompiledPolicy, groups: readonly Group[]): Finding[] {
  const { universe } = compiled;
  if (policy.rules.egress.length === 0) return [];
  const servers = universe.pods.filter(isDnsPod);
  const serverClasses = new Set(servers.flatMap((server) => universe.classOf(server)?.index ?? []));
  const clients = groups.filter(({ classes }) => classNumbers(classes).some((index) => !serverClasses.has(index)));
  const missing = (['UDP', 'TCP'] as const).filter((protocol) => {
    const asked = askedPorts(compiled, servers, protocol);
    const asks = servers.length > 0 ? asksServers(compiled, serverClasses, asked) : asksUnseen(compiled, asked);
    return clients.some((group) => !asks(group) && !asksAddress(compiled, group, asked));
  });
  if (missing.length === 0) return [];
  // TCP alone is the rarer need: larger answers fall back to it.
  const severity = missing.includes('UDP') ? 'warning' : 'info';
  const sentence = `Pods that this policy isolates for egress may not ask the cluster's DNS over ${missing.join(' and ')} 53.`;
  return [
    {
      code: 'egress-without-dns',
      severity,
      policy: policy.id,
      path: 'spec.egress',
      sentence,
      fix: { label: 'Admit DNS', policy: withDns(policy) },
    },
  ];
}

/** Port 53, and what the servers call DNS. */
function askedPorts({ ports }: Compiled, servers: readonly Pod[], protocol: 'UDP' | 'TCP'): PortSet {
  const named = servers.flatMap((server) =>
    server.ports.filter((port) => port.protocol === protocol && /^dns/.test(port.name ?? '')),
  );
  return [53, ...named.map(({ port }) => port)].reduce(
    (sum, port) => ports.union(sum, ports.range(protocol, port, port)),
    ports.none,
  );
}

function asksServers({ ports, pools }: Compiled, servers: ReadonlySet<number>, asked: PortSet) {
  return ({ factors }: Group): boolean =>
    factors.some(
      (factor) => ports.meets(factor.ports, asked) && [...servers].some((index) => pools.sets.has(factor.peers, index)),
    );
}

/** Files seldom hold the cluster's own pods: what would admit the server that every cluster has is taken for meant. */
function asksUnseen(compiled: Compiled, asked: PortSet) {
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
  const labels = {
    ...universe.namespaces.get(SYSTEM)?.labels,
    'kubernetes.io/metadata.name': SYSTEM,
  };
  // Port 53 alone, to another namespace, is meant for DNS wherever that may be.
  const only53 = ports.every((port) =>
    port.kind === 'range' ? port.first === 53 && port.last === 53 : port.kind === 'named' && /^dns/.test(port.name),
  );
  return peers.some(
    (peer) =>
      peer.kind === 'pods' &&
      peer.namespaces &&
      (only53 || (matches(peer.namespaces, labels) && matches(peer.pods, DNS_LABELS))),
  );
}

/** A server may also be known by its address: that of its Service, or of the machine. */
function asksAddress({ ports }: Compiled, { rules }: Group, asked: PortSet): boolean {
  return rules.some(
    ({ rule, outside }) => ports.meets(outside, asked) && rule.peers.some(({ kind }) => kind === 'addresses'),
  );
}

function withDns({ policy }: CompiledPolicy) {
  const rule = {
    to: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
        podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      },
    ],
    ports: [
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 53 },
    ],
  };
  return { ...policy, spec: { ...policy.spec, egress: [...(policy.spec?.egress ?? []), rule] } };
}
