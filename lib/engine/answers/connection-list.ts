/**
 * Every connection of a snapshot, one row a pair: between pods or workloads, and with ranges of addresses outside.
 *
 * Host-network pods are ends here too: their traffic is their machine's, which an ipBlock may admit (rule 33) and which
 * always passes between a pod and its own machine (rule 31). Ranges are cut neither by pod nor by machine addresses. A
 * pod without an address matches no ipBlock. Self pairs are left out (rule 32).
 */

import { type Compiled, connectClasses } from '../gates/compiled.ts';
import { workloadId } from '../model/ids.ts';
import type { Direction, Pod } from '../model/objects.ts';
import type { ConnectionSet } from '../sets/connection-set.ts';
import type { PortSet } from '../sets/port-set.ts';
import { externalReach, formatRange } from './external.ts';
import { OwnNodePairs } from './own-node-pairs.ts';

export type Level = 'pod' | 'workload';

export interface ConnectionRow {
  /** `namespace/name[Kind]`, or a range of addresses such as `0.0.0.0-9.255.255.255`. */
  readonly source: string;
  readonly destination: string;
  readonly ports: ConnectionSet;
  /** Present where not every pair of pods has exactly these ports. */
  readonly partial?: true;
  /** Present where a policy of a kind that is not judged may say otherwise. */
  readonly unknown?: true;
}

interface Unit {
  readonly id: string;
  readonly pods: readonly Pod[];
  readonly classes: readonly number[];
  /** Some of its pods use their machine's network. */
  readonly onHost: boolean;
}

/**
 * Rows from outside first, by destination; then by source: its rows to outside, and its rows by destination. Names by
 * code unit, ranges in the order of their addresses.
 */
export function listConnections(compiled: Compiled, level: Level): ConnectionRow[] {
  const units = unitsOf(compiled, level);
  const machines = new OwnNodePairs(compiled.universe, compiled.profile);
  const rows: ConnectionRow[] = [];
  const incoming = externalRows(compiled, units, 'ingress');
  const reached = new Map<string, readonly Reached[]>();
  for (const [at, source] of units.entries()) {
    for (const row of externalRows(compiled, [source], 'egress')) rows.push(row);
    // Sources of the same classes reach the same.
    const key = `${source.onHost} ${source.classes.join()}`;
    const reach = reached.get(key) ?? reachUnits(compiled, source, units);
    reached.set(key, reach);
    for (const { to, pair: known } of reach) {
      const destination = units[to];
      if (to === at || !destination) continue;
      const pair = known ?? connectPods(compiled, machines, source, destination);
      if (pair.ports !== compiled.ports.none) rows.push(toRow(compiled, source.id, destination.id, pair));
    }
  }
  for (const row of rows) incoming.push(row);
  return incoming;
}

/**
 * The rows between single pods that one row between workloads stands for; an end with no slash is a range outside, and
 * then all rows with outside are given.
 */
export function podConnector(compiled: Compiled): (source: string, destination: string) => ConnectionRow[] {
  const members = new Map<string, Unit[]>();
  const machines = new OwnNodePairs(compiled.universe, compiled.profile);
  for (const unit of unitsOf(compiled, 'pod')) {
    const [pod] = unit.pods;
    const id = pod ? workloadId(pod.namespace, pod.workload) : unit.id;
    const own = members.get(id);
    if (own) own.push(unit);
    else members.set(id, [unit]);
  }
  return (source, destination) => {
    const [sources = [], destinations = []] = [members.get(source), members.get(destination)];
    if (!source.includes('/')) return externalRows(compiled, destinations, 'ingress');
    if (!destination.includes('/')) return externalRows(compiled, sources, 'egress');
    return sources.flatMap((from) =>
      destinations.flatMap((to) => {
        const pair = from === to ? undefined : connectPods(compiled, machines, from, to);
        return pair && pair.ports !== compiled.ports.none ? [toRow(compiled, from.id, to.id, pair)] : [];
      }),
    );
  };
}

interface Reached {
  readonly to: number;
  /** Absent where machines matter, so that single pods have to be asked about. */
  readonly pair?: Pair;
}

/** Units that pods of the source's classes may reach, itself among them. */
function reachUnits(compiled: Compiled, source: Unit, units: readonly Unit[]): readonly Reached[] {
  const byClasses = new Map<string, Pair>();
  return units.flatMap((destination, to) => {
    if (source.onHost || destination.onHost) return { to };
    const key = destination.classes.join();
    const pair = byClasses.get(key) ?? connectUnits(compiled, source, destination);
    byClasses.set(key, pair);
    return pair.ports === compiled.ports.none ? [] : { to, pair };
  });
}

function unitsOf({ universe }: Compiled, level: Level): Unit[] {
  const members = new Map<string, Pod[]>();
  for (const pod of universe.pods) {
    const id = workloadId(pod.namespace, level === 'pod' ? { kind: 'Pod', name: pod.name } : pod.workload);
    const own = members.get(id);
    if (own) own.push(pod);
    else members.set(id, [pod]);
  }
  const units = [...members].map(([id, pods]): Unit => {
    const classes = new Set(pods.flatMap((pod) => universe.classOf(pod)?.index ?? []));
    return { id, pods, classes: [...classes], onHost: pods.some(({ hostNetwork }) => hostNetwork) };
  });
  return units.sort((a, b) => (a.id < b.id ? -1 : 1));
}

interface Pair {
  readonly ports: PortSet;
  readonly partial: boolean;
}

/** Folds what each pair of pods, or of classes, may use. */
class PairFold {
  readonly #compiled: Compiled;
  ports: PortSet;
  #first: PortSet | undefined;
  partial = false;

  constructor(compiled: Compiled) {
    this.#compiled = compiled;
    this.ports = compiled.ports.none;
  }

  add(open: PortSet): void {
    const { ports } = this.#compiled;
    const flat = ports.flat(open);
    this.#first ??= flat;
    if (flat !== this.#first) this.partial = true;
    this.ports = ports.union(this.ports, flat);
  }
}

function connectUnits(compiled: Compiled, source: Unit, destination: Unit): Pair {
  const fold = new PairFold(compiled);
  for (const from of source.classes) for (const to of destination.classes) fold.add(connectClasses(compiled, from, to));
  return fold;
}

/** Where machines matter: pairs of a pod and its own machine pass whatever policies say. */
function connectPods(compiled: Compiled, machines: OwnNodePairs, source: Unit, destination: Unit): Pair {
  const fold = new PairFold(compiled);
  for (const { from, to, pairs, ownNode } of machines.between(source.pods, destination.pods)) {
    if (ownNode > 0) fold.add(compiled.ports.all);
    if (pairs > ownNode) fold.add(connectClasses(compiled, from, to));
  }
  return fold;
}

function toRow({ ports }: Compiled, source: string, destination: string, pair: Pair): ConnectionRow {
  const row = { source, destination, ports: ports.connections(pair.ports) };
  return pair.partial ? { ...row, partial: true } : row;
}

function externalRows(compiled: Compiled, units: readonly Unit[], direction: Direction): ConnectionRow[] {
  const { groupOf } = compiled.gates[direction];
  const known = new Map<string, ReturnType<typeof externalReach>>();
  return units.flatMap(({ id, classes }) => {
    const gates = [...new Set(classes.map((index) => groupOf(index)))];
    const key = gates.map(({ index }) => index).join();
    const reach = known.get(key) ?? externalReach(compiled, gates);
    known.set(key, reach);
    return reach.map((range) => {
      const outside = formatRange(range.first, range.last);
      const [source, destination] = direction === 'ingress' ? [outside, id] : [id, outside];
      return toRow(compiled, source, destination, range);
    });
  });
}
