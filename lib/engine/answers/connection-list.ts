/**
 * Every connection of a snapshot, one row a pair: between pods or workloads, and with ranges of addresses outside.
 *
 * Host-network pods are ends here too: their traffic is their machine's, which an ipBlock may admit (rule 33) and which
 * always passes between a pod and its own machine (rule 31). Ranges are cut neither by pod nor by machine addresses. A
 * pod without an address matches no ipBlock. Self pairs are left out (rule 32).
 */

import { type Compiled, connectClasses } from '../gates/compiled.ts';
import { podEnd, workloadId } from '../model/ids.ts';
import type { Direction, Pod } from '../model/objects.ts';
import type { ConnectionSet } from '../sets/connection-set.ts';
import type { PortSet } from '../sets/port-set.ts';
import { ExternalRows } from './external-rows.ts';
import { OwnNodePairs } from './own-node-pairs.ts';
import { type PairPorts, UnitReach, type UnitReached } from './unit-reach.ts';

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
  const outside = new ExternalRows(compiled);
  const reach = reachOf(compiled, units);
  const rows: ConnectionRow[] = [];
  for (const unit of units) pushExternal(rows, compiled, outside, unit, 'ingress');
  for (const [at, source] of units.entries()) {
    pushExternal(rows, compiled, outside, source, 'egress');
    for (const { to, ...pair } of reach(at)) {
      const destination = units[to];
      if (to === at || !destination || pair.ports === compiled.ports.none) continue;
      rows.push(toRow(compiled, source.id, destination.id, pair));
    }
  }
  return rows;
}

/**
 * The rows between single pods that one row between workloads stands for; an end with no slash is a range outside, and
 * then all rows with outside are given.
 */
export function podConnector(compiled: Compiled): (source: string, destination: string) => ConnectionRow[] {
  const members = new Map<string, Unit[]>();
  const machines = new OwnNodePairs(compiled.universe, compiled.profile);
  const outside = new ExternalRows(compiled);
  for (const unit of unitsOf(compiled, 'pod')) {
    const [pod] = unit.pods;
    const id = pod ? workloadId(pod.namespace, pod.workload) : unit.id;
    const own = members.get(id);
    if (own) own.push(unit);
    else members.set(id, [unit]);
  }
  return (source, destination) => {
    const [sources = [], destinations = []] = [members.get(source), members.get(destination)];
    if (!source.includes('/')) return externalRows(compiled, outside, destinations, 'ingress');
    if (!destination.includes('/')) return externalRows(compiled, outside, sources, 'egress');
    return sources.flatMap((from) =>
      destinations.flatMap((to) => {
        const pair = from === to ? undefined : connectPods(compiled, machines, from, to);
        return pair && pair.ports !== compiled.ports.none ? [toRow(compiled, from.id, to.id, pair)] : [];
      }),
    );
  };
}

/**
 * Units that each unit may reach, itself perhaps among them, in rising order. Where machines matter, single pods are asked
 * about; some of what is asked about then has no ports.
 */
function reachOf(compiled: Compiled, units: readonly Unit[]): (at: number) => Iterable<UnitReached> {
  const machines = new OwnNodePairs(compiled.universe, compiled.profile);
  const unitReach = new UnitReach(
    compiled,
    units.map(({ classes, onHost }) => (onHost ? [] : classes)),
  );
  const onHost = units.flatMap((unit, at) => (unit.onHost ? [at] : []));
  const everyone = units.map((_, at) => at);
  const asked = (source: Unit, others: readonly number[]): UnitReached[] =>
    others.map((to) => ({ to, ...toPair(connectPods(compiled, machines, source, units[to] as Unit)) }));
  // Sources of the same classes reach the same.
  const known = new Map<string, readonly UnitReached[]>();
  return (at) => {
    const source = units[at] as Unit;
    if (source.onHost)
      return asked(
        source,
        everyone.filter((to) => to !== at),
      );
    const key = source.classes.join();
    const reached = known.get(key) ?? unitReach.from(source.classes);
    known.set(key, reached);
    return onHost.length === 0 ? reached : [...reached, ...asked(source, onHost)].sort((a, b) => a.to - b.to);
  };
}

const toPair = ({ ports, partial }: PairPorts): PairPorts => ({ ports, partial });

function unitsOf({ universe }: Compiled, level: Level): Unit[] {
  const members = new Map<string, Pod[]>();
  for (const pod of universe.pods) {
    const id = level === 'pod' ? podEnd(pod) : workloadId(pod.namespace, pod.workload);
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

/** Where machines matter: pairs of a pod and its own machine pass whatever policies say. */
function connectPods(compiled: Compiled, machines: OwnNodePairs, source: Unit, destination: Unit): PairPorts {
  const fold = new PairFold(compiled);
  for (const { from, to, pairs, ownNode } of machines.between(source.pods, destination.pods)) {
    if (ownNode > 0) fold.add(compiled.ports.all);
    if (pairs > ownNode) fold.add(connectClasses(compiled, from, to));
  }
  return fold;
}

function toRow({ ports }: Compiled, source: string, destination: string, pair: PairPorts): ConnectionRow {
  const row = { source, destination, ports: ports.connections(pair.ports) };
  return pair.partial ? { ...row, partial: true } : row;
}

function externalRows(compiled: Compiled, outside: ExternalRows, units: readonly Unit[], direction: Direction) {
  const rows: ConnectionRow[] = [];
  for (const unit of units) pushExternal(rows, compiled, outside, unit, direction);
  return rows;
}

function pushExternal(
  rows: ConnectionRow[],
  compiled: Compiled,
  outside: ExternalRows,
  { id, classes }: Unit,
  direction: Direction,
): void {
  for (const range of outside.of(classes, direction)) {
    const [source, destination] = direction === 'ingress' ? [range.text, id] : [id, range.text];
    rows.push(toRow(compiled, source, destination, range));
  }
}
