/**
 * What a rule admits, against the pods of one snapshot: terms of (ports, peers), where `peers` are the classes at the
 * other end. A pair is admitted on the union of the ports of the terms that hold its peer.
 */

import { ClassSelection } from '../classes/class-selection.ts';
import { HostPeers } from '../classes/host-peers.ts';
import type { PodClass } from '../classes/pod-classes.ts';
import type { Universe } from '../classes/universe.ts';
import type { ContainerPort } from '../model/objects.ts';
import type { Profile } from '../model/profile.ts';
import type { CompiledPolicy, CompiledRule, PeerMatcher, PortMatcher } from '../policies/compile-policy.ts';
import type { Selector } from '../policies/selector.ts';
import type { ClassSet } from '../sets/class-set.ts';
import { appendClass, forEachClass } from '../sets/class-set.ts';
import { OVER_IPV4, OVER_IPV6, type PortSet, type PortSets, SHARED } from '../sets/port-set.ts';
import type { Pools, Term } from './terms.ts';

export interface RuleTerms {
  readonly rule: CompiledRule;
  readonly terms: readonly Term[];
  /** Ports it opens for an address outside that it admits. */
  readonly outside: PortSet;
  /** Those of its terms that open machines through pods on them (rule 33); none unless the profile says so. */
  readonly machines: readonly Term[];
}

type NamedPort = Extract<PortMatcher, { kind: 'named' }>;

/** Turns matchers into sets of classes and ports; remembers each selector it has answered. */
export class RuleResolver {
  readonly universe: Universe;
  readonly ports: PortSets;
  readonly pools: Pools;
  readonly #profile: Profile;
  readonly #selection: ClassSelection;
  readonly #hosts: HostPeers;
  #resolved = new WeakMap<CompiledRule, RuleTerms>();
  /** For ingress rules with named ports: by what the names mean on the pods protected. */
  #byDestination = new Map<number, WeakMap<CompiledRule, RuleTerms>>();
  #portIndex = new Map<string, { value: number; classes: ClassSet }[]>();

  constructor(universe: Universe, ports: PortSets, profile: Profile) {
    this.#profile = profile;
    this.universe = universe;
    this.ports = ports;
    this.pools = { ports, sets: universe.sets };
    this.#selection = new ClassSelection(universe);
    this.#hosts = new HostPeers(universe, profile.hostNetworkPeers);
  }

  /** Rule 1: a network policy selects pods of its own namespace. */
  subjects({ subject, subjectNamespaces, namespace }: CompiledPolicy): ClassSet {
    return this.select(subject, subjectNamespaces ?? namespace);
  }

  /** The classes a selector matches, in one namespace or in those a namespace selector matches. */
  select(pods: Selector, namespaces: Selector | string): ClassSet {
    return this.#selection.select(pods, namespaces);
  }

  /**
   * A rule of a policy against the pods there are. `example` is one of the classes the policy protects, whose named
   * ports an ingress rule may name. Equal answers are one object.
   */
  resolve(rule: CompiledRule, policy: CompiledPolicy, example: PodClass): RuleTerms {
    const named = rule.named && rule.ref.direction === 'ingress';
    const varies = named && this.#profile.ingressNamedPorts === 'own-number';
    const known = varies ? this.#varying(example.namedPortsKey) : this.#resolved;
    let resolved = known.get(rule);
    if (!resolved) {
      const { none } = this.ports;
      const destination = named ? this.ingressPorts(policy, example) : [];
      const terms = this.#resolveTerms(rule, policy.namespace, destination);
      const empty = ({ ports, peers }: Term) => ports === none || peers === this.universe.sets.none;
      resolved = {
        rule,
        terms: terms.some(empty) ? terms.filter((term) => !empty(term)) : terms,
        outside: this.#outsidePorts(rule, destination),
        machines: this.#machineTerms(rule, policy.namespace, destination),
      };
      known.set(rule, resolved);
    }
    return resolved;
  }

  /** What port names mean to a policy's ingress rules on one of the classes it protects. */
  ingressPorts(policy: CompiledPolicy, example: PodClass): readonly ContainerPort[] {
    if (this.#profile.ingressNamedPorts === 'own-number') return this.countingPorts(example.namedPorts);
    const all = new Map<string, ContainerPort>();
    forEachClass(this.subjects(policy), (index) => {
      for (const port of this.countingPorts(this.universe.classes[index]?.namedPorts ?? [])) {
        all.set(`${port.name}/${port.protocol}/${port.port}`, port);
      }
    });
    return [...all.values()];
  }

  /** Rule 28: of ports that have one name and protocol, every one counts, or the first alone. */
  countingPorts(ports: readonly ContainerPort[]): readonly ContainerPort[] {
    return this.#profile.portNameGivenTwice === 'every-number' ? ports : firstOfName(ports);
  }

  /** Rule 27: what the port names of an egress rule mean on a class that an ipBlock of it holds. */
  namedPortsInBlock(rule: CompiledRule, index: number): PortSet {
    if (rule.ref.direction === 'ingress' || !this.#namesPortsInBlocks) return this.ports.none;
    const declared = this.countingPorts(this.universe.classes[index]?.namedPorts ?? []);
    return namedOf(rule).reduce((sum, port) => this.ports.union(sum, this.#resolve(port, declared)), this.ports.none);
  }

  get #namesPortsInBlocks(): boolean {
    return this.#profile.egressNamedPortToIpBlock === 'pods-in-the-block';
  }

  #varying(destinationKey: number): WeakMap<CompiledRule, RuleTerms> {
    let known = this.#byDestination.get(destinationKey);
    if (!known) {
      known = new WeakMap();
      this.#byDestination.set(destinationKey, known);
    }
    return known;
  }

  #resolveTerms(rule: CompiledRule, namespace: string, destination: readonly ContainerPort[]): Term[] {
    const ports = this.#numericPorts(rule.ports);
    const named = namedOf(rule);
    const peers = this.#peers(rule, namespace);
    if (rule.ref.direction === 'ingress') {
      const own = named.reduce((sum, port) => this.ports.union(sum, this.#resolve(port, destination)), ports);
      return peers.map(({ plane, classes }) => ({ ports: this.#inPlane(own, plane), peers: classes }));
    }
    const terms = peers.map(({ plane, classes }) => ({ ports: this.#inPlane(ports, plane), peers: classes }));
    return [...terms, ...named.flatMap((port) => this.#namedEgress(port, rule, namespace))];
  }

  #machineTerms(rule: CompiledRule, namespace: string, destination: readonly ContainerPort[]): readonly Term[] {
    if (this.#profile.hostNetworkPeers !== 'match-opens-node') return NO_TERMS;
    const peers = rule.peers.filter(({ kind }) => kind === 'pods');
    if (peers.length === 0 && !rule.everyone) return NO_TERMS;
    return this.#resolveTerms({ ...rule, peers }, namespace, destination);
  }

  /**
   * Ports a rule opens for addresses outside, if it admits the address. Rule 27: a named port means nothing on an
   * address; for ingress it is the protected pod's own.
   */
  #outsidePorts(rule: CompiledRule, destination: readonly ContainerPort[]): PortSet {
    const ports = this.#numericPorts(rule.ports);
    if (rule.ref.direction === 'egress' || !rule.named) return ports;
    return namedOf(rule).reduce((sum, port) => this.ports.union(sum, this.#resolve(port, destination)), ports);
  }

  /** Rule 26: a named port is the destination's, and of the same protocol; a pod without it is not matched. */
  #resolve(port: NamedPort, destination: readonly ContainerPort[]): PortSet {
    return destination
      .filter(({ name, protocol }) => name === port.name && protocol === port.protocol)
      .reduce((sum, { port: at }) => this.ports.union(sum, this.ports.range(port.protocol, at, at)), this.ports.none);
  }

  /** Rule 27: with `to` missing, every pod that has the name; towards an ipBlock, the pods in it that have the name. */
  #namedEgress(port: NamedPort, rule: CompiledRule, namespace: string): Term[] {
    const { sets } = this.universe;
    if (rule.everyone && this.#profile.egressNamedPortToEveryone === 'nothing') return [];
    const selected = rule.everyone ? this.#hosts.withSelectable : this.#selectedPeers(rule, namespace);
    const blocks = this.#namesPortsInBlocks ? this.#blockPeers(rule) : [];
    return this.#portValues(port).flatMap(({ value, classes }) => {
      const ports = this.ports.range(port.protocol, value, value);
      const inBlocks = blocks.map((block) => ({
        ports: this.#inPlane(ports, block.plane),
        peers: sets.intersect(block.classes, classes),
      }));
      return [{ ports, peers: this.#hosts.opened(sets.intersect(selected, classes)) }, ...inBlocks];
    });
  }

  peerPods(peer: Extract<PeerMatcher, { kind: 'pods' }>, namespace: string): ClassSet {
    const selected = this.select(peer.pods, peer.namespaces ?? namespace);
    return this.universe.sets.union(selected, this.#hosts.select(peer.pods, peer.namespaces ?? namespace));
  }

  /** The classes of one from/to entry, in any plane. */
  peerClasses(peer: PeerMatcher, namespace: string): ClassSet {
    const { sets, covers } = this.universe;
    if (peer.kind === 'pods') return this.peerPods(peer, namespace);
    if (peer.kind === 'broken') return sets.none;
    return (covers.get(peer.text) ?? []).reduce((sum, { classes }) => sets.union(sum, classes), sets.none);
  }

  /** Peers by plane; a selector counts in every plane (`plane` 0), an ipBlock in those of the addresses it covers. */
  #peers(rule: CompiledRule, namespace: string): { plane: number; classes: ClassSet }[] {
    const { sets } = this.universe;
    if (rule.everyone) return [{ plane: 0, classes: sets.all }];
    const selected = this.#selectedPeers(rule, namespace);
    const blocks = this.#blockPeers(rule);
    return selected === sets.none ? blocks : [{ plane: 0, classes: this.#hosts.opened(selected) }, ...blocks];
  }

  #selectedPeers({ peers }: CompiledRule, namespace: string): ClassSet {
    const { sets } = this.universe;
    let selected = sets.none;
    for (const peer of peers) if (peer.kind === 'pods') selected = sets.union(selected, this.peerPods(peer, namespace));
    return selected;
  }

  #blockPeers({ peers }: CompiledRule): { plane: number; classes: ClassSet }[] {
    const { sets, covers } = this.universe;
    const covered = new Map<number, ClassSet>();
    for (const peer of peers) {
      if (peer.kind !== 'addresses') continue;
      for (const { plane, classes } of covers.get(peer.text) ?? []) {
        covered.set(plane, sets.union(covered.get(plane) ?? sets.none, classes));
      }
    }
    return [SHARED, OVER_IPV4, OVER_IPV6].flatMap((plane) => {
      const classes = covered.get(plane);
      return classes ? [{ plane, classes }] : [];
    });
  }

  #inPlane(ports: PortSet, plane: number): PortSet {
    return plane === 0 ? ports : this.ports.inPlanes(ports, plane);
  }

  #numericPorts(matchers: readonly PortMatcher[]): PortSet {
    let ports = this.ports.none;
    for (const port of matchers) {
      if (port.kind === 'all') ports = this.ports.all;
      if (port.kind === 'range')
        ports = this.ports.union(ports, this.ports.range(port.protocol, port.first, port.last));
    }
    return ports;
  }

  /** Which numbers a port name means, and for which classes. */
  #portValues(port: NamedPort): { value: number; classes: ClassSet }[] {
    const key = `${port.protocol}/${port.name}`;
    let values = this.#portIndex.get(key);
    if (values) return values;
    const byValue = new Map<number, number[]>();
    for (const { index, namedPorts } of this.universe.classes) {
      const own = this.countingPorts(namedPorts).filter(
        ({ name, protocol }) => name === port.name && protocol === port.protocol,
      );
      for (const value of new Set(own.map((one) => one.port))) {
        const runs = byValue.get(value) ?? [];
        appendClass(runs, index);
        byValue.set(value, runs);
      }
    }
    values = [...byValue].map(([value, runs]) => ({ value, classes: this.universe.sets.of(runs) }));
    this.#portIndex.set(key, values);
    return values;
  }
}

const NO_TERMS: readonly Term[] = [];

const NO_NAMES: readonly NamedPort[] = [];

const namedOf = ({ named, ports }: CompiledRule): readonly NamedPort[] =>
  named ? ports.filter((port) => port.kind === 'named') : NO_NAMES;

const firstOfName = (ports: readonly ContainerPort[]): readonly ContainerPort[] =>
  ports.filter((port, at) =>
    ports.slice(0, at).every(({ name, protocol }) => name !== port.name || protocol !== port.protocol),
  );
