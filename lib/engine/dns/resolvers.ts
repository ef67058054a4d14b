/**
 * The pods that answer the cluster's name queries, and the addresses of the Services before them. Found once for a
 * snapshot: what findings, effects and fixes say of DNS rests on the same pods.
 */

import { isLive, type Universe } from '../classes/universe.ts';
import type { Compiled } from '../gates/compiled.ts';
import { objectKey } from '../model/ids.ts';
import type { Labels } from '../model/labels.ts';
import type { Pod, Snapshot } from '../model/objects.ts';
import type { SnapshotService } from '../model/service.ts';
import { labelMatcher } from '../policies/matches-labels.ts';
import { type Position, parseAddress } from '../sets/address.ts';

export type DnsProtocol = 'UDP' | 'TCP';

export const DNS_PROTOCOLS: readonly DnsProtocol[] = ['UDP', 'TCP'];

export interface Resolver {
  readonly pod: Pod;
  /** What it listens on: pods are judged by their own ports, whatever the Service's is. */
  readonly ports: Readonly<Record<DnsProtocol, readonly number[]>>;
}

/** By what a policy can name them. */
export interface ResolverSelection {
  readonly namespace: string;
  readonly labels: Labels;
}

export interface Resolvers {
  readonly all: readonly Resolver[];
  /** Of the Services that send name queries to them. */
  readonly addresses: readonly Position[];
  /** How the first of them was found; absent where none is in sight. */
  readonly selection?: ResolverSelection;
}

/** Where DNS runs by the labels of its pods: that of Kubernetes, and that of OpenShift. */
export const KUBE_DNS: ResolverSelection = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };
const KNOWN_PODS: readonly ResolverSelection[] = [
  KUBE_DNS,
  { namespace: 'openshift-dns', labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } },
];

/** The Services whose address every pod is given for its name queries: whatever the labels of the pods behind them. */
const KNOWN_SERVICES: readonly string[] = ['kube-system/kube-dns', 'openshift-dns/dns-default'];

const found = new WeakMap<Universe, Resolvers>();

export function resolversOf({ universe, snapshot }: Pick<Compiled, 'universe' | 'snapshot'>): Resolvers {
  let resolvers = found.get(universe);
  if (!resolvers) {
    resolvers = findResolvers(universe.pods, snapshot.services ?? []);
    found.set(universe, resolvers);
  }
  return resolvers;
}

function findResolvers(pods: readonly Pod[], services: NonNullable<Snapshot['services']>): Resolvers {
  const ofService = services.filter((service) => KNOWN_SERVICES.includes(objectKey(service)));
  const selections = [
    ...KNOWN_PODS,
    ...ofService.flatMap(({ namespace, selector }) => (isSome(selector) ? [{ namespace, labels: selector }] : [])),
  ];
  const matchers = selections.map((selection) => ({ selection, isOne: matcherOf(selection) }));
  const all: Resolver[] = [];
  let first: ResolverSelection | undefined;
  for (const pod of pods) {
    const by = matchers.find(({ isOne }) => isOne(pod));
    if (!by) continue;
    first ??= by.selection;
    const before = services.filter((service) => standsBefore(service, pod));
    all.push({ pod, ports: { UDP: portsOf(pod, before, 'UDP'), TCP: portsOf(pod, before, 'TCP') } });
  }
  const asked = services.filter(
    (service) => ofService.includes(service) || all.some(({ pod }) => standsBefore(service, pod)),
  );
  const addresses = asked.flatMap(({ clusterIps }) => clusterIps.flatMap((ip) => parseAddress(ip) ?? []));
  return { all, addresses, ...(first && { selection: first }) };
}

const isSome = (labels: Labels | undefined): labels is Labels => labels !== undefined && Object.keys(labels).length > 0;

function matcherOf({ namespace, labels }: ResolverSelection): (pod: Pod) => boolean {
  const isLabelled = labelMatcher({ matchLabels: labels });
  return (pod) => pod.namespace === namespace && isLive(pod) && isLabelled(pod.labels);
}

function standsBefore({ namespace, selector, ports }: SnapshotService, pod: Pod): boolean {
  return (
    namespace === pod.namespace &&
    isSome(selector) &&
    ports.some(({ port }) => port === DNS_PORT) &&
    labelMatcher({ matchLabels: selector })(pod.labels)
  );
}

const DNS_PORT = 53;

/** Where Services send queries; else what the pod calls DNS, else port 53. */
function portsOf(pod: Pod, before: readonly SnapshotService[], protocol: DnsProtocol): readonly number[] {
  const own = pod.ports.filter((port) => port.protocol === protocol);
  const targets = before.flatMap(({ ports }) =>
    ports.filter((one) => one.port === DNS_PORT && one.protocol === protocol).map(({ targetPort }) => targetPort),
  );
  const sent = targets.flatMap((target) =>
    typeof target === 'number' ? [target] : own.filter(({ name }) => name === target).map(({ port }) => port),
  );
  if (sent.length > 0) return sent;
  const named = own.filter(({ name }) => /^dns/.test(name ?? '')).map(({ port }) => port);
  return named.length > 0 ? named : [DNS_PORT];
}
